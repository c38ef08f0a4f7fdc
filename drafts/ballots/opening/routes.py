"""The secretariat's pages to open a ballot: the method in force, the time, and who would be on the roll."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from litestar import Request, Response, get, post

from drafts.ballots.forms import OpeningForm
from drafts.ballots.opening import actions
from drafts.ballots.opening.before import Before
from drafts.ballots.opening.checking import CHANGE, OPEN, check_page
from drafts.ballots.opening.courses import possible_courses
from drafts.ballots.opening.pages import Opening, opening
from drafts.ballots.opening.subjects import law_for, proposed, ready
from drafts.ballots.questions import titles
from drafts.motions.queries import method_for, motion
from drafts.rules import procedure, rounds
from drafts.rules.process import process_of
from forum.clock import now
from forum.errors import Invalid, Unlawful
from forum.web.guards import SignedIn, secretariat
from forum.web.pages import go
from forum.web.params import Id


@get("/amendments/{amendment:int}/ballot", guards=[secretariat], include_in_schema=False)
async def opening_page(request: Request, amendment: Id) -> Response[str]:
    subject = await _on_amendment(amendment)
    course = subject.courses[0].name if subject.courses else ""
    return await opening(request, subject, OpeningForm(data={"closes_at": _proposed(subject), "course": course}))


@post("/amendments/{amendment:int}/ballot", guards=[secretariat], include_in_schema=False, form=OpeningForm)
async def ballot_opened(request: Request, amendment: Id, identity: SignedIn) -> Response:
    form = await OpeningForm.of(request)

    async def subject() -> Opening:
        return await _on_amendment(amendment)

    def before(closes_at: datetime) -> Awaitable[Before]:
        return actions.before_ballot(
            identity, amendment, closes_at, course=form.course.data or "", early=form.early.data
        )

    def opens(closes_at: datetime) -> Awaitable[int]:
        return actions.open_ballot(
            identity,
            amendment,
            closes_at,
            course=form.course.data or "",
            early=form.early.data,
            origin=request.app.state.settings.origin,
            seen=form.seen.data,
        )

    return await _pressed(request, form, subject, before, opens)


@get("/motions/{motion_id:int}/ballot", guards=[secretariat], include_in_schema=False)
async def motion_opening_page(request: Request, motion_id: Id) -> Response[str]:
    subject = await _on_motion(motion_id)
    return await opening(request, subject, OpeningForm(data={"closes_at": _proposed(subject)}))


@post("/motions/{motion_id:int}/ballot", guards=[secretariat], include_in_schema=False, form=OpeningForm)
async def motion_ballot_opened(request: Request, motion_id: Id, identity: SignedIn) -> Response:
    form = await OpeningForm.of(request)

    async def subject() -> Opening:
        return await _on_motion(motion_id)

    def before(closes_at: datetime) -> Awaitable[Before]:
        return actions.before_motion(identity, motion_id, closes_at, early=form.early.data)

    def opens(closes_at: datetime) -> Awaitable[int]:
        return actions.open_on_motion(
            identity,
            motion_id,
            closes_at,
            early=form.early.data,
            origin=request.app.state.settings.origin,
            seen=form.seen.data,
        )

    return await _pressed(request, form, subject, before, opens)


async def _pressed(
    request: Request,
    form: OpeningForm,
    subject: Callable[[], Awaitable[Opening]],
    before: Callable[[datetime], Awaitable[Before]],
    opens: Callable[[datetime], Awaitable[int]],
) -> Response:
    """The first press shows what would open, the second opens it, if it is still that."""
    try:
        if form.act.data == CHANGE:
            return await opening(request, await subject(), form)
        if form.act.data == OPEN:
            return go(f"/ballots/{await opens(_moment(form))}")
        return await check_page(request, await before(_moment(form)), (await subject()).crumbs)
    except actions.Stale as stale:
        return await check_page(request, stale.before, (await subject()).crumbs, stale=stale.reasons)
    except (Invalid, Unlawful) as refused:
        form.refuse(refused if isinstance(refused, Invalid) else Invalid({"": refused.reasons}))
        return await opening(request, await subject(), form, status=422)


def _moment(form: OpeningForm) -> datetime:
    form.check()
    if not form.closes_at.moment:
        raise Invalid({"closes_at": "Say when the ballot closes."})
    return form.closes_at.moment


def _proposed(subject: Opening) -> datetime:
    """An hour more than the shortest time, on the hour."""
    process = process_of(subject.law.words)
    called = any(each.name == rounds.SECOND_CALL for each in subject.courses)
    days = process.second_call.days if called and process.second_call else 0
    hours = max(process.minimum_hours, days * 24)
    return (now() + timedelta(hours=hours + 1)).replace(minute=0, second=0, microsecond=0, tzinfo=None)


async def _on_amendment(amendment_id: int) -> Opening:
    amendment = await proposed(amendment_id)
    title = (await titles([amendment_id]))[amendment_id]
    text = (amendment.instrument_title, f"/instruments/{amendment.instrument_slug}")
    return Opening(
        title=title,
        path=amendment.path,
        crumbs=(("Norms", "/"), text, (title, amendment.path)),
        instrument=amendment.instrument,
        law=await law_for(amendment),
        verdict=await ready(amendment),
        courses=await possible_courses(amendment_id),
    )


async def _on_motion(motion_id: int) -> Opening:
    view = await motion(motion_id)
    return Opening(
        title=view.title,
        path=view.path,
        crumbs=(("Motions", "/motions"), (view.title, view.path)),
        instrument=view.instrument,
        law=await method_for(view.instrument, view.part),
        verdict=procedure.may_be_balloted(view.fate, ""),
    )


ROUTES = [opening_page, ballot_opened, motion_opening_page, motion_ballot_opened]
