"""Proposing the annulment of a ballot, and confirming it: two people, by two offices, before anybody votes."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256

from piccolo.table import Table

from drafts.amendments import actions as amendments
from drafts.amendments.queries import addresses_behind
from drafts.ballots.annulling import letters
from drafts.ballots.annulling.queries import may_be_annulled, proposed_before
from drafts.ballots.counting.record import unvoted
from drafts.ballots.rolls import entitled
from drafts.ballots.rows import ballot_row
from drafts.ballots.tables import Annulment, Ballot, Candidate
from drafts.ballots.values import BallotRow
from drafts.motions import actions as motions
from drafts.rules import annulling, procedure
from drafts.rules.annulling import ANNULLED
from drafts.rules.lifecycle import IN_BALLOT, TABLED
from forum.clock import now
from forum.database import atomic, one
from forum.errors import Conflict, Invalid, Unlawful, demand
from forum.people.queries import addresses_of
from forum.record.actions import append, checkpoint
from forum.rules.permission import MODERATOR, SECRETARIAT, Identity


async def propose(who: Identity, ballot_id: int, reason: str) -> None:
    """Raises NotAllowed, NotFound, Unlawful once somebody has voted, Conflict if it is proposed already, or Invalid
    with `reason`."""
    reason = reason.strip()
    async with atomic():
        ballot, before = await ballot_row(ballot_id), await proposed_before(ballot_id)
        demand(annulling.may_propose(who, None))
        demand(annulling.may_propose(who, before), Conflict)
        demand(await may_be_annulled(ballot), Unlawful)
        if faults := annulling.faults(reason):
            raise Invalid(faults)
        office = annulling.office_of(who)
        row = Annulment(ballot=ballot_id, reason=reason, office=office, proposed_by=who.participant, proposed_at=now())
        row.group = who.held(office).group_id
        await row.save()
        by = "The secretariat" if office == SECRETARIAT else "A moderator"
        says = f"{by} proposed to annul ballot {ballot_id}, in which nobody has voted. Reason: {reason}"
        await append("ballot.annulment-proposed", ballot.path, says, row, who=who)
        other = MODERATOR if office == SECRETARIAT else SECRETARIAT
        named, needs = await _named(ballot), annulling.NEEDS[office]
        await letters.ask(await addresses_of(other), ballot=ballot_id, named=named, reason=reason, needs=needs)


async def confirm(who: Identity, ballot_id: int) -> None:
    """Ends the ballot without a count; its question is open again. Raises NotAllowed, NotFound, Conflict if nothing is
    proposed, or Unlawful once somebody has voted."""
    async with atomic():
        ballot, before = await ballot_row(ballot_id), await proposed_before(ballot_id)
        if not before:
            raise Conflict("No annulment of this ballot waits to be confirmed.")
        demand(annulling.may_confirm(who, before))
        demand(await may_be_annulled(ballot), Unlawful)
        query = Annulment.objects().where(Annulment.ballot == ballot_id).order_by(Annulment.id, ascending=False)
        row, moment = await one(query.first()), now()
        row.confirmed_by, row.confirmed_at = who.participant, moment
        await row.save([Annulment.confirmed_by, Annulment.confirmed_at])
        closed = await _close(ballot, row.reason, moment)
        await letters.tell(await _concerned(ballot), ballot=ballot_id, named=await _named(ballot), reason=row.reason)
        says = f"Ballot {ballot_id} was annulled before anybody voted. Reason: {row.reason}"
        detail = {"outcome": ANNULLED, "record_sha256": sha256(closed.record.encode()).hexdigest()}
        rows = [row, closed, *await _tabled_again(ballot, row.reason)]
        await append("ballot.annulled", ballot.path, says, *rows, who=who, at=moment, detail=detail)
        await checkpoint()


async def _close(ballot: BallotRow, reason: str, moment: datetime) -> Ballot:
    """The record says what was asked of whom, and that it was annulled; it states no outcome of a count."""
    found = (await unvoted(ballot, moment, await _candidates(ballot.id))).as_json()
    found["question"] = {**found["question"], "annulled": reason}
    row = await one(Ballot.objects().where(Ballot.id == ballot.id).first())
    row.closed_at, row.outcome = moment, ANNULLED
    row.record = json.dumps(found, ensure_ascii=False, indent=1, default=str)
    await row.save(columns=[Ballot.closed_at, Ballot.outcome, Ballot.record])
    return row


async def _tabled_again(ballot: BallotRow, reason: str) -> list[Table]:
    if ballot.motion:
        return [*await motions.move_to(ballot.motion, procedure.TABLED)]
    why = f"Ballot {ballot.id} was annulled before anybody voted: {reason}"
    still = [ballot.amendment] if ballot.amendment else await _in_question(ballot.id)
    return [row for each in still for row in await amendments.move(each, TABLED, why)]


async def _in_question(ballot_id: int) -> list[int]:
    """Rivals that were not withdrawn meanwhile."""
    query = Candidate.select(Candidate.amendment).where(Candidate.ballot == ballot_id)
    return await query.where(Candidate.amendment.fate == IN_BALLOT).order_by(Candidate.position).output(as_list=True)


async def _candidates(ballot_id: int) -> list[int]:
    """Ids of the wordings of rivals."""
    query = Candidate.select(Candidate.wording).where(Candidate.ballot == ballot_id)
    return await query.order_by(Candidate.position).output(as_list=True)


async def _named(ballot: BallotRow) -> str:
    if ballot.motion:
        return f"motion {ballot.motion}"
    ids = await _amendments(ballot)
    return f"amendment{'s' if len(ids) > 1 else ''} {', '.join(map(str, ids))}"


async def _amendments(ballot: BallotRow) -> list[int]:
    if ballot.amendment:
        return [ballot.amendment]
    query = Candidate.select(Candidate.amendment).where(Candidate.ballot == ballot.id)
    return await query.order_by(Candidate.position).output(as_list=True)


async def _concerned(ballot: BallotRow) -> tuple[str, ...]:
    """Addresses of the heads of delegation on the roll, and of those who stand behind what was asked; each once."""
    heads = [head for each in await entitled(of_ballot=ballot.id) for head in each.heads]
    behind = [address for each in await _amendments(ballot) for address in await addresses_behind(each)]
    return tuple(dict.fromkeys((*heads, *behind)))
