"""Ballots on the web."""

from __future__ import annotations

import re
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from drafts.ballots import annulling_routes, casting_routes, lists, queries
from drafts.ballots.candidates import STAYS
from drafts.ballots.casting.forms import CastForm, form_class
from drafts.ballots.opening import rival_routes
from drafts.ballots.opening import routes as opening_routes
from drafts.ballots.ownership_changes import ownership_since
from drafts.ballots.pages import one_ballot
from drafts.ballots.receipts import routes as receipt_routes
from drafts.rules.rivals import STATUS_QUO
from forum.errors import NotFound
from forum.mail.queries import undelivered
from forum.rules.permission import may_administer
from forum.web.errors import REFUSALS
from forum.web.guards import Anybody, public
from forum.web.pages import page
from forum.web.params import Id

NAME = re.compile(r"([1-9][0-9]{0,8})(\.json)?")


@get("/ballots", guards=[public], include_in_schema=False)
async def ballots_page(request: Request) -> Response[str]:
    return page(request, "drafts/ballots/list.html", running=await lists.running(), closed=await lists.lately(100))


@get("/ballots/{name:str}", guards=[public], include_in_schema=False)
async def ballot_page(request: Request, name: FromPath[str], identity: Anybody) -> Response:
    """Shows a ballot, or answers its record: `name` is the ballot's number, with `.json` for the record."""
    if not (found := NAME.fullmatch(name)):
        raise NotFound
    if found[2]:
        return await record_of(int(found[1]))
    view = await queries.ballot(int(found[1]), identity)
    names = {str(each.amendment): each.title for each in view.questions} | {STATUS_QUO: STAYS}
    since = await ownership_since(view.id) if not view.closed_at else ()
    form = form_class(view.counting, names)() if view.counting else CastForm()
    lost = (
        (await undelivered([f"/ballots/{view.id}"])).get(f"/ballots/{view.id}", ()) if may_administer(identity) else ()
    )
    return one_ballot(request, view, form, ownership=since, lost=lost)


@get(
    "/ballots/{ballot:int}/record.json",
    guards=[public],
    summary="The record of a closed ballot, comity-ballot/1",
    description="What `comity recount` takes. The same as /ballots/{ballot}.json. "
    "Not there until the ballot is closed.",
    media_type="application/json",
    responses=REFUSALS,
)
async def ballot_record(ballot: Id) -> Response[dict[str, Any]]:
    return await record_of(ballot)


async def record_of(ballot: int) -> Response[Any]:
    """The stored bytes, of which the record of acts holds the digest."""
    return Response(await queries.record(ballot), media_type="application/json")


ROUTES = [
    ballots_page,
    ballot_page,
    ballot_record,
    *casting_routes.ROUTES,
    *annulling_routes.ROUTES,
    *receipt_routes.ROUTES,
    *opening_routes.ROUTES,
    *rival_routes.ROUTES,
]
