"""The moderators' desk, and taking a task from it."""

from __future__ import annotations

from litestar import Request, Response, get, post

from forum.errors import NotFound
from forum.web.guards import SignedIn, moderator
from forum.web.pages import go, page
from moderation.cases import queries
from moderation.front.desk import tasks
from moderation.panels.claims import claim


@get("/moderation", guards=[moderator], include_in_schema=False)
async def desk(request: Request, identity: SignedIn) -> Response[str]:
    return page(request, "moderation/cases/desk.html", tasks=await tasks(identity), cases=await queries.open_cases())


@post("/moderation/claims", guards=[moderator], include_in_schema=False)
async def claimed(request: Request, identity: SignedIn) -> Response:
    """Takes a task from the desk, and opens its page."""
    path = (await request.form()).get("task", "")
    found = next((each for each in await tasks(identity) if each.path == path and each.claimable), None)
    if not found:
        raise NotFound
    await claim(identity, found.path)
    return go(found.path)


ROUTES = [desk, claimed]
