"""Ballots on the web."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from drafts.ballots import actions, opening_routes, queries, receipt_routes, rival_routes
from drafts.ballots.arithmetic import chamber_rows, part_lines
from drafts.ballots.candidates import STAYS
from drafts.ballots.forms import AnswerForm, CastForm
from drafts.ballots.ownership_changes import ownership_since
from drafts.ballots.views import BallotView
from drafts.rules.casting import ENDS
from drafts.rules.rivals import STATUS_QUO
from forum.errors import Invalid, NotFound, Unlawful
from forum.web.errors import REFUSALS
from forum.web.guards import Anybody, public, signed_in
from forum.web.pages import go, new_key, page
from forum.web.params import Id

NAME = re.compile(r"([1-9][0-9]{0,8})(\.json)?")


@get("/ballots", guards=[public], include_in_schema=False)
async def ballots_page(request: Request) -> Response[str]:
    return page(request, "drafts/ballots/list.html", running=await queries.running(), closed=await queries.lately(100))


@get("/ballots/{name:str}", guards=[public], include_in_schema=False)
async def ballot_page(request: Request, name: FromPath[str], identity: Anybody) -> Response:
    """`name` is the ballot's number, for the page, or the number and `.json`, for the record."""
    if not (found := NAME.fullmatch(name)):
        raise NotFound
    if found[2]:
        return await record_of(int(found[1]))
    view = await queries.ballot(int(found[1]), identity)
    names = {str(each.amendment): each.title for each in view.questions} | {STATUS_QUO: STAYS}
    since = await ownership_since(view.id) if not view.closed_at else ()
    return shown(
        request, view, rival_routes.form_class(view.counting, names)() if view.counting else CastForm(), ownership=since
    )


@get(
    "/ballots/{ballot:int}/record.json",
    guards=[public],
    summary="The record of a closed ballot, comity-ballot/1",
    description="What `comity recount` takes. The same as /ballots/{ballot}.json. Not there until the ballot is closed.",
    media_type="application/json",
    responses=REFUSALS,
)
async def ballot_record(ballot: Id) -> Response[dict[str, Any]]:
    return await record_of(ballot)


async def record_of(ballot: int) -> Response[Any]:
    """The stored bytes, of which the record of acts holds the digest."""
    return Response(await queries.record(ballot), media_type="application/json")


def shown(
    request: Request,
    ballot: BallotView,
    form: CastForm,
    *,
    answer: AnswerForm | None = None,
    answered: str = "",
    key: str = "",
    status: int = 200,
    ownership: Sequence[str] = (),
) -> Response[str]:
    """`key`: the form's own, when it comes back with errors; `answered`: the organisation whose objection `answer` is for.
    Only somebody with a session gets the forms, so that everybody else's page is one page and is kept."""
    rows: Sequence = chamber_rows(ballot.result, ballot.groups, ballot.names) if ballot.result else ()
    parts: Sequence = part_lines(ballot.result, ballot.names) if ballot.result else ()
    return page(
        request,
        "drafts/ballots/show.html",
        status=status,
        ballot=ballot,
        vote=form,
        key=key or new_key(),
        rows=rows,
        parts=parts,
        ends=ENDS,
        answer=answer or AnswerForm(),
        answered=answered,
        blank=AnswerForm(),
        ownership=ownership,
        objected=any(voter.objects for group in ballot.groups for voter in group.voters),
    )


@post("/ballots/{ballot:int}/casts", guards=[signed_in], include_in_schema=False)
async def cast_made(request: Request, ballot: Id, identity: Anybody) -> Response:
    form = await CastForm.of(request)
    try:
        await actions.cast(identity, ballot, form.position.data or "", form.reason.data)
    except (Invalid, Unlawful) as refused:
        form.refuse(refused if isinstance(refused, Invalid) else Invalid({"": refused.reasons}))
        return shown(
            request,
            await queries.ballot(ballot, identity),
            form,
            key=request.scope["state"]["typed"].get("_once", ""),
            status=422,
        )
    return go(f"/ballots/{ballot}#vote")


@post("/ballots/{ballot:int}/answers/{slug:str}", guards=[signed_in], include_in_schema=False)
async def objection_answered(request: Request, ballot: Id, slug: FromPath[str], identity: Anybody) -> Response:
    form = await AnswerForm.of(request)
    try:
        await actions.answer(identity, ballot, slug, form.kind.data or "", form.reason.data)
    except Invalid as refused:
        form.refuse(refused)
        view, key = await queries.ballot(ballot, identity), request.scope["state"]["typed"].get("_once", "")
        return shown(request, view, CastForm(), answer=form, answered=slug, key=key, status=422)
    return go(f"/ballots/{ballot}#objections")


ROUTES = [
    ballots_page,
    ballot_page,
    ballot_record,
    cast_made,
    objection_answered,
    *receipt_routes.ROUTES,
    *opening_routes.ROUTES,
    *rival_routes.ROUTES,
]
