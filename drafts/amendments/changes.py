"""What an amendment would change, as readers see it, and which other one touches the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from drafts.amendments.views import AmendmentView
from drafts.exchange.render import form_of, plain, render_inline
from drafts.rules import lifecycle
from drafts.text.described import described
from drafts.text.merge import touches
from drafts.text.redline import Span, redline

WHOLE = ("table", "code")  # forms that are replaced whole


@dataclass(frozen=True, slots=True)
class Changes:
    """What an amendment changes, ready to be shown, is held here. `apart` is true where old and new are better read one
    after the other; `place` says where a moved or inserted clause goes."""

    kind: str
    old: Markup
    new: Markup
    spans: tuple[Span, ...]
    apart: bool
    place: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What changed, in sentences; there are none where old and new stand one after the other."""
        return () if self.apart or self.kind != lifecycle.REPLACE else described(self.spans)


@dataclass(frozen=True, slots=True)
class Rival:
    """Another open amendment that is about the same words (`words`), or about the same place (`says`)."""

    view: AmendmentView
    words: tuple[str, ...] = ()
    says: str = ""


def changes(kind: str, base: str, text: str, place: str = "") -> Changes:
    """Compares two texts in Markdown. A move changes no words; an insertion and a repeal only add or take away."""
    old = "" if kind == lifecycle.INSERT else base
    new = base if kind == lifecycle.MOVE else text
    spans = redline(plain(old), plain(new))
    apart = bool(old and new) and (
        {form_of(old), form_of(new)} & set(WHOLE) or not any(span.kind == "same" for span in spans)
    )
    return Changes(kind, render_inline(old), render_inline(new), spans, bool(apart), place)


def changes_of(view: AmendmentView) -> Changes:
    return changes(view.kind, view.wording.base.text, view.wording.text, place_of(view))


def place_of(view: AmendmentView) -> str:
    return view.after.citation if view.after else view.clause.citation if view.kind == lifecycle.INSERT else ""


def rivals(kind: str, base: str, text: str, others: Sequence[AmendmentView]) -> tuple[Rival, ...]:
    """Answers which of `others`, the open amendments to the clause, collide with these words."""
    found = (_rival(kind, base, text, other) for other in others)
    return tuple(rival for rival in found if rival)


def rivals_of(view: AmendmentView, others: Sequence[AmendmentView]) -> tuple[Rival, ...]:
    return rivals(view.kind, view.wording.base.text, view.wording.text, [each for each in others if each.id != view.id])


def _rival(kind: str, base: str, text: str, other: AmendmentView) -> Rival | None:
    if kind == other.kind == lifecycle.INSERT:
        return Rival(other, says="inserts a new clause at the same place")
    if kind == other.kind == lifecycle.MOVE:
        return Rival(other, says="moves the same clause")
    if {kind, other.kind} & {lifecycle.INSERT, lifecycle.MOVE} or other.wording.base.text != base:
        return None
    if text == other.wording.text:
        return Rival(other, says="proposes the same words")
    words = dict.fromkeys(touch.words for touch in touches(base, text, other.wording.text))
    return Rival(other, tuple(words)) if words else None
