"""New words in the Markdown of the old ones: markup stays where the words that changed leave it alone."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import accumulate

from drafts.exchange.render import plain
from drafts.text.hunks import Hunk, differences, hunks
from drafts.text.tokens import tokens

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def in_markdown(markdown: str, old: str, new: str) -> tuple[str, bool]:
    """The new words with the markup of the old text, and whether all of it could be kept."""
    if markdown.strip() == old:
        text = _escaped_changes(old, new)
        return (text if plain(text) == new else escaped(new)), True
    text = _applied(markdown, old, new)
    return (text, True) if text and plain(text) == new else (escaped(new), False)


def _applied(markdown: str, old: str, new: str) -> str:
    """The Markdown that reads as `old`, with the changes to `new` made in it; "" where they cut through its markup."""
    place = _places(markdown, old)
    pieces, at = [], 0
    words = tokens(old)
    edges = [0, *accumulate(map(len, words))]
    for hunk in hunks(words, tokens(new)):
        low, high = edges[hunk.start], edges[hunk.end]
        start = place[low] if low < high else place[low - 1] + 1 if low else 0
        end = place[high - 1] + 1 if low < high else start
        if markdown[start:end] != old[low:high] or start < at:
            return ""
        pieces += [markdown[at:start], escaped("".join(hunk.tokens))]
        at = end
    return "".join([*pieces, markdown[at:]])


def _places(markdown: str, old: str) -> list[int]:
    """Finds where each character of the plain words stands in the Markdown; what is not there stands at its end."""
    place, at, there = [len(markdown)] * len(old), 0, 0
    for hunk in [*differences(markdown, old), Hunk(len(markdown), len(markdown), ())]:
        for step in range(hunk.start - at):
            place[there + step] = at + step
        there += hunk.start - at + len(hunk.tokens)
        at = hunk.end
    return place


def _escaped_changes(old: str, new: str) -> str:
    """Only what is new is escaped: the old words read as they did."""
    if plain(new) == new:
        return new
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return "".join(
        new[j:j_end] if what == "equal" else escaped(new[j:j_end]) for what, _, _, j, j_end in matcher.get_opcodes()
    )


def escaped(text: str) -> str:
    """Markdown that reads like this, character for character, where there is any."""
    return text if plain(text) == text else _SPECIAL.sub(r"\\\1", text)
