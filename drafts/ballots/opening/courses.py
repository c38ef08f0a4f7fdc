"""Whether and how a ballot continues the last one on the same question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drafts.amendments.tables import Amendment, Wording
from drafts.ballots.counting.facts import unanswered
from drafts.ballots.tables import Ballot
from drafts.motions.queries import InForce
from drafts.rules import procedure, rounds
from drafts.rules.lifecycle import INSERT
from drafts.rules.process import process_of
from drafts.rules.reading import strictly
from drafts.rules.record import Record, parse_record
from forum.clock import now
from forum.rules.verdict import Verdict, Yes, no


@dataclass(frozen=True, slots=True)
class Course:
    """`name` as in rounds.COURSES, "" for a ballot of its own; `law`: the method of the earlier one, frozen with it."""

    name: str = ""
    earlier: int | None = None
    without: str = ""
    law: InForce | None = None
    verdict: Verdict = Yes()


async def course_of(amendment_id: int, name: str) -> Course:
    """Not raising: `verdict` says whether it can be taken."""
    if not name:
        return Course()
    last = await last_ballot(amendment_id)
    if not last or not last["record"] or name not in rounds.COURSES:
        return Course(name, verdict=no("There is no closed ballot on this amendment to continue."))
    return await _course(name, last, parse_record(last["record"]))


async def possible_courses(amendment_id: int) -> tuple[Course, ...]:
    """Those that can be taken now."""
    found = [await course_of(amendment_id, name) for name in rounds.COURSES]
    return tuple(each for each in found if each.verdict)


async def last_ballot(amendment_id: int) -> Mapping[str, Any] | None:
    return await Ballot.select().where(Ballot.amendment == amendment_id).order_by(Ballot.id, ascending=False).first()


async def _course(name: str, last: Mapping[str, Any], record: Record) -> Course:
    process, same = process_of(strictly(last["method"])), await _same_wording(last)
    done = await Ballot.exists().where(Ballot.earlier == last["id"])
    law = InForce(procedure.CLAUSES, last["method_id"], last["method"])
    if name == rounds.RECIRCULATION:
        verdict = rounds.may_recirculate(process.recirculation, last["outcome"], await unanswered(last), not same, done)
        return Course(name, last["id"], "", law, verdict)
    if name == rounds.SECOND_READING:
        passed = rounds.passed_reading(record)
        verdict = rounds.may_read_again(process.readings, passed and not done, last["closed_at"], now(), same)
        return Course(name, last["id"], "", law, verdict)
    group = rounds.missing_group(record, last["outcome"])
    again = done or last["course"] == rounds.SECOND_CALL
    offered = process.second_call is not None
    verdict = rounds.may_call_again(offered, group, await _entrenched(last["amendment"]), again, same)
    return Course(name, last["id"], group, law, verdict)


async def _same_wording(ballot: Mapping[str, Any]) -> bool:
    newest = (
        await Wording.select(Wording.id)
        .where(Wording.amendment == ballot["amendment"])
        .order_by(Wording.number, ascending=False)
        .first()
    )
    return newest["id"] == ballot["wording"]


async def _entrenched(amendment_id: int) -> bool:
    row = (
        await Amendment.select(Amendment.kind, Amendment.clause.entrenched.as_alias("entrenched"))
        .where(Amendment.id == amendment_id)
        .first()
    )
    return bool(row["entrenched"]) and row["kind"] != INSERT
