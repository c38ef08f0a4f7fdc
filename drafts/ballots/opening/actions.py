"""Opening a ballot: the method in force, the wording and the roll are frozen, and everybody on the roll is told, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from piccolo.table import Table

from drafts.amendments import actions as amendments
from drafts.amendments.backing import backers
from drafts.amendments.queries import amendment as view_of
from drafts.amendments.tables import Amendment, Question, Wording
from drafts.ballots.gates import may_open
from drafts.ballots.opening.capture import reported
from drafts.ballots.opening.courses import Course, course_of
from drafts.ballots.opening.letters import tell
from drafts.ballots.rolls import Entitled, entitled
from drafts.ballots.tables import Ballot, Candidate, RollEntry
from drafts.motions import actions as motions
from drafts.motions.queries import InForce, method_for, motion
from drafts.motions.tables import Motion
from drafts.rationales.tables import Rationale
from drafts.rules import casting, procedure, rounds
from drafts.rules.lifecycle import ADOPTED, IN_BALLOT, INSERT, TABLED, UNTABLED, is_backed
from drafts.rules.methods import parse_method
from drafts.rules.process import process_of
from drafts.rules.reading import Malformed
from drafts.sealing import actions as sealing
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, Unlawful
from forum.people.queries import is_demonstration
from forum.record.actions import append
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict, every


@dataclass(frozen=True, slots=True)
class Subject:
    """What a ballot is on: `named` in sentences, `path` its page; `law` the method in force for it."""

    named: str
    path: str
    law: InForce
    amendments: tuple[int, ...] = ()
    motion: int | None = None
    counting: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """How it is opened: `course` with the earlier ballot that it follows, if any."""

    closes_at: datetime
    early: bool = False
    origin: str = ""
    course: Course = field(default_factory=Course)


async def open_ballot(
    who: Identity, amendment_id: int, closes_at: datetime, *, course: str = "", early: bool = False, origin: str = ""
) -> int:
    """The new ballot's id. `course`: recirculation, second-call or second-reading of the last ballot on the amendment.
    `early`: it closes as soon as the outcome is certain. `origin` begins the link in the letters. Raises NotAllowed,
    Conflict, Unlawful, or Invalid for the closing time."""
    await _report(await _roll(await course_of(amendment_id, course)), await law_of(amendment_id))
    async with atomic():
        _allowed(who)
        amendment = await _tabled(amendment_id)
        if not (verdict := await ready(amendment)):
            raise Conflict(*verdict.reasons)
        followed = await course_of(amendment_id, course)
        if not followed.verdict:
            raise Conflict(*followed.verdict.reasons)
        law = followed.law or await law_of(amendment_id)
        subject = Subject(f"amendment {amendment_id}", f"/amendments/{amendment_id}", law, (amendment_id,))
        return await _open(who, subject, Terms(_to_milliseconds(closes_at), early, origin, followed))


async def open_rivals(
    who: Identity, amendment_ids: Sequence[int], counting: str, closes_at: datetime, *, origin: str = ""
) -> int:
    """One ballot on rival amendments to one clause, with the words in force as a candidate. `counting`: approval | ranked."""
    async with atomic():
        _allowed(who)
        rows = [await _tabled(each) for each in dict.fromkeys(amendment_ids)]
        if not (verdict := casting.may_be_rivals([row["clause"] for row in rows], counting)):
            raise Unlawful(*verdict.reasons)
        for row in rows:
            if not (verdict := await ready(row)):
                raise Conflict(*verdict.reasons)
        ids = tuple(row["id"] for row in rows)
        named = f"amendments {', '.join(map(str, ids[:-1]))} and {ids[-1]}"
        law = await law_of(ids[0])
        if not (verdict := casting.suits_rivals(parse_method(law.method_text), law.words, await _lines())):
            raise Unlawful(*verdict.reasons)
        subject = Subject(named, f"/amendments/{ids[0]}", law, ids, None, counting)
        return await _open(who, subject, Terms(_to_milliseconds(closes_at), False, origin))


async def open_on_motion(
    who: Identity | None, motion_id: int, closes_at: datetime, *, early: bool = False, origin: str = ""
) -> int:
    """`who` is None where the procedure opens it by itself, at a date of review."""
    async with atomic():
        if who is not None:
            _allowed(who)
        view = await motion(motion_id)
        if not (verdict := procedure.may_be_balloted(view.fate, await _rival_motion(view.id))):
            raise Conflict(*verdict.reasons)
        law = await method_for(view.instrument, view.part)
        subject = Subject(f"motion {motion_id}", view.path, law, (), motion_id)
        return await _open(who, subject, Terms(_to_milliseconds(closes_at), early, origin))


async def _lines() -> list[Mapping[str, Any]]:
    return [each.as_json() for each in await entitled()]


def _allowed(who: Identity) -> None:
    if not (verdict := casting.may_open(who)):
        raise NotAllowed(*verdict.reasons)


async def _tabled(amendment_id: int) -> Mapping[str, Any]:
    row = await Amendment.select().where(Amendment.id == amendment_id).first()
    if not row or row["fate"] in UNTABLED:
        raise NotFound
    return row


async def law_of(amendment_id: int) -> InForce:
    """The method in force for an amendment: that of entrenched clauses, if it would change one."""
    row = (
        await Amendment.select(Amendment.instrument, Amendment.kind, Amendment.clause.entrenched.as_alias("entrenched"))
        .where(Amendment.id == amendment_id)
        .first()
    )
    if not row:
        raise NotFound
    part = procedure.ENTRENCHED if row["entrenched"] and row["kind"] != INSERT else procedure.CLAUSES
    return await method_for(row["instrument"], part)


async def ready(amendment: Mapping[str, Any]) -> Verdict:
    """Whether this amendment (a row) can be put to a ballot now. An insertion is on the clause after which it goes."""
    asked = await Question.exists().where(Question.amendment == amendment["id"], Question.answer == "")
    verdict = casting.may_be_balloted(amendment["fate"], asked, *await _rivals(amendment))
    if amendment["fate"] != TABLED:
        return verdict
    return every(verdict, is_backed(await backers(await view_of(amendment["id"]))), await may_open(amendment["id"]))


async def free(amendment_id: int) -> bool:
    """Whether nothing else is about to change the clause, and the words still fit it."""
    row = await Amendment.select().where(Amendment.id == amendment_id).first()
    asked = await Question.exists().where(Question.amendment == amendment_id, Question.answer == "")
    return bool(casting.may_be_balloted(row["fate"], asked, *await _rivals(row)))


async def _rivals(amendment: Mapping[str, Any]) -> tuple[str, str]:
    """Amendments to the same clause: one that is in a ballot, and one that was adopted and waits for its rationale."""
    rivals = await Amendment.select(Amendment.id, Amendment.fate).where(
        Amendment.clause == amendment["clause"],
        Amendment.id != amendment["id"],
        Amendment.fate.is_in([IN_BALLOT, ADOPTED]),
    )
    published = (
        await Rationale.select(Rationale.amendment)
        .where(Rationale.amendment.is_in([row["id"] for row in rivals] or [0]), Rationale.published_at.is_not_null())
        .output(as_list=True)
    )
    running = (f"Amendment {row['id']}" for row in rivals if row["fate"] == IN_BALLOT)
    waiting = (f"Amendment {row['id']}" for row in rivals if row["fate"] == ADOPTED and row["id"] not in published)
    return next(running, ""), next(waiting, "")


async def _rival_motion(motion_id: int) -> str:
    row = await Motion.select(Motion.instrument, Motion.clause, Motion.kind).where(Motion.id == motion_id).first()
    same = (
        Motion.instrument.is_null() if row["instrument"] is None else Motion.instrument == row["instrument"],
        Motion.clause.is_null() if row["clause"] is None else Motion.clause == row["clause"],
    )
    rival = (
        await Motion.select(Motion.id)
        .where(*same, Motion.kind == row["kind"], Motion.id != motion_id, Motion.fate == procedure.IN_BALLOT)
        .first()
    )
    return f"Motion {rival['id']}" if rival else ""


def _to_milliseconds(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


async def _roll(course: Course) -> tuple[Entitled, ...]:
    """As it is now; the voters of a recirculation are those of the ballot that it continues (IEEE SA: a fixed group)."""
    return await entitled(of_ballot=course.earlier if course.name == rounds.RECIRCULATION else None)


async def _open(who: Identity | None, subject: Subject, terms: Terms) -> int:
    roll = await _roll(terms.course)
    await _check(subject.law, roll, terms)
    return await _write(who, subject, terms, roll, await _report(roll, subject.law))


async def _report(roll: Sequence[Entitled], law: InForce) -> str:
    """Empty where the method does not fit the roll, which is refused on its own."""
    names = {each.group: each.group_name for each in roll}
    try:
        return await reported([each.as_json() for each in roll], law, names)
    except (Malformed, Unlawful):
        return ""


async def _check(law: InForce, roll: Sequence[Entitled], terms: Terms) -> None:
    rule, process, lines = parse_method(law.method_text), process_of(law.words), [each.as_json() for each in roll]
    fit = every(
        casting.fits(rule, law.words, lines), casting.within_limit(process.group_limit, [each.group for each in roll])
    )
    if not fit:
        raise Unlawful(*fit.reasons)
    asked = process.second_call.days * 24 if terms.course.name == rounds.SECOND_CALL else process.minimum_hours
    hours = 0 if await is_demonstration() else asked
    if not (verdict := casting.closes_in_time(now(), terms.closes_at, hours)):
        raise Invalid({"closes_at": verdict.reasons})


async def _write(who: Identity | None, subject: Subject, terms: Terms, roll: Sequence[Entitled], report: str) -> int:
    ballot = Ballot(
        method=subject.law.method_text,
        method_id=subject.law.method_id,
        opened_at=now(),
        closes_at=terms.closes_at,
        counting=subject.counting,
        course=terms.course.name,
        without=terms.course.without,
        closes_early=terms.early,
        capture=report,
    )
    ballot.opened_by, ballot.earlier, ballot.motion = who and who.participant, terms.course.earlier, subject.motion
    candidates = [await _newest(each) for each in subject.amendments]
    if candidates and not subject.counting:
        [(ballot.amendment, ballot.wording)] = candidates
    await ballot.save()
    sealed = await sealing.begin(ballot.id)
    ballot.sealed_to = sealed.public_key
    await ballot.save(columns=[Ballot.sealed_to])
    lines = [_line(ballot.id, each) for each in roll]
    await RollEntry.insert(*lines)
    rows: list[Table] = [ballot, *sealed.rows, *lines]
    if subject.counting:
        rivals = [
            Candidate(ballot=ballot.id, amendment=a, wording=w, position=n) for n, (a, w) in enumerate(candidates, 1)
        ]
        await Candidate.insert(*rivals)
        rows += rivals
    rows += await _put(who, subject, ballot)
    path = f"/ballots/{ballot.id}"
    await tell(path, subject.named, roll, terms.closes_at, terms.origin)
    await _record(who, subject, terms, ballot, rows, len(roll))
    return ballot.id


async def _newest(amendment_id: int) -> tuple[int, int]:
    wording = (
        await Wording.select(Wording.id)
        .where(Wording.amendment == amendment_id)
        .order_by(Wording.number, ascending=False)
        .first()
    )
    return amendment_id, wording["id"]


async def _put(who: Identity | None, subject: Subject, ballot: Ballot) -> list[Table]:
    """The question is in a ballot from now on."""
    if subject.motion:
        return [*await motions.move_to(subject.motion, procedure.IN_BALLOT)]
    why = f"Ballot {ballot.id} opened. It closes on {casting.shown(ballot.closes_at)}."
    return [row for each in subject.amendments for row in await amendments.move(each, IN_BALLOT, why, who)]


async def _record(
    who: Identity | None, subject: Subject, terms: Terms, ballot: Ballot, rows: Sequence[Table], entitled: int
) -> None:
    by, kind = "The secretariat" if who else "The procedure", rounds.COURSES.get(terms.course.name, "")
    says = (
        f"{by} opened ballot {ballot.id} on {subject.named}{f' ({kind.lower()})' if kind else ''}; {entitled} organisations "
        f"are on the roll. It closes on {casting.shown(terms.closes_at)}."
    )
    detail = {"subject": subject.path, "method": ballot.method_id, "closes_at": terms.closes_at}
    await append("ballot.opened", f"/ballots/{ballot.id}", says, *rows, who=who, at=ballot.opened_at, detail=detail)


def _line(ballot_id: int, each: Entitled) -> RollEntry:
    line = RollEntry(
        ballot=ballot_id,
        organisation=each.organisation,
        slug=each.slug,
        name=each.name,
        group=each.group,
        owner=each.owner,
    )
    line.region, line.weight = each.region, 1
    return line
