"""Publishing a change: one new revision, and a new edition in which it stands. Old ones are never touched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from piccolo.table import Table

from drafts.exchange.render import form_of
from drafts.instruments.bringing import insert_all, new_keys
from drafts.instruments.labels import name_after, place_after
from drafts.instruments.queries import edition as edition_of
from drafts.instruments.tables import Clause, Edition, EditionEntry, Revision
from drafts.instruments.views import EditionView, EntryView
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, NotFound


@dataclass(frozen=True, slots=True)
class Change:
    """A change to publish. `clause_id` is what is changed; of an insertion, the clause after which the new one goes.
    `text` is the whole new wording of a replacement or insertion. `after_clause_id` is where a moved clause goes."""

    kind: Literal["replace", "insert", "repeal", "move"]
    clause_id: int
    text: str = ""
    after_clause_id: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What was published. `clause_id` and `revision_id` are of the clause that changed or came in. `rows` are for the
    record: the caller appends them."""

    edition_id: int
    edition_number: int
    revision_id: int
    clause_id: int
    rows: tuple[Table, ...]


async def publish_change(instrument_id: int, change: Change, *, amendment: str, note: str = "") -> Published:
    """Is called inside the act that decides it. A repeal is a revision without words. A move is one with the same
    words, so that it has a page and a rationale of its own; it takes along what stands under the clause. Numbers once
    given stay."""
    async with atomic():
        before = await edition_of(instrument_id)
        clause, made = await _clause(instrument_id, change)
        revision = await _revision(clause, change, before)
        number = before.number + 1
        edition = Edition(instrument=instrument_id, number=number, note=note, amendment=amendment, published_at=now())
        await edition.save()
        entries = rows_of(edition.id, _changed(before, change, clause, revision))
        await insert_all(entries)
    return Published(edition.id, number, revision.id, clause, (*made, revision, edition, *entries))


async def _clause(instrument_id: int, change: Change) -> tuple[int, tuple[Table, ...]]:
    if change.kind != "insert":
        return change.clause_id, ()
    keys = set(await Clause.select(Clause.key).where(Clause.instrument == instrument_id).output(as_list=True))
    key = next(key for key in new_keys(len(keys) + 1) if key not in keys)
    clause = Clause(instrument=instrument_id, key=key, entrenched=False, made_at=now())
    await clause.save()
    return clause.id, (clause,)


async def _revision(clause: int, change: Change, before: EditionView) -> Revision:
    old = None if change.kind == "insert" else before.entries[_at(before, clause)]
    text = {"repeal": "", "move": old.text if old else ""}.get(change.kind, change.text.strip())
    if not text and change.kind != "repeal":
        raise Conflict(
            "This clause has no words: it was repealed, and can only be replaced."
            if change.kind == "move"
            else "A revision needs words."
        )
    own = form_of(text) if text else "paragraph"
    neighbour = before.entries[_at(before, change.clause_id)]
    form = neighbour.form if own == "paragraph" and neighbour.form in ("paragraph", "item") else own
    revision = Revision(
        clause=clause, number=old.revision_number + 1 if old else 1, text=text, form=form, made_at=now()
    )
    await revision.save()
    return revision


def _at(edition: EditionView, clause_id: int | None) -> int:
    found = next((n for n, entry in enumerate(edition.entries) if entry.clause_id == clause_id and clause_id), None)
    if found is None:
        raise NotFound
    return found


def _changed(before: EditionView, change: Change, clause: int, revision: Revision) -> list[EntryView]:
    entries = list(before.entries)
    if change.kind == "insert":
        return _inserted(entries, _at(before, change.clause_id), clause, revision)
    at = _at(before, clause)
    entries[at] = replace(entries[at], revision_id=revision.id)
    return _moved(entries, at, change.after_clause_id) if change.kind == "move" else entries


def _inserted(entries: list[EntryView], anchor: int, clause: int, revision: Revision) -> list[EntryView]:
    label, citation = name_after(entries, anchor)
    place = place_after(entries, anchor)
    entry = EntryView(
        kind="clause",
        depth=entries[anchor].depth,
        label=label,
        title="",
        citation=citation,
        clause_id=clause,
        revision_id=revision.id,
    )
    return [*entries[:place], entry, *entries[place:]]


def _moved(entries: list[EntryView], at: int, after: int | None) -> list[EntryView]:
    """The clause, and what stands under it, behind the clause `after`; it takes a name there that nobody has."""
    end = next(
        (
            n
            for n in range(at + 1, len(entries))
            if entries[n].kind != "clause" or entries[n].depth <= entries[at].depth
        ),
        len(entries),
    )
    block, rest = entries[at:end], entries[:at] + entries[end:]
    anchor = next((n for n, entry in enumerate(rest) if entry.clause_id == after and after), None)
    if anchor is None:
        raise Conflict("A clause cannot be moved behind itself or behind what stands under it.")
    label, citation = name_after(entries, entries.index(rest[anchor]))
    deeper = rest[anchor].depth - block[0].depth
    block = [
        replace(block[0], label=label, citation=citation),
        *(replace(each, citation=_recited(each.citation, block[0].citation, citation)) for each in block[1:]),
    ]
    place = place_after(rest, anchor)
    return [*rest[:place], *(replace(each, depth=each.depth + deeper) for each in block), *rest[place:]]


def _recited(citation: str, old: str, new: str) -> str:
    return (new + citation.removeprefix(old))[:200] if citation.startswith(old) else citation


def rows_of(edition: int, entries: list[EntryView]) -> list[EditionEntry]:
    return [
        EditionEntry(
            edition=edition,
            position=n,
            kind=entry.kind,
            depth=entry.depth,
            label=entry.label,
            title=entry.title,
            citation=entry.citation,
            clause=entry.clause_id,
            revision=entry.revision_id,
        )
        for n, entry in enumerate(entries)
    ]
