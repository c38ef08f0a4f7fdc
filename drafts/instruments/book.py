"""An edition as a law book prints it: headings with anchors, provisions with rendered words, notes in the margin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from drafts.exchange.render import render_inline
from drafts.instruments.bringing import slug_of
from drafts.instruments.views import EditionView, EntryView, InstrumentView


@dataclass(frozen=True, slots=True)
class Notes:
    """What the margin says beside a clause. `ballot`: the path of a running one, or ""."""

    comments: int = 0
    groups: int = 0  # from how many stakeholder groups
    objections: int = 0  # still open
    amendments: int = 0
    ballot: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    kind: str
    level: int  # of the HTML heading
    anchor: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Provision:
    kind: str
    entry: EntryView
    path: str  # of the clause
    words: Markup
    changed: datetime | None  # since the text was brought
    notes: Notes

    @property
    def revision_path(self) -> str:
        return f"{self.path}/revisions/{self.entry.revision_number}"


def book(
    instrument: InstrumentView, edition: EditionView, notes: Mapping[int, Notes]
) -> tuple[Heading | Provision, ...]:
    """Lays out an edition as a book. `notes` are by clause; those without any may be left out."""
    taken: set[str] = set()
    return tuple(
        _provision(instrument, entry, notes) if entry.clause_id else _heading(entry, taken) for entry in edition.entries
    )


def contents(lines: tuple[Heading | Provision, ...]) -> tuple[Heading, ...]:
    return tuple(line for line in lines if isinstance(line, Heading))


def _heading(entry: EntryView, taken: set[str]) -> Heading:
    slug = slug_of(entry.citation)
    anchor = next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, 9999))) if name not in taken)
    taken.add(anchor)
    return Heading(entry.kind, min(entry.depth + 1, 6), anchor, entry.label, entry.title)


def _provision(instrument: InstrumentView, entry: EntryView, notes: Mapping[int, Notes]) -> Provision:
    changed = entry.made_at if entry.made_at and entry.made_at > instrument.brought_at else None
    return Provision(
        kind="clause",
        entry=entry,
        path=f"{instrument.path}/clauses/{entry.key}",
        words=render_inline(entry.text),
        changed=changed,
        notes=notes.get(entry.clause_id or 0, Notes()),
    )
