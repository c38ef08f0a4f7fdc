"""Answers that no route gives: a page like any other, made without the database."""

from __future__ import annotations

from litestar import Litestar, Request, Response
from litestar.types import HTTPDisconnectEvent, ReceiveMessage, Scope, Send

from forum.serving.safe import answer, deliver
from forum.web.errors import failed, refused


async def refusal(app: Litestar, scope: Scope, send: Send, status: int, *reasons: str) -> None:
    request = _request(app, scope)
    await _send(request, send, refused(request, status, *reasons))


async def failure(app: Litestar, scope: Scope, send: Send, error: Exception) -> None:
    """What went wrong outside any handler: mostly the database, at the first or the last statement of a request."""
    request = _request(app, scope)
    await _send(request, send, failed(request, error))


def _request(app: Litestar, scope: Scope) -> Request:
    scope["litestar_app"] = app
    return Request(scope)


async def _send(request: Request, send: Send, response: Response) -> None:
    await deliver(send, *await answer(response.to_asgi_response(None, request), request.scope, nothing))


async def nothing() -> ReceiveMessage:
    return HTTPDisconnectEvent(type="http.disconnect")
