"""Reads of rationales: of one revision, of what changed lately, of what is still owed."""
from __future__ import annotations

import json
from collections.abc import Sequence

from drafts.amendments import queries as amendments
from drafts.exchange.render import plain
from drafts.instruments.queries import clauses_by_id
from drafts.instruments.tables import Revision
from drafts.instruments.views import RevisionView
from drafts.rationales.tables import Rationale, Statement
from drafts.rationales.views import ChangeLine, Owed, RationaleView, StatementView
from drafts.text.redline import redline
from forum.rules.permission import RAPPORTEUR, Identity

VERBS = {"replace": "{} reads differently", "insert": "{} came in", "repeal": "{} was repealed", "move": "{} was moved"}


async def for_revision(revision_id: int) -> RationaleView | None:
    """None for a first revision, which nobody amended."""
    return await _one(Rationale.revision == revision_id)


async def of_amendment(amendment_id: int) -> RationaleView | None:
    return await _one(Rationale.amendment == amendment_id)


async def rationale(rationale_id: int) -> RationaleView | None:
    return await _one(Rationale.id == rationale_id)


async def _one(where) -> RationaleView | None:
    row = await Rationale.select(
        Rationale.id, Rationale.amendment, Rationale.summary, Rationale.why, Rationale.figures, Rationale.written_by, Rationale.written_for.key,
        Rationale.written_for.name, Rationale.written_at, Rationale.approved_for.name, Rationale.published_at,
        Rationale.amendment.instrument.slug.as_alias("slug"), Rationale.revision.clause.key.as_alias("key"), Rationale.revision.number.as_alias("number"),
    ).where(where).first()
    if not row:
        return None
    path = f"/instruments/{row['slug']}/clauses/{row['key']}/revisions/{row['number']}" if row["key"] else ""
    return RationaleView(row["id"], row["amendment"], row["summary"], row["why"], json.loads(row["figures"] or "{}"), row["written_by"],
                         row["written_for.key"], row["written_for.name"], row["written_at"], row["approved_for.name"] or "", row["published_at"],
                         await _statements(row["id"]), path)


async def _statements(rationale_id: int) -> tuple[StatementView, ...]:
    rows = await Statement.select(
        Statement.organisation.name, Statement.group.key, Statement.group.name, Statement.group.position, Statement.body, Statement.made_at,
    ).where(Statement.rationale == rationale_id).order_by(Statement.id)
    return tuple(StatementView(row["organisation.name"], row["group.key"], row["group.name"], row["group.position"], row["body"], row["made_at"]) for row in rows)


async def latest(limit: int = 6) -> tuple[ChangeLine, ...]:
    """Published revisions with their reasons, newest first."""
    rows = await Rationale.select(
        Rationale.id, Rationale.summary, Rationale.why, Rationale.figures, Rationale.published_at, Rationale.amendment.kind, Rationale.amendment.instrument.title,
        Rationale.revision.id, Rationale.revision.clause, Rationale.revision.number, Rationale.revision.text, Rationale.revision.form, Rationale.revision.made_at,
    ).where(Rationale.published_at.is_not_null()).order_by(Rationale.published_at, ascending=False).limit(limit)
    clauses = await clauses_by_id([row["revision.clause"] for row in rows])
    former = await _former([row["revision.clause"] for row in rows])
    lines = []
    for row in rows:
        new = RevisionView(*(row[f"revision.{name}"] for name in ("id", "clause", "number", "text", "form", "made_at")))
        old, clause = former.get((new.clause_id, new.number - 1)), clauses[new.clause_id]
        lines.append(ChangeLine(
            row["id"], clause.revision_path(new.number), VERBS[row["amendment.kind"]].format(clause.citation), row["summary"], row["why"],
            row["amendment.instrument.title"], row["published_at"], old, new, redline(plain(old.text) if old else "", plain(new.text)), json.loads(row["figures"])))
    return tuple(lines)


async def _former(clauses: Sequence[int]) -> dict[tuple[int, int], RevisionView]:
    rows = await Revision.select(Revision.id, Revision.clause, Revision.number, Revision.text, Revision.form, Revision.made_at).where(
        Revision.clause.is_in([*clauses] or [0]))
    return {(row["clause"], row["number"]): RevisionView(row["id"], row["clause"], row["number"], row["text"], row["form"], row["made_at"]) for row in rows}


async def owed(who: Identity | None = None) -> tuple[Owed, ...]:
    """Adopted amendments that wait for their rationale, or for its approval by somebody other than its author's group."""
    found = []
    published = set(await Rationale.select(Rationale.amendment).where(Rationale.published_at.is_not_null()).output(as_list=True))
    written = {row["amendment"]: row["written_for.key"] for row in await Rationale.select(Rationale.amendment, Rationale.written_for.key).where(
        Rationale.published_at.is_null())}
    for amendment in await amendments.listed("adopted"):
        if amendment.id in published:
            continue
        found.append(Owed(f"{amendment.path}/rationale", amendment.title, _says(written.get(amendment.id), who)))
    return tuple(found)


def _says(written_for: str | None, who: Identity | None) -> str:
    if written_for is None:
        return "Adopted. Its rationale has to be written; until then it is not in force."
    office = who.office(RAPPORTEUR) if who else None
    if office and office.group != written_for:
        return "Its rationale is written. Read it, and approve it if it is right: that publishes the revision."
    return "Its rationale is written and waits for a second rapporteur, of another group."
