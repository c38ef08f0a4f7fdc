"""Closing a ballot: at its time, by itself, once. The result is computed from the record that is published."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from piccolo.table import Table

from drafts.amendments import actions as amendments
from drafts.amendments.tables import Amendment
from drafts.ballots.closing.answers import clear_due
from drafts.ballots.counting.record import Counted, counted
from drafts.ballots.counting.rivals import count_rivals, settle_rivals
from drafts.ballots.rows import ballot_row
from drafts.ballots.tables import Ballot
from drafts.ballots.values import BallotRow
from drafts.motions import actions as motions
from drafts.motions.tables import Motion
from drafts.rules import casting, procedure, rounds
from drafts.rules.lifecycle import WITHDRAWN
from drafts.rules.tally import ADOPTED
from drafts.sealing import actions as sealing
from drafts.sealing.queries import secret as secret_of
from forum.clock import in_doubt, now
from forum.database import atomic, one_or_not_found
from forum.errors import Conflict, Unlawful
from forum.record.actions import append, checkpoint
from forum.settings import Settings

WHY = {
    "adopted": "Adopted in ballot {id}. It becomes a revision with its rationale.",
    "rejected": "Rejected in ballot {id}. {missing}",
    "invalid": "Ballot {id} was invalid. {missing} The amendment is tabled again.",
    "held": (
        "Ballot {id} was held: it has the votes, and waits for what is not settled. {missing} "
        "The amendment is tabled again."
    ),
    rounds.SECOND_READING: "It passed its first reading in ballot {id}. A second reading is due.",
    rounds.SECOND_CALL: "Ballot {id} did not adopt it, and one group stayed away. A second call can be opened.",
}


async def close_due(settings: Settings) -> int:
    """Closes every ballot whose time has come, whose question was withdrawn, or which closes early and is decided.
    Returns how many this process closed: of two processes that look at once, one closes and the other finds it done."""
    closed = 0
    failed: list[Exception] = []
    for ballot in await due():
        try:
            closed += await _close_once(ballot)
        except Exception as error:  # noqa: BLE001 - one that fails does not keep the others open; it is told below
            failed.append(error)
    if failed:
        raise ExceptionGroup("ballots that could not be closed", failed)
    return closed


async def due() -> list[int]:
    """Ids of ballots to try to close, the first that was to close first."""
    over = (
        (Ballot.closes_at <= now() - in_doubt())
        | (Ballot.amendment.fate == WITHDRAWN)
        | (Ballot.motion.fate == procedure.WITHDRAWN)
        | (Ballot.closes_early.eq(True))
    )
    open_ones = Ballot.select(Ballot.id).where(Ballot.closed_at.is_null(), over)
    return await open_ones.order_by(Ballot.closes_at).output(as_list=True)


async def _close_once(ballot_id: int) -> int:
    try:
        await close(ballot_id)
    except (Conflict, Unlawful):
        return 0
    return 1


async def close(ballot_id: int) -> str:
    """Answers the outcome. Nobody can close early: raises Unlawful before the time, or while trustees have not released
    its key, and Conflict if it is closed already."""
    async with atomic():
        ballot = await ballot_row(ballot_id)
        if ballot.closed_at:
            raise Conflict(f"Ballot {ballot_id} is closed already.")
        withdrawn = await _withdrawn(ballot)
        secret = await secret_of(ballot_id) if ballot.sealed_to else None
        if ballot.sealed_to and not secret:
            raise Unlawful(f"Ballot {ballot_id} waits until enough trustees have released its key.")
        count = await (count_rivals if ballot.counting else counted)(ballot, secret, now())
        if now() < ballot.closes_at + in_doubt() and not withdrawn and not (ballot.closes_early and count.certain):
            raise Unlawful(f"Ballot {ballot_id} closes on {casting.in_utc(ballot.closes_at)}, not earlier.")
        return await _write(ballot, count, withdrawn, secret)


async def _withdrawn(ballot: BallotRow) -> bool:
    if ballot.motion:
        return await Motion.exists().where(Motion.id == ballot.motion, Motion.fate == procedure.WITHDRAWN)
    return await Amendment.exists().where(Amendment.id == (ballot.amendment or 0), Amendment.fate == WITHDRAWN)


async def _write(ballot: BallotRow, count: Counted, withdrawn: bool, secret: str | None) -> str:
    moment, outcome = now(), WITHDRAWN if withdrawn else count.result.outcome
    record = count.draft.as_json() | ({} if withdrawn else {"outcome": outcome})
    text = json.dumps(record, ensure_ascii=False, indent=1, default=str)
    rows: list[Table] = [await _closed(ballot.id, moment, outcome, text)]
    if secret:
        rows.append(await sealing.publish(ballot.id, secret))
    if not withdrawn:
        rows += await _settle(ballot, count, outcome)
    await _record(ballot.id, rows, outcome, text, count.draft.question.get("without", ""), moment)
    return outcome


async def _closed(ballot_id: int, moment: datetime, outcome: str, record: str) -> Ballot:
    row = await one_or_not_found(Ballot.objects().where(Ballot.id == ballot_id).first())
    row.closed_at, row.outcome, row.record = moment, outcome, record
    await row.save(columns=[Ballot.closed_at, Ballot.outcome, Ballot.record])
    return row


async def _record(ballot_id: int, rows: list[Table], outcome: str, text: str, without: str, moment: datetime) -> None:
    detail: dict[str, Any] = {"outcome": outcome, "record_sha256": sha256(text.encode()).hexdigest()}
    says = f"Ballot {ballot_id} closed: {outcome}{f', without {without}' if without else ''}."
    if without:
        detail["without"] = without
    await append("ballot.closed", f"/ballots/{ballot_id}", says, *rows, at=moment, detail=detail)
    await checkpoint()


async def _settle(ballot: BallotRow, count: Counted, outcome: str) -> tuple[Table, ...]:
    """What becomes of the question."""
    if ballot.motion:
        return await motions.move_to(ballot.motion, _of_motion(count, outcome))
    if ballot.amendment is None:
        return await settle_rivals(ballot.id, count.preferred, outcome)
    why = WHY[count.more if count.more and outcome == "rejected" else outcome]
    said = why.format(id=ballot.id, missing=" ".join(count.result.missing()))
    return await amendments.move(ballot.amendment, casting.fate_after(outcome, bool(count.more)), said)


def _of_motion(count: Counted, outcome: str) -> str:
    return procedure.TABLED if count.more and outcome != ADOPTED else procedure.MOTION_FATES[outcome]


TICKS = (close_due, clear_due)
