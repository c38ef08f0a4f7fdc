"""Writing a rationale, approving it, which publishes the revision, and the statement of a group that voted against."""

from __future__ import annotations

import json
from typing import Any

from piccolo.table import Table

from drafts.amendments import actions as amendments
from drafts.amendments import queries as amendment_queries
from drafts.amendments.views import AmendmentView
from drafts.carrying.actions import carry_comments
from drafts.instruments.actions import Change, Published, publish_change
from drafts.instruments.queries import clause_by_id, revision_by_id
from drafts.rationales import queries
from drafts.rationales.figures import deciding_ballot, figures_of
from drafts.rationales.tables import Rationale, Statement
from drafts.rules import rationale as rules
from drafts.text.plain import clean
from forum.clock import now
from forum.database import atomic, one
from forum.errors import Conflict, Invalid, NotFound, Unlawful, demand
from forum.record.actions import append, checkpoint
from forum.rules.permission import RAPPORTEUR, Identity


async def write(who: Identity, amendment_id: int, summary: str, why: str, version: str | None = None) -> int:
    """Answers the rationale's id. Until it is published any rapporteur may write it anew, and becomes its author.
    `version` is that of the words that are replaced, "" if there were none; raises Conflict if others stand there."""
    summary, why = clean(summary), clean(why)
    async with atomic():
        amendment = await amendment_queries.amendment(amendment_id)
        row = await Rationale.objects().where(Rationale.amendment == amendment_id).first()
        demand(rules.may_write(who, amendment.fate, bool(row and row.published_at)))
        if faults := rules.faults(summary, why):
            raise Invalid(faults)
        if version is not None and version != (rules.version(row.written_by, row.summary, row.why) if row else ""):
            raise Conflict("Somebody has saved this rationale in the meantime. Their words stand above, yours below.")
        words = {"summary": summary, "why": why, "written_at": now()}
        author = {"written_by": who.participant, "written_for": _group_of(who)}
        return await _write(who, row, amendment, words | author)


def _group_of(who: Identity) -> int | None:
    """The group for which a rapporteur holds the office."""
    office = who.office(RAPPORTEUR)
    return office.group_id if office else None


async def _write(who: Identity, row: Rationale | None, amendment: AmendmentView, values: dict[str, Any]) -> int:
    row = row or Rationale(amendment=amendment.id, ballot=(await one(deciding_ballot(amendment.id))).id, **values)
    for name, value in values.items():
        setattr(row, name, value)
    await row.save()
    says = f"A rapporteur wrote the rationale of amendment {amendment.id}."
    await append("rationale.written", amendment.path, says, row, who=who)
    return row.id


async def approve(who: Identity, rationale_id: int, version: str | None = None) -> str:
    """Publishes the revision, the edition, the rationale with its figures, and what becomes of other open amendments,
    in one act. Answers the revision's path. `version` is that of the words that were read; raises Conflict if others
    stand there."""
    async with atomic():
        view = await queries.rationale(rationale_id)
        if not view:
            raise NotFound
        if view.published_at:
            raise Conflict("Somebody has approved it in the meantime. It is published.")
        demand(view.may_approve(who))
        if version is not None and version != view.version:
            raise Conflict("The rationale was rewritten in the meantime. Read it again before you approve it.")
        row = await one(Rationale.objects().where(Rationale.id == rationale_id).first())
        return await _publish(who, row, await amendment_queries.amendment(view.amendment))


async def _publish(who: Identity, row: Rationale, amendment: AmendmentView) -> str:
    if amendment.kind != "insert" and amendment.wording.base.text != amendment.clause.current.text:
        raise Unlawful("The clause has moved on since the ballot. This cannot be published as it was adopted.")
    row.figures = json.dumps(await figures_of(amendment), ensure_ascii=False)
    after = amendment.after.id if amendment.after else None
    change = Change(amendment.kind, amendment.clause.id, amendment.wording.text, after)
    done = await publish_change(amendment.clause.instrument_id, change, amendment=amendment.path, note=row.summary)
    row.approved_by, row.approved_for = who.participant, _group_of(who)
    row.published_at, row.revision, row.edition = now(), done.revision_id, done.edition_id
    await row.save()
    return await _announce(who, row, amendment, done)


async def _announce(who: Identity, row: Rationale, amendment: AmendmentView, done: Published) -> str:
    """Carries the other open amendments over, and records all of it."""
    carried: tuple[Table, ...] = ()
    if amendment.kind != "insert":
        carried = await amendments.carry_over(amendment.clause.id, done.revision_id, amendment.id)
        carried += await carry_comments(amendment.clause.id)
    revision = await revision_by_id(done.revision_id)
    clause = await clause_by_id(revision.clause_id)
    path = clause.revision_path(revision.number)
    says = f"Amendment {amendment.id} came into force: {clause.citation}, edition {done.edition_number}."
    detail = {"amendment": amendment.path, "edition": done.edition_number}
    await append("revision.published", path, says, row, *done.rows, *carried, who=who, detail=detail)
    await checkpoint()
    return path


async def state(who: Identity, rationale_id: int, body: str) -> int:
    """A head of delegation whose group voted against adds its statement: one for each group, in its own words."""
    body = clean(body)
    async with atomic():
        view = await queries.rationale(rationale_id)
        if not view or not view.published_at:
            raise NotFound
        demand(view.may_state(who))
        if faults := rules.faults_of_statement(body):
            raise Invalid(faults)
        statement = Statement(
            rationale=rationale_id,
            body=body,
            made_at=now(),
            group=who.mandate.group_id,
            organisation=who.mandate.organisation,
            participant=who.participant,
        )
        await statement.save()
        says = f"{who.mandate.group_name} added a statement on amendment {view.amendment}."
        await append("rationale.statement", view.amendment_path, says, statement, who=who)
        return statement.id
