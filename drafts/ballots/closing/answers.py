"""Objections raised by voting against: their answers, and the clearing of ballots that were held until then."""

from __future__ import annotations

import json

from piccolo.table import Table

from drafts.amendments import actions as amendments
from drafts.amendments.tables import Wording
from drafts.ballots.counting.facts import facts_of, unanswered
from drafts.ballots.opening.subjects import free
from drafts.ballots.published import Published
from drafts.ballots.rows import ballot_rows, on_roll
from drafts.ballots.tables import Answer, Ballot, Clearance
from drafts.ballots.values import BallotRow, RollRow
from drafts.motions import actions as motions
from drafts.rules import procedure, rounds
from drafts.rules.casting import FATES
from drafts.rules.lifecycle import TABLED
from drafts.rules.record import parse_record
from drafts.rules.tally import HELD, recount
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotFound, demand
from forum.record.actions import append, checkpoint
from forum.rules import commenting
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict
from forum.settings import Settings


async def answer(who: Identity, ballot_id: int, slug: str, kind: str, reason: str) -> None:
    """Says once, in public, what became of the objection with which the organisation `slug` voted. Raises NotAllowed,
    Conflict, NotFound, or Invalid with `kind` and `reason`."""
    async with atomic():
        demand(commenting.may_dispose(who))
        ballot = await _objected(ballot_id, slug)
        if faults := commenting.faults_of_disposition(kind, reason.strip()):
            raise Invalid(faults)
        await _write(who, ballot, await on_roll(ballot_id, slug), kind, reason.strip())
        await _clear(ballot)


async def _objected(ballot_id: int, slug: str) -> BallotRow:
    """The closed ballot in which this organisation objected. Raises NotFound."""
    for ballot in await ballot_rows(Ballot.id == ballot_id, Ballot.closed_at.is_not_null()):
        if any(each.organisation == slug and each.objects for each in Published.of(ballot.record).casts):
            return ballot
    raise NotFound


async def _write(who: Identity, ballot: BallotRow, voter: RollRow, kind: str, reason: str) -> None:
    if await Answer.exists().where(Answer.ballot == ballot.id, Answer.organisation == voter.organisation):
        raise Conflict("This objection was answered already.")
    row = Answer(
        ballot=ballot.id,
        organisation=voter.organisation,
        kind=kind,
        reason=reason,
        answered_by=who.participant,
        answered_at=now(),
    )
    await row.save()
    became = commenting.DISPOSITIONS[kind].lower()
    says = f"The objection of {voter.name} in ballot {ballot.id} was answered: {became}."
    detail = {"organisation": voter.slug, "disposition": kind}
    await append("ballot.answered", ballot.path, says, row, who=who, detail=detail)


async def clear_due(settings: Settings) -> int:
    """Settles held ballots in which everything is answered by now, also by answers to comments."""
    cleared = 0
    for ballot in await waiting():
        async with atomic():
            cleared += await _clear(ballot)
    return cleared


async def waiting() -> tuple[BallotRow, ...]:
    """Held ballots that were not cleared."""
    done = await Clearance.select(Clearance.ballot).output(as_list=True)
    return tuple(each for each in await ballot_rows(Ballot.outcome == HELD) if each.id not in done)


async def may_clear(ballot: BallotRow) -> Verdict:
    """Whether a held ballot can be settled now."""
    cleared = await Clearance.exists().where(Clearance.ballot == ballot.id)
    same = Ballot.motion == ballot.motion if ballot.motion else Ballot.amendment == (ballot.amendment or 0)
    followed = await Ballot.exists().where(same, Ballot.id > ballot.id)
    open_points = await unanswered(ballot) if ballot.outcome == HELD else 0
    return rounds.may_clear(ballot.outcome, cleared, not await same_words(ballot), followed, open_points)


async def same_words(ballot: BallotRow) -> bool:
    """Whether the question stands as it was put: the amendment is tabled, or the motion, in the same words."""
    if ballot.motion:
        return (await motions.row_of(ballot.motion)).fate == procedure.TABLED
    newest = (
        await Wording.select(Wording.id, Wording.amendment.fate.as_alias("fate"))
        .where(Wording.amendment == (ballot.amendment or 0))
        .order_by(Wording.number, ascending=False)
        .first()
    )
    return newest is not None and newest["id"] == ballot.wording and newest["fate"] == TABLED


async def _clear(ballot: BallotRow) -> bool:
    if not await may_clear(ballot) or await _overtaken(ballot):
        return False
    before = Published.of(ballot.record)
    record = {**before.json, "facts": await facts_of(ballot, before.casts, before.roll)}
    outcome = recount(parse_record(record)).outcome
    if outcome == HELD:
        return False
    text = json.dumps({**record, "outcome": outcome}, ensure_ascii=False, indent=1)
    row = Clearance(ballot=ballot.id, outcome=outcome, cleared_at=now(), record=text)
    await row.save()
    says = f"Ballot {ballot.id}, held until its objections were answered, is settled: {outcome}."
    settled = await _settle(ballot, outcome)
    await append("ballot.cleared", ballot.path, says, row, *settled, detail={"outcome": outcome})
    await checkpoint()
    return True


async def _overtaken(ballot: BallotRow) -> bool:
    """Whether the words in force are about to change by another amendment, or changed: then the text is asked anew."""
    return ballot.amendment is not None and not await free(ballot.amendment)


async def _settle(ballot: BallotRow, outcome: str) -> tuple[Table, ...]:
    if ballot.motion:
        return await motions.move_to(ballot.motion, procedure.MOTION_FATES[outcome])
    if ballot.amendment is None:  # rivals: their words are not the same any more, so nothing is cleared
        raise NotFound
    why = f"Ballot {ballot.id} was held until its objections were answered; they are, and it is {outcome}."
    return await amendments.move(ballot.amendment, FATES[outcome], why)
