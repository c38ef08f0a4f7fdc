"""Two editions side by side: which line is which, what is new, what is gone, and what stands elsewhere now."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from drafts.exchange.edition import Printed, PrintedLine


@dataclass(frozen=True, slots=True)
class Row:
    """A line then and now; without `old` it is new, without `new` it is gone. `left`: where a moved clause stood."""

    old: PrintedLine | None
    new: PrintedLine | None
    place: Literal["here", "moved", "left"] = "here"

    @property
    def line(self) -> PrintedLine:
        found = (self.old or self.new) if self.place == "left" else (self.new or self.old)
        if found is None:
            raise LookupError("a row has a line")
        return found

    @property
    def changed(self) -> bool:
        return (
            self.old is None
            or self.new is None
            or self.place != "here"
            or (self.old.label, self.old.text) != (self.new.label, self.new.text)
        )


def unchanged(edition: Printed) -> tuple[Row, ...]:
    return tuple(Row(line, line) for line in edition.lines)


def compared(before: Printed, after: Printed) -> tuple[Row, ...]:
    """The lines of both, in the order of `after`, with what is gone where it stood."""
    old, new = before.lines, after.lines
    keys = {line.key: line for line in old if line.key}, {line.key: line for line in new if line.key}
    rows: list[Row] = []
    for what, i, i_end, j, j_end in SequenceMatcher(None, _names(old), _names(new), autojunk=False).get_opcodes():
        if what == "equal":
            rows += [Row(*pair) for pair in zip(old[i:i_end], new[j:j_end], strict=True)]
        else:
            rows += [
                Row(line, keys[1].get(line.key), "left" if line.key in keys[1] else "here") for line in old[i:i_end]
            ]
            rows += [
                Row(keys[0].get(line.key), line, "moved" if line.key in keys[0] else "here") for line in new[j:j_end]
            ]
    return tuple(rows)


def _names(lines: Sequence[PrintedLine]) -> list[Hashable]:
    """A clause is itself by its key, a heading by its words."""
    return [line.key or (line.kind, line.label, line.title) for line in lines]


def around(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The articles in which something changes, whole; the others left out."""
    sections: list[list[Row]] = [[]]
    for row in rows:
        if row.line.kind != "clause":
            sections.append([])
        sections[-1].append(row)
    return tuple(row for section in sections if any(row.changed for row in section) for row in section)
