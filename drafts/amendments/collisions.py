"""This file finds where proposed words collide with the clause's new ones, and what may stand at each place."""

from __future__ import annotations

from drafts.text.weave import Piece, weave

OURS, THEIRS = "ours", "theirs"


def collided(base: str, ours: str, theirs: str) -> tuple[Piece, ...]:
    """What the clause's new words and the proposed ones have made of the words that both began from."""
    return weave(base, {OURS: ours, THEIRS: theirs})
