"""Two editions of an instrument beside each other: what changed in each line, in a word and in its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from drafts.exchange.compared import Row, around, compared
from drafts.exchange.edition import Printed
from drafts.exchange.render import plain, render_inline
from drafts.text.redline import Span, redline


@dataclass(frozen=True, slots=True)
class Changed:
    """A line of either edition. `says`: what happened to it, "" for nothing; `words`: as it reads now."""

    row: Row
    says: str
    spans: tuple[Span, ...]
    words: Markup

    @property
    def heading(self) -> bool:
        return self.row.line.kind != "clause"


def changes(before: Printed, after: Printed, *, whole: bool = False) -> tuple[Changed, ...]:
    """The articles in which something changed, or the whole text."""
    rows: Iterable[Row] = compared(before, after)
    return tuple(_changed(row) for row in (rows if whole else around(rows)))


def _changed(row: Row) -> Changed:
    if row.line.kind != "clause":
        return Changed(row, _said_of_heading(row), (), Markup(""))
    if row.place == "left" and row.new:  # a move is a move: its words stand, marked, where the clause is now
        return Changed(row, f"Moved to {row.new.citation}", (), Markup(""))
    old, new = (plain(line.text) if line else "" for line in (row.old, row.new))
    return Changed(row, _said(row), redline(old, new), render_inline(row.new.text) if row.new else Markup(""))


def _said_of_heading(row: Row) -> str:
    return "" if row.old and row.new else "New heading" if row.new else "Heading taken out"


def _said(row: Row) -> str:
    if row.old is None:
        return "New"
    if row.new is None or (row.old.text and not row.new.text):
        return "Repealed"
    said = []
    if row.place == "moved":
        said.append(f"Moved here from {row.old.citation}")
    elif row.old.label != row.new.label:
        said.append(f"Renumbered: it was {row.old.citation}")
    if row.old.text != row.new.text:
        said.append("words changed" if said else "Words changed")
    return ", ".join(said)
