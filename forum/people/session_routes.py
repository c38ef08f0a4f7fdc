"""One's own sessions, and for which organisation each speaks."""

from __future__ import annotations

from litestar import Request, Response, get, post

from forum.errors import NotFound
from forum.people.actions import be_named, end_mandate
from forum.people.delegations import own_seats
from forum.people.sessions import end_others, end_session, sessions_of, speak_by
from forum.rules.pace import TOGGLES
from forum.web.guards import SignedIn, signed_in
from forum.web.pages import go, page
from forum.web.params import Id
from forum.web.visit import visit_of


@get("/sessions", guards=[signed_in], include_in_schema=False)
async def sessions_page(request: Request, identity: SignedIn) -> Response[str]:
    return page(
        request,
        "forum/people/sessions.html",
        sessions=await sessions_of(identity.participant, visit_of(request.scope).session),
    )


@post("/sessions/{number:int}/end", guards=[signed_in], include_in_schema=False)
async def end_one_session(identity: SignedIn, number: Id) -> Response:
    await end_session(identity.participant, number)
    return go("/sessions")


@post("/sessions/others/end", guards=[signed_in], include_in_schema=False)
async def end_other_sessions(request: Request, identity: SignedIn) -> Response:
    await end_others(identity.participant, visit_of(request.scope).session)
    return go("/sessions")


@get("/mandates", guards=[signed_in], include_in_schema=False)
async def mandates_page(request: Request, identity: SignedIn) -> Response[str]:
    return page(request, "forum/people/mandates.html", seats=await own_seats(identity.participant))


@post("/mandates/{number:int}/voice", guards=[signed_in], pace=TOGGLES, include_in_schema=False)
async def speak_for(request: Request, identity: SignedIn, number: Id) -> Response:
    """Chooses for which organisation one speaks in this session; elsewhere one may speak for another."""
    if number not in {held.mandate for held in identity.mandates}:
        raise NotFound
    await speak_by(identity.participant, visit_of(request.scope).own_session, number)
    return go("/mandates")


@post("/mandates/{number:int}/name", guards=[signed_in], pace=TOGGLES, include_in_schema=False)
async def show_name(request: Request, identity: SignedIn, number: Id) -> Response:
    await be_named(identity, number, (await request.form()).get("named") == "y")
    return go("/mandates")


@post("/mandates/{number:int}/end", guards=[signed_in], include_in_schema=False)
async def lay_down(identity: SignedIn, number: Id) -> Response:
    """Ends one's own mandate."""
    if number not in {held.mandate for held in identity.mandates}:
        raise NotFound
    await end_mandate(identity, number)
    return go("/mandates")


SESSIONS = [sessions_page, end_one_session, end_other_sessions, mandates_page, speak_for, show_name, lay_down]
