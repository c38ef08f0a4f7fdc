"""The draw of a panel, for everybody who wants to replay it; and interests, for moderators."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from forum.errors import Conflict, NotFound
from forum.organisations.queries import organisations
from forum.rules.pace import DECLARATIONS
from forum.rules.permission import Identity
from forum.web.errors import REFUSALS
from forum.web.guards import SignedIn, moderator, public
from forum.web.pages import go, page
from forum.web.params import Id
from moderation.panels import actions, queries


@get("/moderation/cases/{case:int}/panel", guards=[public], include_in_schema=False)
async def panel(request: Request, case: Id) -> Response[str]:
    return page(request, "moderation/panels/panel.html", panel=await queries.panel(case))


@get(
    "/moderation/cases/{case:int}/panel.json",
    guards=[public],
    responses=REFUSALS,
    summary="The draw of a panel: seed, candidates, and who was drawn first",
)
async def panel_json(case: Id) -> dict[str, Any]:
    return (await queries.panel(case)).as_json


@get("/moderation/interests", guards=[moderator], include_in_schema=False)
async def interests(request: Request, identity: SignedIn) -> Response[str]:
    return await _interests(request, identity)


async def _interests(request: Request, who: Identity, error: str = "", status: int = 200) -> Response[str]:
    return page(
        request,
        "moderation/panels/interests.html",
        status=status,
        form=True,
        error=error,
        mine=await queries.interests_of(who),
        organisations=await organisations(),
    )


@post("/moderation/interests", guards=[moderator], pace=DECLARATIONS, include_in_schema=False)
async def declared(request: Request, identity: SignedIn) -> Response:
    try:
        await actions.declare(identity, str((await request.form()).get("organisation", "")))
    except NotFound:
        return await _interests(request, identity, "Choose an organisation.", 422)
    except Conflict as twice:
        return await _interests(request, identity, " ".join(twice.reasons), 409)
    return go("/moderation/interests")


@post("/moderation/interests/{interest:int}/end", guards=[moderator], pace=DECLARATIONS, include_in_schema=False)
async def ended(interest: Id, identity: SignedIn) -> Response:
    await actions.end(identity, interest)
    return go("/moderation/interests")


ROUTES = [panel, panel_json, interests, declared, ended]
