"""Objections raised by voting against: their answers, and the clearing of ballots that were held until they had them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from drafts.amendments import actions as amendments
from drafts.amendments.tables import Wording
from drafts.ballots.counting.facts import facts_of, unanswered
from drafts.ballots.tables import Answer, Ballot, Clearance
from drafts.motions import actions as motions
from drafts.rules import procedure, rounds
from drafts.rules.casting import FATES
from drafts.rules.lifecycle import ADOPTED, TABLED
from drafts.rules.record import is_blank, parse_record
from drafts.rules.tally import HELD, recount
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.record.actions import append, checkpoint
from forum.rules import commenting
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict
from forum.settings import Settings


async def answer(who: Identity, ballot_id: int, slug: str, kind: str, reason: str) -> None:
    """What became of the objection that the organisation `slug` voted with. Given once, in public. Raises NotAllowed,
    Conflict, NotFound, or Invalid with `kind` and `reason`."""
    async with atomic():
        if not (verdict := commenting.may_dispose(who)):
            raise NotAllowed(*verdict.reasons)
        ballot = await Ballot.select().where(Ballot.id == ballot_id, Ballot.closed_at.is_not_null()).first()
        objection = ballot and _objection(ballot, slug)
        if not objection:
            raise NotFound
        if faults := commenting.faults_of_disposition(kind, reason.strip()):
            raise Invalid(faults)
        await _write(who, ballot_id, slug, kind, reason.strip())
        await _clear(ballot)


def _objection(ballot: Mapping[str, Any], slug: str) -> Mapping[str, Any] | None:
    casts = json.loads(ballot["record"])["casts"]
    return next((each for each in casts if each["organisation"] == slug and is_objection(each)), None)


def is_objection(cast: Mapping[str, Any]) -> bool:
    return cast["position"] == "no" and not is_blank(cast.get("reason") or "")


async def _write(who: Identity, ballot_id: int, slug: str, kind: str, reason: str) -> None:
    from drafts.ballots.queries import on_roll

    voter = await on_roll(ballot_id, slug)
    if await Answer.exists().where(Answer.ballot == ballot_id, Answer.organisation == voter["organisation"]):
        raise Conflict("This objection was answered already.")
    row = Answer(
        ballot=ballot_id,
        organisation=voter["organisation"],
        kind=kind,
        reason=reason,
        answered_by=who.participant,
        answered_at=now(),
    )
    await row.save()
    says = (
        f"The objection of {voter['name']} in ballot {ballot_id} was answered: {commenting.DISPOSITIONS[kind].lower()}."
    )
    await append(
        "ballot.answered",
        f"/ballots/{ballot_id}",
        says,
        row,
        who=who,
        detail={"organisation": slug, "disposition": kind},
    )


async def clear_due(settings: Settings) -> int:
    """Settles held ballots in which everything is answered by now, also by answers to comments."""
    cleared = 0
    for ballot in await waiting():
        async with atomic():
            cleared += await _clear(ballot)
    return cleared


async def waiting() -> list[Mapping[str, Any]]:
    """Held ballots that were not cleared."""
    done = await Clearance.select(Clearance.ballot).output(as_list=True)
    rows = await Ballot.select().where(Ballot.outcome == HELD).order_by(Ballot.id)
    return [row for row in rows if row["id"] not in done]


async def may_clear(ballot: Mapping[str, Any]) -> Verdict:
    """`ballot`: its row."""
    cleared = await Clearance.exists().where(Clearance.ballot == ballot["id"])
    same = Ballot.motion == ballot["motion"] if ballot["motion"] else Ballot.amendment == (ballot["amendment"] or 0)
    followed = await Ballot.exists().where(same, Ballot.id > ballot["id"])
    open_points = await unanswered(ballot) if ballot["outcome"] == HELD else 0
    return rounds.may_clear(ballot["outcome"], cleared, not await same_words(ballot), followed, open_points)


async def same_words(ballot: Mapping[str, Any]) -> bool:
    """Whether the question stands as it was put: the amendment is tabled, or the motion, in the same words."""
    if ballot["motion"]:
        return (await motions.row_of(ballot["motion"])).fate == procedure.TABLED
    if ballot["amendment"] is None:
        return False
    newest = (
        await Wording.select(Wording.id, Wording.amendment.fate.as_alias("fate"))
        .where(Wording.amendment == ballot["amendment"])
        .order_by(Wording.number, ascending=False)
        .first()
    )
    return newest["id"] == ballot["wording"] and newest["fate"] == TABLED


async def _clear(ballot: Mapping[str, Any]) -> bool:
    if not await may_clear(ballot) or await _overtaken(ballot):
        return False
    record = json.loads(ballot["record"])
    record["facts"] = await facts_of(ballot, record["casts"], record["roll"])
    result = recount(parse_record(record))
    if result.outcome == HELD:
        return False
    record["outcome"] = result.outcome
    row = Clearance(ballot=ballot["id"], outcome=result.outcome, cleared_at=now())
    row.record = json.dumps(record, ensure_ascii=False, indent=1)
    await row.save()
    await append(
        "ballot.cleared",
        f"/ballots/{ballot['id']}",
        f"Ballot {ballot['id']}, held until its objections were answered, is settled: {result.outcome}.",
        row,
        *await _settle(ballot, result.outcome),
        detail={"outcome": result.outcome},
    )
    await checkpoint()
    return True


async def _overtaken(ballot: Mapping[str, Any]) -> bool:
    """Whether the words in force are about to change by another amendment, or changed: then the text is asked anew."""
    from drafts.ballots.opening.actions import free

    return bool(ballot["amendment"]) and not await free(ballot["amendment"])


async def _settle(ballot: Mapping[str, Any], outcome: str) -> tuple[Any, ...]:
    if ballot["motion"]:
        return await motions.move_to(ballot["motion"], procedure.MOTION_FATES[outcome])
    why = f"Ballot {ballot['id']} was held until its objections were answered; they are, and it is {outcome}."
    return await amendments.move(ballot["amendment"], FATES[outcome], why)


__all__ = ["ADOPTED", "answer", "clear_due", "may_clear", "same_words", "waiting"]
