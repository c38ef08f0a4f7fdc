"""What every form of ours carries: the token that proves it is ours, the mandate that it was made for, and the key that
lets it act once."""

from __future__ import annotations

import secrets

from litestar import Request
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from forum.errors import TooOften
from forum.people.pace import look, take
from forum.people.submissions import earlier_result, remember_result
from forum.rules.pace import OTHERS, PACES, Pace
from forum.rules.permission import same_voice
from forum.serving.routing import ACTS_FOR
from forum.web.errors import made_for_another, too_often
from forum.web.visit import FORM_COOKIE, FORM_FIELD, MANDATE_FIELD, ONCE_FIELD, Typed, Visit, header, visit_of


class OwnForms(ASGIMiddleware):
    """Runs inside the transaction of a POST, once the route is known. The same form again leads to what the first one
    did; one that was made for another organisation than would speak now does nothing; another one counts as one act
    more."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "POST":
            return await next_app(scope, receive, send)
        visit = visit_of(scope)
        typed: Typed = scope["state"]["typed"]
        visit.form_is_ours = ours(visit, typed.get(FORM_FIELD) or header(scope, b"x-csrf"))
        key = (
            f"{visit.identity.participant}:{typed[ONCE_FIELD]}"[:120]
            if visit.identity and typed.get(ONCE_FIELD)
            else ""
        )
        if key and (location := await earlier_result(key)):
            await send({"type": "http.response.start", "status": 303, "headers": [(b"location", location.encode())]})
            return await send({"type": "http.response.body", "body": b"", "more_body": False})
        if visit.identity and visit.form_is_ours:
            request: Request = Request(scope)
            said = typed.get(MANDATE_FIELD)
            acts_for = scope["route_handler"].opt.get(ACTS_FOR)
            if acts_for and not same_voice(visit.identity, said and said.partition(" ")[0]):
                return await made_for_another(request).to_asgi_response(None, request)(scope, receive, send)
            try:
                if scope["state"].get("looks"):
                    look(visit.identity)
                else:
                    await take(visit.identity, pace_of(scope["route_handler"]), scope["path"])
            except TooOften as refused:
                return await too_often(request, refused).to_asgi_response(None, request)(scope, receive, send)
        led_to: list[str] = []
        await next_app(scope, receive, noting(send, led_to))
        if key and led_to:
            await remember_result(key, led_to[0])
        return None


def pace_of(handler: BaseRouteHandler) -> Pace:
    """How often one may send to this route; a handler names another than the general limit as `pace`."""
    return PACES[handler.opt.get("pace", OTHERS)]


def noting(send: Send, led_to: list[str]) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 303:
            led_to.extend(value.decode() for name, value in message["headers"] if name == b"location")
        await send(message)

    return wrapped


def ours(visit: Visit, token: str) -> bool:
    expected = visit.csrf or visit.cookies.get(FORM_COOKIE, "")
    return bool(expected) and secrets.compare_digest(token.encode(), expected.encode())
