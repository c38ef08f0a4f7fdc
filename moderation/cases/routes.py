"""Reporting a comment, the moderators' cases, and what the public reads of them."""
from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.di import NamedDependency

from forum.errors import Conflict, Invalid
from forum.rules.permission import Identity
from forum.threads.queries import comment as comment_of
from forum.web.forms import key_of
from forum.web.guards import moderator, public, signed_in
from forum.web.pages import go, page
from forum.web.params import Id
from moderation.cases import actions, queries
from moderation.cases.forms import FlagForm, OpinionForm
from moderation.rules.published import RULES


@get("/rules/conduct", guards=[public], include_in_schema=False)
async def conduct(request: Request) -> Response[str]:
    return page(request, "moderation/cases/conduct.html", rules=RULES)


@get("/moderation/decisions", guards=[public], include_in_schema=False)
async def decisions(request: Request) -> Response[str]:
    return page(request, "moderation/cases/decisions.html", decisions=await queries.decisions())


@get("/comments/{comment:int}/flags/new", guards=[signed_in], include_in_schema=False)
async def flag_page(request: Request, comment: Id) -> Response[str]:
    return await _flag_page(request, comment, FlagForm())


async def _flag_page(request: Request, comment: int, form: FlagForm, status: int = 200) -> Response[str]:
    return page(request, "moderation/cases/flag.html", status=status, comment=await comment_of(comment), form=form, key=key_of(request), rules=RULES)


@post("/comments/{comment:int}/flags", guards=[signed_in], include_in_schema=False)
async def flagged(request: Request, comment: Id, identity: NamedDependency[Identity]) -> Response:
    form = await FlagForm.of(request)
    try:
        await actions.flag(identity, comment, form.rule.data or "", form.note.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _flag_page(request, comment, form, 422)
    return go(f"/comments/{comment}/flags")


@get("/comments/{comment:int}/flags", guards=[signed_in], include_in_schema=False)
async def flag_received(request: Request, comment: Id) -> Response[str]:
    return page(request, "moderation/cases/received.html", comment=await comment_of(comment))


@get("/moderation", guards=[moderator], include_in_schema=False)
async def desk(request: Request, identity: NamedDependency[Identity]) -> Response[str]:
    return page(request, "moderation/cases/desk.html", cases=await queries.open_cases(identity))


@get("/moderation/cases/{case:int}", guards=[moderator], include_in_schema=False)
async def case_page(request: Request, case: Id, identity: NamedDependency[Identity]) -> Response[str]:
    return await _case_page(request, case, identity, OpinionForm())


async def _case_page(request: Request, case: int, who: Identity, form: OpinionForm, status: int = 200) -> Response[str]:
    return page(request, "moderation/cases/case.html", status=status, case=await queries.case(case, who), form=form, key=key_of(request))


@post("/moderation/cases/{case:int}/opinions", guards=[moderator], include_in_schema=False)
async def opinion_given(request: Request, case: Id, identity: NamedDependency[Identity]) -> Response:
    form = await OpinionForm.of(request)
    try:
        await actions.give_opinion(identity, case, form.view.data or "", form.rule.data or "", form.reasons.data)
    except Invalid as refused:
        form.refuse(refused)
        return await _case_page(request, case, identity, form, 422)
    except Conflict as late:
        form.form_errors = list(late.reasons)
        return await _case_page(request, case, identity, form, 409)
    return go(f"/moderation/cases/{case}")


ROUTES = [conduct, decisions, flag_page, flagged, flag_received, desk, case_page, opinion_given]
