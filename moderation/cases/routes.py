"""Reporting a comment, hiding it for a day, and the cases that panels decide."""

from __future__ import annotations

from litestar import Request, Response, get, post

from forum.errors import Conflict, Invalid, NotFound
from forum.rules.pace import REPORTS
from forum.rules.permission import Identity
from forum.threads.queries import comment as comment_of
from forum.web.forms import key_of
from forum.web.guards import SignedIn, moderator, public, signed_in
from forum.web.pages import go, page
from forum.web.params import Id
from moderation.cases import actions, queries
from moderation.cases.forms import DayForm, FlagForm, ViewForm
from moderation.rules.measures import MEASURES
from moderation.rules.published import RULES, VERSION, VERSIONS


@get("/rules/conduct", guards=[public], include_in_schema=False)
async def conduct(request: Request) -> Response[str]:
    return page(request, "moderation/cases/conduct.html", rules=RULES, version=VERSION, measures=MEASURES)


@get("/rules/conduct/{version:int}", guards=[public], include_in_schema=False)
async def conduct_of(request: Request, version: Id) -> Response[str]:
    """The rules as a statement of reasons names them, for ever."""
    if version not in VERSIONS:
        raise NotFound
    return page(request, "moderation/cases/conduct.html", rules=VERSIONS[version], version=version, measures=MEASURES)


@get("/comments/{comment:int}/flags/new", guards=[signed_in], include_in_schema=False)
async def flag_page(request: Request, comment: Id) -> Response[str]:
    return await _flag_page(request, comment, FlagForm())


async def _flag_page(request: Request, comment: int, form: FlagForm, status: int = 200) -> Response[str]:
    return page(
        request,
        "moderation/cases/flag.html",
        status=status,
        comment=await comment_of(comment),
        form=form,
        key=key_of(request),
        rules=RULES,
    )


@post("/comments/{comment:int}/flags", guards=[signed_in], pace=REPORTS, include_in_schema=False, form=FlagForm)
async def flagged(request: Request, comment: Id, identity: SignedIn) -> Response:
    form = await FlagForm.of(request)
    try:
        await actions.flag(identity, comment, form.rule.data or "", form.note.data, form.quote.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _flag_page(request, comment, form, 422)
    return go(f"/comments/{comment}/flags")


@get("/comments/{comment:int}/flags", guards=[signed_in], include_in_schema=False)
async def flag_received(request: Request, comment: Id) -> Response[str]:
    return page(request, "moderation/cases/received.html", comment=await comment_of(comment))


@get("/comments/{comment:int}/hiding/new", guards=[moderator], include_in_schema=False)
async def day_page(request: Request, comment: Id) -> Response[str]:
    return await _day_page(request, comment, DayForm())


async def _day_page(request: Request, comment: int, form: DayForm, status: int = 200) -> Response[str]:
    return page(
        request,
        "moderation/cases/day.html",
        status=status,
        comment=await comment_of(comment),
        form=form,
        key=key_of(request),
        rules=RULES,
    )


@post("/comments/{comment:int}/hiding", guards=[moderator], include_in_schema=False, form=DayForm)
async def hidden_for_a_day(request: Request, comment: Id, identity: SignedIn) -> Response:
    form = await DayForm.of(request)
    try:
        await actions.hide_for_a_day(identity, comment, form.rule.data or "", form.note.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _day_page(request, comment, form, 422)
    return go((await comment_of(comment)).path)


@get("/moderation/cases/{case:int}", guards=[signed_in], include_in_schema=False)
async def case_page(request: Request, case: Id, identity: SignedIn) -> Response[str]:
    return await _case_page(request, case, identity, ViewForm())


async def _case_page(request: Request, case: int, who: Identity, form: ViewForm, status: int = 200) -> Response[str]:
    view = await queries.case(case, who)
    form.offer(view.choices)
    return page(request, "moderation/cases/case.html", status=status, case=view, form=form, key=key_of(request))


@post("/moderation/cases/{case:int}/opinions", guards=[signed_in], include_in_schema=False, form=ViewForm)
async def opinion_given(request: Request, case: Id, identity: SignedIn) -> Response:
    form = await ViewForm.of(request)
    try:
        await actions.give_view(
            identity, case, form.choice.data or "", form.rule.data or "", form.reasons.data, form.number
        )
    except Invalid as refused:
        form.refuse(refused)
        return await _case_page(request, case, identity, form, 422)
    except Conflict as late:
        form.form_errors = list(late.reasons)
        return await _case_page(request, case, identity, form, 409)
    return go(f"/moderation/cases/{case}")


@post("/moderation/cases/{case:int}/recusal", guards=[signed_in], include_in_schema=False)
async def stepped_down(case: Id, identity: SignedIn) -> Response:
    await actions.step_down(identity, case)
    return go("/moderation" if identity.office("moderator") else "/")


ROUTES = [
    conduct,
    conduct_of,
    flag_page,
    flagged,
    flag_received,
    day_page,
    hidden_for_a_day,
    case_page,
    opinion_given,
    stepped_down,
]
