"""Open amendments to one clause beside each other, each saying whose words it touches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafts.amendments.views import AmendmentView
from drafts.exchange.render import plain
from drafts.text.merge import touches
from drafts.text.redline import Span, redline

SAYS = {"move": "Moves this clause to another place.", "insert": "Inserts a new clause after this one."}


@dataclass(frozen=True, slots=True)
class Beside:
    view: AmendmentView
    spans: tuple[Span, ...]  # none for a move
    says: str
    touches: tuple[AmendmentView, ...]


def beside(amendments: Sequence[AmendmentView]) -> tuple[Beside, ...]:
    return tuple(
        Beside(
            each,
            _spans(each),
            SAYS.get(each.kind, ""),
            tuple(other for other in amendments if other is not each and _collide(each, other)),
        )
        for each in amendments
    )


def _spans(amendment: AmendmentView) -> tuple[Span, ...]:
    if amendment.kind == "move":
        return ()
    return redline(
        "" if amendment.kind == "insert" else plain(amendment.wording.base.text), plain(amendment.wording.text)
    )


def _collide(one: AmendmentView, other: AmendmentView) -> bool:
    """Both change words of the same revision, and the words are the same or stand next to each other."""
    if {one.kind, other.kind} & {"insert", "move"} or one.wording.base.id != other.wording.base.id:
        return False
    return bool(touches(one.wording.base.text, one.wording.text, other.wording.text))
