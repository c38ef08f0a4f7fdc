"""What the web tells the acts of signing in about a visitor, and what it gives back: the cookie."""

from __future__ import annotations

from litestar import Request

from forum.web.visit import FORM_COOKIE, SESSION_COOKIE, header, visit_of


def network(request: Request) -> str:
    return request.client.host if request.client else ""


def described(request: Request) -> dict[str, str]:
    """The browser's own description, and the session that the new one takes the place of."""
    return {"agent": header(request.scope, b"user-agent"), "instead_of": visit_of(request.scope).session_token}


def let_in(request: Request, token: str) -> None:
    visit = visit_of(request.scope)
    visit.set_cookie(SESSION_COOKIE, token)
    visit.forget_cookie(FORM_COOKIE)
