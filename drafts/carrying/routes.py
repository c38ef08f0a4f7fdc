"""The author of a comment says whether it still applies."""

from __future__ import annotations

from litestar import Request, Response, post

from drafts.carrying.actions import renew
from forum.threads.queries import place
from forum.web.guards import SignedIn, signed_in
from forum.web.pages import go
from forum.web.params import Id


@post("/comments/{comment:int}/renewals", guards=[signed_in], include_in_schema=False)
async def renewals(request: Request, comment: Id, identity: SignedIn) -> Response:
    await renew(identity, comment, request.scope["state"]["typed"].get("answer", ""))
    return go(await place(comment))


ROUTES = [renewals]
