"""Every route names its guard: `public` says in so many words that anybody may. A route without one is refused at
start-up. They are coroutines only because Litestar sends plain functions to a thread, for each request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.handlers import BaseRouteHandler

from forum.errors import NotAllowed, NotSignedIn, demand
from forum.rules import permission
from forum.rules.permission import Identity
from forum.web.visit import visit_of

SignedIn = NamedDependency[Identity]
"""The `identity` that a handler takes behind a guard which lets only people pass who are signed in."""
Anybody = NamedDependency[Identity | None]
"""The `identity` of a handler that the public may call, too."""


async def public(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    """Anybody may read this."""


async def own_form(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    """Anybody may send this, from a form of ours."""
    if not visit_of(connection.scope).form_is_ours:
        raise NotAllowed("This form is out of date. Go back, reload the page and send it again.")


async def signed_in(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
    visit = visit_of(connection.scope)
    if visit.identity is None:
        raise NotSignedIn
    acts = connection.scope["type"] == ScopeType.HTTP and connection.scope["method"] == "POST"
    if acts and not visit.form_is_ours:
        raise NotSignedIn  # the page shows what was typed and asks to send it again


def office(name: str) -> Callable[[ASGIConnection, BaseRouteHandler], Awaitable[None]]:
    """Only holders of this office: secretariat, moderator, rapporteur or registrar."""

    async def guard(connection: ASGIConnection, handler: BaseRouteHandler) -> None:
        await signed_in(connection, handler)
        demand(permission.holds(visit_of(connection.scope).identity, name))

    guard.__name__ = f"office_{name}"
    return guard


secretariat = office(permission.SECRETARIAT)
moderator = office(permission.MODERATOR)
rapporteur = office(permission.RAPPORTEUR)
registrar = office(permission.REGISTRAR)
