"""Opening a ballot on an amendment, on rivals, or on a motion: what is checked before anything is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from drafts.ballots.opening.courses import Course, course_of
from drafts.ballots.opening.foresight import Electorate, Foreseen, foreseeing
from drafts.ballots.opening.freezing import Terms, freeze
from drafts.ballots.opening.subjects import Subject, law_for, proposed, ready, rival_motion
from drafts.ballots.rolls import Entitled, entitled
from drafts.motions.queries import InForce, MotionView, method_for, motion
from drafts.rules import casting, procedure, rounds
from drafts.rules.methods import parse_method
from drafts.rules.process import Process, process_of
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, Unlawful, demand
from forum.people.queries import is_demonstration
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict, every


async def open_ballot(
    who: Identity, amendment_id: int, closes_at: datetime, *, course: str = "", early: bool = False, origin: str = ""
) -> int:
    """The new ballot's id. `course`: recirculation, second-call or second-reading of the last ballot on the amendment.
    `early`: it closes as soon as the outcome is certain. `origin` begins the link in the letters. Raises NotAllowed,
    Conflict, Unlawful, or Invalid for the closing time."""
    demand(casting.may_open(who))

    async def look() -> Electorate:
        followed = await course_of(amendment_id, course)
        return Electorate(roll=await _roll(followed), law=await _law(amendment_id, followed))

    async def act(foreseen: Foreseen) -> int:
        async with atomic():
            demand(await ready(await proposed(amendment_id)), Conflict)
            followed = await course_of(amendment_id, course)
            demand(followed.verdict, Conflict)
            law = await _law(amendment_id, followed)
            named, path = f"amendment {amendment_id}", f"/amendments/{amendment_id}"
            subject = Subject(named=named, path=path, law=law, amendments=(amendment_id,))
            terms = Terms(closes_at=_to_milliseconds(closes_at), early=early, origin=origin, course=followed)
            return await _open(who, subject, terms, foreseen)

    return await foreseeing(look, act)


async def open_rivals(
    who: Identity, amendment_ids: Sequence[int], counting: str, closes_at: datetime, *, origin: str = ""
) -> int:
    """One ballot on rival amendments to one clause, with the words in force as a candidate. `counting`: approval or
    ranked."""
    demand(casting.may_open(who))
    ids = tuple(dict.fromkeys(amendment_ids))

    async def look() -> Electorate:
        return Electorate(roll=await entitled(), law=(await _rivals(ids, counting)).law)

    async def act(foreseen: Foreseen) -> int:
        async with atomic():
            subject = await _rivals(ids, counting)
            return await _open(who, subject, Terms(closes_at=_to_milliseconds(closes_at), origin=origin), foreseen)

    return await foreseeing(look, act)


async def _rivals(ids: Sequence[int], counting: str) -> Subject:
    """Raises Unlawful or Conflict for what cannot be one ballot."""
    rows = [await proposed(each) for each in ids]
    demand(casting.may_be_rivals([row.clause for row in rows], counting), Unlawful)
    for row in rows:
        demand(await ready(row), Conflict)
    law = await law_for(rows[0])
    lines = [each.as_json() for each in await entitled()]
    demand(casting.suits_rivals(parse_method(law.method_text), law.words, lines), Unlawful)
    named = f"amendments {', '.join(map(str, ids[:-1]))} and {ids[-1]}"
    return Subject(named=named, path=rows[0].path, law=law, amendments=tuple(ids), counting=counting)


async def open_on_motion(
    who: Identity | None, motion_id: int, closes_at: datetime, *, early: bool = False, origin: str = ""
) -> int:
    """`who` is None where the procedure opens it by itself, at a date of review."""
    if who is not None:
        demand(casting.may_open(who))

    async def look() -> Electorate:
        return Electorate(roll=await entitled(), law=await _law_of(await motion(motion_id)))

    async def act(foreseen: Foreseen) -> int:
        async with atomic():
            return await put(who, motion_id, Terms(closes_at=closes_at, early=early, origin=origin), foreseen)

    return await foreseeing(look, act)


async def put(who: Identity | None, motion_id: int, terms: Terms, foreseen: Foreseen) -> int:
    """Puts a motion to a ballot, inside an act. Raises Overtaken if the report is on another roll or method."""
    view = await motion(motion_id)
    demand(procedure.may_be_balloted(view.fate, await rival_motion(view.id)), Conflict)
    subject = Subject(named=f"motion {motion_id}", path=view.path, law=await _law_of(view), motion=motion_id)
    return await _open(who, subject, replace(terms, closes_at=_to_milliseconds(terms.closes_at)), foreseen)


def _to_milliseconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


async def _law(amendment_id: int, course: Course) -> InForce:
    """An earlier ballot on the same words is continued under its own method."""
    return course.law or await law_for(await proposed(amendment_id))


async def _law_of(view: MotionView) -> InForce:
    return await method_for(view.instrument, view.part)


async def _roll(course: Course) -> tuple[Entitled, ...]:
    """The roll as it is now; a recirculation keeps that of the ballot which it continues (IEEE SA: a fixed group)."""
    return await entitled(of_ballot=course.earlier if course.name == rounds.RECIRCULATION else None)


async def _open(who: Identity | None, subject: Subject, terms: Terms, foreseen: Foreseen) -> int:
    roll = await _roll(terms.course)
    report = foreseen.of(Electorate(roll=roll, law=subject.law))
    await _check(subject.law, roll, terms)
    return await freeze(who, subject, terms, roll, report)


async def _check(law: InForce, roll: Sequence[Entitled], terms: Terms) -> None:
    """Raises Unlawful where the method cannot decide with this roll, or Invalid for the closing time."""
    process = process_of(law.words)
    demand(fits(law, process, roll), Unlawful)
    hours = 0 if await is_demonstration() else _hours(process, terms.course.name)
    if not (verdict := casting.closes_in_time(now(), terms.closes_at, hours)):
        raise Invalid({"closes_at": verdict.reasons})


def fits(law: InForce, process: Process, roll: Sequence[Entitled]) -> Verdict:
    """Whether the method can decide with this roll."""
    lines, groups = [each.as_json() for each in roll], [each.group for each in roll]
    return every(
        casting.fits(parse_method(law.method_text), law.words, lines), casting.within_limit(process.group_limit, groups)
    )


def _hours(process: Process, course: str) -> int:
    """How long the ballot stays open at least."""
    if course == rounds.SECOND_CALL and process.second_call:
        return process.second_call.days * 24
    return process.minimum_hours
