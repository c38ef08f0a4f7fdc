"""Reads of rationales: of one revision, of what changed lately, of what is still owed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from piccolo.custom_types import Combinable

from drafts.amendments.assembly import views
from drafts.amendments.tables import Amendment
from drafts.rationales.lately import latest
from drafts.rationales.statements import statements_of
from drafts.rationales.tables import Rationale
from drafts.rationales.views import Owed, RationaleView, StatementView
from drafts.rules.lifecycle import ADOPTED
from drafts.rules.rationale import LEFT
from forum.organisations.mandates import officers
from forum.rules.permission import RAPPORTEUR, Identity

__all__ = ["for_revision", "latest", "of_amendment", "owed", "rationale"]


async def for_revision(revision_id: int) -> RationaleView | None:
    """The rationale of a revision; None for a first one, which nobody amended."""
    return await _one(Rationale.revision == revision_id)


async def of_amendment(amendment_id: int) -> RationaleView | None:
    return await _one(Rationale.amendment == amendment_id)


async def rationale(rationale_id: int) -> RationaleView | None:
    return await _one(Rationale.id == rationale_id)


async def _one(where: Combinable) -> RationaleView | None:
    row = (
        await Rationale.select(
            Rationale.id,
            Rationale.amendment,
            Rationale.summary,
            Rationale.why,
            Rationale.figures,
            Rationale.written_by,
            Rationale.written_for.as_alias("written_for"),
            Rationale.written_for.key,
            Rationale.written_for.name,
            Rationale.written_at,
            Rationale.approved_for.name,
            Rationale.published_at,
            Rationale.amendment.instrument.slug.as_alias("slug"),
            Rationale.revision.clause.key.as_alias("key"),
            Rationale.revision.number.as_alias("number"),
        )
        .where(where)
        .first()
    )
    if not row:
        return None
    author = row["written_by"], row["written_for"]
    in_office = row["published_at"] is not None or author in await officers(RAPPORTEUR)
    return _view(row, (await statements_of([row["id"]])).get(row["id"], ()), in_office)


def _view(row: Mapping[str, Any], statements: tuple[StatementView, ...], in_office: bool) -> RationaleView:
    path = f"/instruments/{row['slug']}/clauses/{row['key']}/revisions/{row['number']}" if row["key"] else ""
    return RationaleView(
        id=row["id"],
        amendment=row["amendment"],
        summary=row["summary"],
        why=row["why"],
        figures=json.loads(row["figures"]) if row["figures"] else None,
        written_by=row["written_by"],
        written_group=row["written_for.key"],
        written_for=row["written_for.name"],
        written_at=row["written_at"],
        approved_for=row["approved_for.name"] or "",
        published_at=row["published_at"],
        statements=statements,
        in_office=in_office,
        revision_path=path,
    )


async def owed(who: Identity | None = None) -> tuple[Owed, ...]:
    """Adopted amendments that wait for their rationale, or for its approval by somebody other than its author's group;
    oldest first."""
    published = Rationale.select(Rationale.amendment).where(Rationale.published_at.is_not_null())
    waiting = await views(Amendment.fate == ADOPTED, Amendment.id.not_in(published))
    group = Rationale.written_for
    drafted = Rationale.select(
        Rationale.amendment, Rationale.written_by, group.as_alias("group_id"), group.key.as_alias("group_key")
    )
    held = await officers(RAPPORTEUR) if waiting else frozenset()
    groups = {
        row["amendment"]: row["group_key"] if (row["written_by"], row["group_id"]) in held else ""
        for row in await drafted.where(Rationale.published_at.is_null())
    }
    return tuple(Owed(f"{each.path}/rationale", each.title, _says(groups.get(each.id), who)) for each in waiting)


def _says(written_for: str | None, who: Identity | None) -> str:
    """Says what is owed. `written_for` is the key of the group, None before it is written, and "" if its author left
    the office."""
    if written_for == "":
        return f"Its rationale is written. {LEFT}"
    if written_for is None:
        return "Adopted. Its rationale has to be written; until then it is not in force."
    office = who.office(RAPPORTEUR) if who else None
    if office and office.group != written_for:
        return "Its rationale is written. Read it, and approve it if it is right: that publishes the revision."
    return "Its rationale is written and waits for a second rapporteur, of another group."
