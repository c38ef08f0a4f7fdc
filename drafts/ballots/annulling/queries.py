"""How far the annulment of a ballot has come, and what a person may do about it."""

from __future__ import annotations

from typing import Any

from drafts.ballots.tables import Annulment, Ballot, Cast
from drafts.ballots.values import BallotRow
from drafts.ballots.views import AnnulmentView
from drafts.rules import annulling
from forum.clock import now
from forum.people.queries import identity_of
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict


async def annulment_of(ballot_id: int) -> AnnulmentView | None:
    """The last that was proposed."""
    row = await newest(ballot_id)
    if not row:
        return None
    return AnnulmentView(
        reason=row["reason"],
        office=row["office"],
        group_name=row["group_name"] or "",
        needs=annulling.NEEDS[row["office"]],
        proposed_at=row["proposed_at"],
        confirmed_at=row["confirmed_at"],
    )


async def newest(ballot_id: int) -> dict[str, Any] | None:
    query = Annulment.select(*Annulment.all_columns(), Annulment.group.name.as_alias("group_name"))
    return await query.where(Annulment.ballot == ballot_id).order_by(Annulment.id, ascending=False).first()


async def proposed_before(ballot_id: int) -> annulling.Proposed | None:
    """The proposal that waits, with the standing of who made it as it is now."""
    row = await newest(ballot_id)
    if not row or row["confirmed_at"]:
        return None
    who = await identity_of(row["proposed_by"])
    return annulling.Proposed(
        participant=who.participant,
        office=row["office"],
        groups=annulling.groups_of(who),
        holds=who.office(row["office"]) is not None,
    )


async def may_be_annulled(ballot: BallotRow) -> Verdict:
    return annulling.may_be_annulled(
        annulling.Standing(
            closed=ballot.closed_at is not None,
            over=now() >= ballot.closes_at,
            voted=await Cast.exists().where(Cast.ballot == ballot.id),
            chosen=await Ballot.exists().where(Ballot.id == ballot.id, Ballot.opened_by.is_not_null()),
        )
    )


async def step_for(who: Identity | None, ballot: BallotRow) -> str:
    """What a person may do about it now: "propose", "confirm" or ""."""
    if not who or not annulling.office_of(who) or not await may_be_annulled(ballot):
        return ""
    before = await proposed_before(ballot.id)
    if before and annulling.may_confirm(who, before):
        return "confirm"
    return "propose" if annulling.may_propose(who, before) else ""
