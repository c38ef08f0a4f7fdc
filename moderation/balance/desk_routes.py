"""The balance desk of moderators, and inviting who is silent."""

from __future__ import annotations

from litestar import Request, Response, get, post
from litestar.params import FromPath

from forum.rules.pace import LETTERS
from forum.web.guards import SignedIn, moderator
from forum.web.pages import go, page
from moderation.balance import desk
from moderation.balance.inviting import invite


@get("/moderation/balance", guards=[moderator], include_in_schema=False)
async def balance_desk(request: Request) -> Response[str]:
    return page(request, "moderation/balance/desk.html", texts=await desk.texts())


@post(
    "/moderation/balance/{slug:str}/invitations/{group:str}", guards=[moderator], pace=LETTERS, include_in_schema=False
)
async def invited(identity: SignedIn, slug: FromPath[str], group: FromPath[str]) -> Response:
    await invite(identity, slug, group)
    return go(f"/instruments/{slug}/balance")


DESK = [balance_desk, invited]
