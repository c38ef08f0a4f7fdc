"""Dates of review, kept by the forum's clock: reminders, the ballot that opens by itself, and what follows if nothing
is reaffirmed in time."""

from __future__ import annotations

from datetime import datetime

from drafts.ballots.opening import letters
from drafts.ballots.opening.actions import put
from drafts.ballots.opening.foresight import Electorate, Foreseen, foreseeing
from drafts.ballots.opening.freezing import Terms
from drafts.ballots.rolls import entitled
from drafts.instruments.queries import instrument_by_id
from drafts.motions import actions, queries
from drafts.motions.tables import Motion, Term
from drafts.rules import procedure
from drafts.rules.casting import in_utc
from drafts.rules.process import process_of
from forum.clock import now
from forum.database import atomic, one_or_not_found
from forum.errors import Invalid, Refused
from forum.mail.actions import write
from forum.people.queries import secretariat_addresses
from forum.record.actions import append
from forum.settings import Settings

WHY = "It has to be reaffirmed by {day}, as was decided{by}. If it is not: {then}."


async def review(settings: Settings) -> None:
    """Each date of review by itself: one that fails does not keep the others."""
    failed: list[Exception] = []
    for term in await Term.select(Term.id).where(Term.ended_at.is_null()).order_by(Term.due_at).output(as_list=True):
        try:
            await _review(term, settings.origin)
        except (Invalid, Refused) as refused:
            failed.append(refused)
    if failed:
        raise ExceptionGroup("dates of review that could not be kept", failed)


async def _review(term_id: int, origin: str) -> None:
    async def look() -> Electorate:
        return Electorate(roll=await entitled(), law=await _law(await _term(term_id)))

    async def act(foreseen: Foreseen) -> int:
        return await _keep(term_id, origin, foreseen)

    if await _begins(await _term(term_id)):
        await foreseeing(look, act)
    else:
        await _keep(term_id, origin, None)


async def _keep(term_id: int, origin: str, foreseen: Foreseen | None) -> int:
    """Does what is due now; answers the motion to reaffirm, or 0. `foreseen`: for the ballot that may begin."""
    async with atomic():
        term = await _term(term_id)
        if term.ended_at:
            return 0
        if now() >= term.due_at and not await _undecided(term):
            await _end(term)
        elif await _begins(term):
            if foreseen:  # else it has just begun to be time, and the next look will see it
                await _put(term, foreseen, origin)
        elif days := procedure.reminder_due(term.due_at, term.reminded, now()):
            await _remind(term, days, origin)
        return term.review or 0


async def _term(term_id: int) -> Term:
    term = await one_or_not_found(Term.objects().where(Term.id == term_id).first())
    return term


async def _begins(term: Term) -> bool:
    """It is time for the ballot."""
    return term.review is None and term.ended_at is None and await _opens(term) <= now() < term.due_at


async def _undecided(term: Term) -> bool:
    """A ballot on it still runs, or waits to be counted."""
    return await Motion.exists().where(Motion.id == (term.review or 0), Motion.fate == procedure.IN_BALLOT)


async def _opens(term: Term) -> datetime:
    process = process_of((await _law(term)).words)
    return procedure.review_opens(term.due_at, process.minimum_hours, process.longest_hours)


async def _law(term: Term) -> queries.InForce:
    clause = await actions.entrenched(term.clause) if term.clause else False
    return await queries.method_for(term.instrument, procedure.decided_under(procedure.REAFFIRM, "", clause))


async def _put(term: Term, foreseen: Foreseen, origin: str) -> None:
    """The motion to reaffirm and its ballot, without anybody's doing. The ballot closes a day before the date."""
    by = f" by motion {term.motion}" if term.motion else ""
    then = procedure.CONSEQUENCES[term.consequence].lower()
    why = WHY.format(day=f"{term.due_at:%-d %B %Y}", by=by, then=then)
    term.review = await actions.move_by_procedure(procedure.REAFFIRM, term.instrument, term.clause, why)
    await term.save()
    await append("term.review", f"/motions/{term.review}", "A date of review is near.", term)
    hours = process_of((await _law(term)).words).minimum_hours
    closes_at = max(term.due_at - procedure.MARGIN, now() + procedure.at_least(hours))
    await put(None, term.review, Terms(closes_at=closes_at, origin=origin), foreseen)


async def _remind(term: Term, days: int, origin: str) -> None:
    term.reminded = days
    await term.save()
    about, path = await _about(term)
    says = f"{about} has to be reaffirmed by {term.due_at:%-d %B %Y}."
    for address in await secretariat_addresses():
        await write(address, *letters.review_is_near(about, says, f"{origin}{path}/procedure"))
    await append("term.reminded", f"{path}/procedure", says, term)


async def _about(term: Term) -> tuple[str, str]:
    found = next(each for each in await queries.terms(term.instrument) if each.id == term.id)
    text = await instrument_by_id(term.instrument)
    return f"{found.about} of {text.title}", text.path


async def _end(term: Term) -> None:
    term.ended_at = now()
    term.outcome = "lapsed" if term.consequence == procedure.LAPSES else "not-reaffirmed"
    about, path = await _about(term)
    await term.save()
    says = f"{about} was not reaffirmed by {in_utc(term.due_at)}. " + procedure.CONSEQUENCES[term.consequence] + "."
    await append("term.ended", f"{path}/procedure", says, term, detail={"outcome": term.outcome})


TICKS = (review,)
