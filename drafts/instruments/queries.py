"""Reads of instruments. Each is a fixed number of queries, however long the instrument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from drafts.instruments.tables import Clause, Edition, EditionEntry, Instrument, Revision
from drafts.instruments.views import ClauseView, EditionLine, EditionView, EntryView, InstrumentView, RevisionView
from forum.database import one_or_not_found
from forum.errors import NotFound

ENTRY = (
    EditionEntry.kind,
    EditionEntry.depth,
    EditionEntry.label,
    EditionEntry.title,
    EditionEntry.citation,
    EditionEntry.clause.as_alias("clause_id"),
    EditionEntry.clause.key.as_alias("key"),
    EditionEntry.clause.entrenched.as_alias("entrenched"),
    EditionEntry.revision.as_alias("revision_id"),
    EditionEntry.revision.number.as_alias("revision_number"),
    EditionEntry.revision.text.as_alias("text"),
    EditionEntry.revision.form.as_alias("form"),
    EditionEntry.revision.made_at.as_alias("made_at"),
)
REVISION = (
    Revision.id,
    Revision.clause.as_alias("clause_id"),
    Revision.number,
    Revision.text,
    Revision.form,
    Revision.made_at,
)


async def instruments() -> tuple[InstrumentView, ...]:
    """All instruments, in the order in which they were brought."""
    return await _instruments(Instrument.id.is_not_null())


async def instrument(slug: str) -> InstrumentView:
    found = await _instruments(Instrument.slug == slug)
    if not found:
        raise NotFound
    return found[0]


async def instrument_by_id(instrument_id: int) -> InstrumentView:
    found = await _instruments(Instrument.id == instrument_id)
    if not found:
        raise NotFound
    return found[0]


async def _instruments(where: Any) -> tuple[InstrumentView, ...]:
    rows = (
        await Instrument.select(
            Instrument.id, Instrument.slug, Instrument.title, Instrument.about, Instrument.method, Instrument.brought_at
        )
        .where(where)
        .order_by(Instrument.id)
    )
    newest = await _newest_editions([row["id"] for row in rows])
    return tuple(
        InstrumentView(
            **row, edition_number=newest[row["id"]]["number"], published_at=newest[row["id"]]["published_at"]
        )
        for row in rows
    )


async def _newest_editions(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    if not ids:
        return {}
    rows = (
        await Edition.select(Edition.id, Edition.instrument, Edition.number, Edition.published_at)
        .where(Edition.instrument.is_in(list(ids)))
        .order_by(Edition.number)
    )
    return {row["instrument"]: row for row in rows}


async def editions(instrument_id: int) -> tuple[EditionLine, ...]:
    """All editions, the newest first."""
    rows = (
        await Edition.select(Edition.number, Edition.note, Edition.amendment, Edition.published_at)
        .where(Edition.instrument == instrument_id)
        .order_by(Edition.number, ascending=False)
    )
    return tuple(EditionLine(**row) for row in rows)


async def edition(instrument_id: int, number: int | None = None) -> EditionView:
    """The edition with this number, or the one in force. Raises NotFound."""
    newest = (await _newest_editions([instrument_id])).get(instrument_id)
    if not newest:
        raise NotFound
    row = await one_or_not_found(
        Edition.select(Edition.id, Edition.number, Edition.note, Edition.amendment, Edition.published_at)
        .where(Edition.instrument == instrument_id, Edition.number == (number or newest["number"]))
        .first()
    )
    entries = await EditionEntry.select(*ENTRY).where(EditionEntry.edition == row["id"]).order_by(EditionEntry.position)
    return EditionView(
        **row, instrument_id=instrument_id, newest=newest["number"], entries=tuple(_entry(each) for each in entries)
    )


def _entry(row: dict[str, Any]) -> EntryView:
    return (
        EntryView(**row)
        if row["clause_id"]
        else EntryView(**{name: row[name] for name in ("kind", "depth", "label", "title", "citation")})
    )


async def clause(slug: str, key: str) -> ClauseView:
    return await _one_clause(Clause.instrument.slug == slug, Clause.key == key)


async def clause_by_id(clause_id: int) -> ClauseView:
    return await _one_clause(Clause.id == clause_id)


async def clauses_by_id(ids: Sequence[int]) -> dict[int, ClauseView]:
    """The clauses by id; ids that name none are left out."""
    return await _clauses(Clause.id.is_in(sorted(set(ids)))) if ids else {}


async def _one_clause(*where: Any) -> ClauseView:
    found = await _clauses(*where)
    if not found:
        raise NotFound
    return next(iter(found.values()))


async def _clauses(*where: Any) -> dict[int, ClauseView]:
    rows = (
        await Clause.select(
            Clause.id,
            Clause.key,
            Clause.entrenched,
            Clause.instrument.id.as_alias("instrument_id"),
            Clause.instrument.slug.as_alias("slug"),
            Clause.instrument.title.as_alias("title"),
        )
        .where(*where)
        .order_by(Clause.id)
    )
    if not rows:
        return {}
    newest = await _newest_editions(list({row["instrument_id"] for row in rows}))
    lines = {
        line["clause_id"]: line
        for line in await EditionEntry.select(*ENTRY).where(
            EditionEntry.edition.is_in([each["id"] for each in newest.values()]),
            EditionEntry.clause.is_in([row["id"] for row in rows]),
        )
    }
    return {
        row["id"]: ClauseView(
            **row,
            label=lines[row["id"]]["label"],
            citation=lines[row["id"]]["citation"],
            current=_current(lines[row["id"]]),
        )
        for row in rows
    }


def revision_in(row: Mapping[str, Any], of: str = "") -> RevisionView:
    """The revision whose columns a row has. `of`: the reference by which they were read, "revision." for example."""
    return RevisionView(
        id=row[f"{of}id"],
        clause_id=row[f"{of}clause"],
        number=row[f"{of}number"],
        text=row[f"{of}text"],
        form=row[f"{of}form"],
        made_at=row[f"{of}made_at"],
    )


def _current(line: dict[str, Any]) -> RevisionView:
    return RevisionView(
        id=line["revision_id"],
        clause_id=line["clause_id"],
        number=line["revision_number"],
        text=line["text"],
        form=line["form"],
        made_at=line["made_at"],
    )


async def revisions(clause_id: int) -> tuple[RevisionView, ...]:
    """All revisions of a clause, the oldest first."""
    rows = await Revision.select(*REVISION).where(Revision.clause == clause_id).order_by(Revision.number)
    return tuple(RevisionView(**row) for row in rows)


async def revision_by_id(revision_id: int) -> RevisionView:
    row = await one_or_not_found(Revision.select(*REVISION).where(Revision.id == revision_id).first())
    return RevisionView(**row)


async def last_edition_with(revision_id: int) -> int:
    """The number of the newest edition in which the revision stands. Raises NotFound."""
    found = await one_or_not_found(
        EditionEntry.select(EditionEntry.edition.number.as_alias("number"))
        .where(EditionEntry.revision == revision_id)
        .order_by(EditionEntry.edition.number, ascending=False)
        .first()
    )
    return found["number"]


async def citations(clauses: Sequence[int]) -> dict[int, str]:
    """How the newest edition that has it cites each clause."""
    rows = (
        await EditionEntry.select(EditionEntry.clause, EditionEntry.citation)
        .where(EditionEntry.clause.is_in(list(clauses) or [0]))
        .order_by(EditionEntry.edition, EditionEntry.id)
    )
    return {row["clause"]: row["citation"] for row in rows}
