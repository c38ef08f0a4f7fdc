"""This file says where a clause stands: under which heading and which words, between which neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from drafts.instruments.views import EditionView, EntryView


@dataclass(frozen=True, slots=True)
class Surroundings:
    heading: EntryView | None
    above: tuple[EntryView, ...]  # the clauses that it belongs to, the outermost first
    before: EntryView | None
    after: EntryView | None


def surroundings(edition: EditionView, clause_id: int) -> Surroundings:
    entries = edition.entries
    at = next(n for n, entry in enumerate(entries) if entry.clause_id == clause_id)
    start = next((n for n in range(at, -1, -1) if entries[n].kind != "clause"), None)
    clauses = [n for n, entry in enumerate(entries) if entry.clause_id]
    place = clauses.index(at)
    return Surroundings(
        None if start is None else entries[start],
        _above(entries, at, -1 if start is None else start),
        entries[clauses[place - 1]] if place else None,
        entries[clauses[place + 1]] if place + 1 < len(clauses) else None,
    )


def _above(entries: tuple[EntryView, ...], at: int, start: int) -> tuple[EntryView, ...]:
    above, depth = [], entries[at].depth
    for n in range(at - 1, start, -1):
        if entries[n].depth < depth:
            above.append(entries[n])
            depth = entries[n].depth
    return tuple(reversed(above))
