"""Opening a ballot on an amendment, on rivals, or on a motion: what is checked before anything is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from drafts.ballots.opening.before import Before
from drafts.ballots.opening.courses import Course, course_of
from drafts.ballots.opening.foresight import Electorate, Foreseen, foreseeing
from drafts.ballots.opening.freezing import Terms, freeze, newest
from drafts.ballots.opening.subjects import Subject, law_for, proposed, ready, rival_motion
from drafts.ballots.rolls import Entitled, entitled
from drafts.motions.queries import InForce, MotionView, method_for, motion
from drafts.rules import casting, procedure, rounds
from drafts.rules.methods import parse_method
from drafts.rules.process import Process, process_of
from forum.clock import now
from forum.database import atomic, reading
from forum.errors import Conflict, Invalid, Unlawful, demand
from forum.people.queries import is_demonstration
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict, every


async def open_ballot(
    who: Identity,
    amendment_id: int,
    closes_at: datetime,
    *,
    course: str = "",
    early: bool = False,
    origin: str = "",
    seen: str | None = None,
) -> int:
    """The new ballot's id. `course`: recirculation, second-call or second-reading of the last ballot on the amendment.
    `early`: it closes as soon as the outcome is certain. `origin` begins the link in the letters. `seen`: what the page
    before the opening said, None where there was none. Raises NotAllowed, Conflict, Unlawful, Invalid for the closing
    time, or Stale if something else than was seen would open."""
    demand(casting.may_open(who))

    async def look() -> Electorate:
        followed = await course_of(amendment_id, course)
        return Electorate(roll=await _roll(followed), law=await _law(amendment_id, followed))

    async def act(foreseen: Foreseen) -> int:
        async with atomic():
            subject, followed = await _single(amendment_id, course)
            terms = Terms(closes_at=_to_milliseconds(closes_at), early=early, origin=origin, course=followed)
            return await _open(who, subject, terms, foreseen, seen)

    return await foreseeing(look, act)


async def before_ballot(
    who: Identity, amendment_id: int, closes_at: datetime, *, course: str = "", early: bool = False
) -> Before:
    """Answers what would open. Raises what the opening would raise."""
    demand(casting.may_open(who))
    async with reading():
        subject, followed = await _single(amendment_id, course)
        terms = Terms(closes_at=_to_milliseconds(closes_at), early=early, course=followed)
        return await _before(subject, terms)


async def _single(amendment_id: int, course: str) -> tuple[Subject, Course]:
    """Raises Conflict for what cannot be put to a ballot now."""
    demand(await ready(await proposed(amendment_id)), Conflict)
    followed = await course_of(amendment_id, course)
    demand(followed.verdict, Conflict)
    law, named = await _law(amendment_id, followed), f"amendment {amendment_id}"
    subject = Subject(named=named, path=f"/amendments/{amendment_id}", law=law, amendments=(amendment_id,))
    return subject, followed


async def open_rivals(
    who: Identity,
    amendment_ids: Sequence[int],
    counting: str,
    closes_at: datetime,
    *,
    origin: str = "",
    seen: str | None = None,
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
            terms = Terms(closes_at=_to_milliseconds(closes_at), origin=origin)
            return await _open(who, subject, terms, foreseen, seen)

    return await foreseeing(look, act)


async def before_rivals(who: Identity, amendment_ids: Sequence[int], counting: str, closes_at: datetime) -> Before:
    """Answers what would open. Raises what the opening would raise."""
    demand(casting.may_open(who))
    async with reading():
        subject = await _rivals(tuple(dict.fromkeys(amendment_ids)), counting)
        return await _before(subject, Terms(closes_at=_to_milliseconds(closes_at)))


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
    who: Identity | None,
    motion_id: int,
    closes_at: datetime,
    *,
    early: bool = False,
    origin: str = "",
    seen: str | None = None,
) -> int:
    """Opens a ballot on a motion. `who` is None where the procedure opens it by itself, at a date of review."""
    if who is not None:
        demand(casting.may_open(who))

    async def look() -> Electorate:
        return Electorate(roll=await entitled(), law=await _law_of(await motion(motion_id)))

    async def act(foreseen: Foreseen) -> int:
        async with atomic():
            return await put(who, motion_id, Terms(closes_at=closes_at, early=early, origin=origin), foreseen, seen)

    return await foreseeing(look, act)


async def before_motion(who: Identity, motion_id: int, closes_at: datetime, *, early: bool = False) -> Before:
    """Answers what would open. Raises what the opening would raise."""
    demand(casting.may_open(who))
    async with reading():
        terms = Terms(closes_at=_to_milliseconds(closes_at), early=early)
        return await _before(await _on_motion(motion_id), terms)


async def put(who: Identity | None, motion_id: int, terms: Terms, foreseen: Foreseen, seen: str | None = None) -> int:
    """Puts a motion to a ballot, inside an act. Raises Overtaken if the report is on another roll or method."""
    subject = await _on_motion(motion_id)
    return await _open(who, subject, replace(terms, closes_at=_to_milliseconds(terms.closes_at)), foreseen, seen)


async def _on_motion(motion_id: int) -> Subject:
    """Raises Conflict for a motion that cannot be put to a ballot now."""
    view = await motion(motion_id)
    demand(procedure.may_be_balloted(view.fate, await rival_motion(view.id)), Conflict)
    return Subject(named=f"motion {motion_id}", path=view.path, law=await _law_of(view), motion=motion_id)


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


async def _open(who: Identity | None, subject: Subject, terms: Terms, foreseen: Foreseen, seen: str | None) -> int:
    before = await _before(subject, terms)
    report = foreseen.of(Electorate(roll=before.roll, law=subject.law))
    if seen is not None and (says := before.changed(seen)):
        raise Stale(before, *says)
    return await freeze(who, subject, terms, before.roll, report)


class Stale(Conflict):
    """Something else would open than the page said; `before` is what would."""

    def __init__(self, before: Before, *reasons: str) -> None:
        super().__init__(*reasons)
        self.before = before


async def _before(subject: Subject, terms: Terms) -> Before:
    roll = await _roll(terms.course)
    await _check(subject.law, roll, terms)
    return Before(subject=subject, terms=terms, roll=roll, words=[await newest(each) for each in subject.amendments])


async def _check(law: InForce, roll: Sequence[Entitled], terms: Terms) -> None:
    """Raises Unlawful where the method cannot decide with this roll, or Invalid for the closing time."""
    process = process_of(law.words)
    demand(fits(law, process, roll), Unlawful)
    hours = 0 if await is_demonstration() else _hours(process, terms.course.name)
    if not (verdict := casting.closes_in_time(now(), terms.closes_at, hours, process.longest_hours)):
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
