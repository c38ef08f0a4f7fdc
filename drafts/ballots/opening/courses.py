"""Whether and how a ballot continues the last one on the same question."""

from __future__ import annotations

from dataclasses import dataclass, field

from drafts.amendments.tables import Wording
from drafts.ballots.counting.facts import unanswered
from drafts.ballots.opening.subjects import proposed
from drafts.ballots.rows import last_ballot
from drafts.ballots.tables import Ballot
from drafts.ballots.values import BallotRow
from drafts.motions.queries import InForce
from drafts.rules import procedure, rounds
from drafts.rules.annulling import ANNULLED
from drafts.rules.process import Process, process_of
from drafts.rules.record import parse_record
from forum.clock import now
from forum.rules.verdict import Verdict, Yes, no


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A ballot continues an earlier one in this way. `name` is as in rounds.COURSES, "" for a ballot of its own; `law`
    is the method of the earlier one, frozen with it."""

    name: str = ""
    earlier: int | None = None
    without: str = ""
    law: InForce | None = None
    verdict: Verdict = field(default_factory=Yes)


async def course_of(amendment_id: int, name: str) -> Course:
    """Raises nothing: its `verdict` says whether it can be taken."""
    if not name:
        return Course()
    last = await last_ballot(amendment_id)
    if not last or not last.closed_at or name not in rounds.COURSES:
        return Course(name=name, verdict=no("There is no closed ballot on this amendment to continue."))
    group, verdict = await _verdict(name, amendment_id, last)
    law = InForce(procedure.CLAUSES, last.method_id, last.method)
    return Course(name=name, earlier=last.id, without=group, law=law, verdict=verdict)


async def possible_courses(amendment_id: int) -> tuple[Course, ...]:
    """Answers the courses that can be taken now."""
    found = [await course_of(amendment_id, name) for name in rounds.COURSES]
    return tuple(each for each in found if each.verdict)


async def _verdict(name: str, amendment_id: int, last: BallotRow) -> tuple[str, Verdict]:
    """Says whether the course can be taken, and names the group that a second call may leave out."""
    process, same = process_of(last.law), await _same_wording(amendment_id, last.wording)
    done = await Ballot.exists().where(Ballot.earlier == last.id, Ballot.outcome != ANNULLED)
    if name == rounds.RECIRCULATION:
        points = await unanswered(last)
        return "", rounds.may_recirculate(process.recirculation, last.outcome, points, not same, done)
    if name == rounds.SECOND_READING:
        return "", _second_reading(process, last, same, done)
    return await _second_call(process, amendment_id, last, same, done)


def _second_reading(process: Process, last: BallotRow, same: bool, done: bool) -> Verdict:
    passed = rounds.passed_reading(parse_record(last.record)) and not done
    return rounds.may_read_again(process.readings, passed, last.closed_at or now(), now(), same)


async def _second_call(
    process: Process, amendment_id: int, last: BallotRow, same: bool, done: bool
) -> tuple[str, Verdict]:
    group = rounds.missing_group(parse_record(last.record), last.outcome)
    again = done or last.course == rounds.SECOND_CALL
    entrenched = (await proposed(amendment_id)).entrenched
    return group, rounds.may_call_again(process.second_call is not None, group, entrenched, again, same)


async def _same_wording(amendment_id: int, wording: int | None) -> bool:
    """The words that were voted on are still the newest."""
    query = Wording.select(Wording.id).where(Wording.amendment == amendment_id)
    newest = await query.order_by(Wording.number, ascending=False).first()
    return newest is not None and newest["id"] == wording
