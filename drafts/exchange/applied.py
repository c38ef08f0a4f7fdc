"""An edition as it would read with an amendment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafts.exchange.edition import Printed, PrintedLine, Proposed


def amended(edition: Printed, proposed: Proposed) -> Printed:
    """An insertion has no number yet: the forum gives it one when it is adopted. Raises KeyError for a clause that is
    not there."""
    lines, at = list(edition.lines), _index(edition.lines, proposed.key)
    end = _end(lines, at)
    match proposed.kind:
        case "replace" | "repeal":
            lines[at] = replace(lines[at], text=proposed.text, revision=lines[at].revision + 1)
        case "insert":
            new = PrintedLine(
                kind="clause",
                depth=lines[at].depth,
                label="",
                title="",
                citation=f"After {lines[at].citation}",
                key=f"amendment-{proposed.number}",
                revision=1,
                text=proposed.text,
            )
            lines.insert(end, new)
        case "move":
            moved, lines = lines[at:end], lines[:at] + lines[end:]
            target = _end(lines, _index(lines, proposed.after))
            lines[target:target] = moved
    return replace(edition, lines=tuple(lines))


def _index(lines: Sequence[PrintedLine], key: str) -> int:
    found = next((n for n, line in enumerate(lines) if key and line.key == key), None)
    if found is None:
        raise KeyError(key)
    return found


def _end(lines: Sequence[PrintedLine], at: int) -> int:
    """Answers the place behind the clause and everything under it."""
    end = at + 1
    while end < len(lines) and lines[end].kind == "clause" and lines[end].depth > lines[at].depth:
        end += 1
    return end
