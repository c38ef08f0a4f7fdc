"""Writing a rationale, approving it, which publishes the revision, and the statement of a chamber that lost."""
from __future__ import annotations

import json

from drafts.amendments import actions as amendments
from drafts.amendments import queries as amendment_queries
from drafts.amendments.views import AmendmentView
from drafts.instruments.actions import Change, publish_change
from drafts.instruments.queries import clause_by_id, revision_by_id
from drafts.rationales.figures import deciding_ballot, figures_of
from drafts.rationales.tables import Rationale, Statement
from drafts.rules import rationale as rules
from drafts.text.plain import clean
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, Unlawful
from forum.record.actions import append, checkpoint
from forum.rules.permission import RAPPORTEUR, Identity
from forum.rules.verdict import Verdict


def demand(verdict: Verdict) -> None:
    if not verdict:
        raise NotAllowed(*verdict.reasons)


async def write(who: Identity, amendment_id: int, summary: str, why: str) -> int:
    """The rationale's id. Until it is published any rapporteur may write it anew, and then stands as its author."""
    summary, why = clean(summary), clean(why)
    async with atomic():
        amendment = await amendment_queries.amendment(amendment_id)
        row = await Rationale.objects().where(Rationale.amendment == amendment_id).first()
        demand(rules.may_write(who, amendment.fate, bool(row and row.published_at)))
        if faults := rules.faults(summary, why):
            raise Invalid(faults)
        ballot = await deciding_ballot(amendment_id)
        row = row or Rationale(amendment=amendment_id, ballot=ballot.id, written_by=who.participant, written_for=who.office(RAPPORTEUR).group_id)
        row.summary, row.why, row.written_by, row.written_for, row.written_at = summary, why, who.participant, who.office(RAPPORTEUR).group_id, now()
        await row.save()
        await append("rationale.written", amendment.path, f"A rapporteur wrote the rationale of amendment {amendment_id}.", row, who=who)
        return row.id


async def approve(who: Identity, rationale_id: int, written_at: str = "") -> str:
    """Publishes: the revision, the edition, the rationale with its figures, and what becomes of other open amendments, in
    one act. Answers the revision's path. `written_at`: of the words that were approved, so that nobody approves others."""
    async with atomic():
        row = await Rationale.objects().where(Rationale.id == rationale_id).first()
        if not row:
            raise NotFound
        if row.published_at:
            raise Conflict("Somebody has approved it meanwhile. It is published.")
        if written_at and written_at != row.written_at.isoformat():
            raise Conflict("The rationale was rewritten meanwhile. Read it again before you approve it.")
        group = await Rationale.select(Rationale.written_for.key.as_alias("group_key")).where(Rationale.id == rationale_id).first()
        demand(rules.may_approve(who, row.written_by, group["group_key"], False))
        return await _publish(who, row, await amendment_queries.amendment(row.amendment))


async def _publish(who: Identity, row: Rationale, amendment: AmendmentView) -> str:
    if amendment.wording.base.number != amendment.clause.current.number:
        raise Unlawful("The clause has moved on since the ballot. This cannot be published as it was adopted.")
    figures = await figures_of(amendment)
    change = Change(amendment.kind, amendment.clause.id, amendment.wording.text, amendment.after.id if amendment.after else None)
    done = await publish_change(amendment.clause.instrument_id, change, amendment=amendment.path, note=row.summary)
    row.figures, row.approved_by, row.approved_for = json.dumps(figures, ensure_ascii=False), who.participant, who.office(RAPPORTEUR).group_id
    row.published_at, row.revision, row.edition = now(), done.revision_id, done.edition_id
    await row.save()
    carried = () if amendment.kind == "insert" else await amendments.carry_over(amendment.clause.id, done.revision_id, amendment.id)
    path = await _path_of(done.revision_id)
    await append("revision.published", path, f"Amendment {amendment.id} came into force: {amendment.clause.citation}, edition {done.edition_number}.",
                 row, *done.rows, *carried, who=who, detail={"amendment": amendment.path, "edition": done.edition_number})
    await checkpoint()
    return path


async def _path_of(revision_id: int) -> str:
    revision = await revision_by_id(revision_id)
    return (await clause_by_id(revision.clause_id)).revision_path(revision.number)


async def state(who: Identity, rationale_id: int, body: str) -> int:
    """For a head of delegation whose group voted against: one statement a group, in its own words."""
    body = clean(body)
    async with atomic():
        row = await Rationale.objects().where(Rationale.id == rationale_id).first()
        if not row or not row.published_at:
            raise NotFound
        group = who.speaking.group if who.speaking else ""
        chamber = next((each for each in json.loads(row.figures)["ballot"]["chambers"] if each["key"] == group), {"against": 0, "favour": 0})
        there = await Statement.exists().where(Statement.rationale == rationale_id, Statement.group.key == group)
        demand(rules.may_state(who, chamber["against"], chamber["favour"], there))
        if faults := rules.faults_of_statement(body):
            raise Invalid(faults)
        statement = Statement(rationale=rationale_id, group=who.speaking.group_id, organisation=who.speaking.organisation, participant=who.participant,
                              body=body, made_at=now())
        await statement.save()
        await append("rationale.statement", f"/amendments/{row.amendment}", f"{who.speaking.group_name} added a statement on amendment {row.amendment}.", statement, who=who)
        return statement.id
