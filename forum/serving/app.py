"""Builds the web application from the parts that the roof hands over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp, Receive, Scope, Send

from forum.handed import Parts
from forum.opening import opened
from forum.people.queries import is_demonstration
from forum.rules.permission import Identity
from forum.serving.headers import with_security_headers
from forum.serving.once import OwnForms
from forum.serving.safe import Pages
from forum.serving.unsafe import Acts, plain
from forum.settings import Settings
from forum.web import errors
from forum.web.assets import Assets, folder
from forum.web.pages import environment
from forum.web.visit import visit_of

log = logging.getLogger("comity")
MAX_BODY = 12 * 1024 * 1024


def identity(request: Request) -> Identity | None:
    return visit_of(request.scope).identity


def litestar_app(settings: Settings, parts: Parts) -> Litestar:
    assets = Assets(folder())
    templates = environment(*parts.packages)
    templates.globals.update(parts.template_globals)

    def shared(request: Request) -> dict[str, Any]:
        return {
            "forum_name": request.app.state.settings.name,
            "assets": assets,
            "record_head": visit_of(request.scope).head,
            "demonstration": request.app.state.demonstration,
        }

    app = Litestar(
        route_handlers=[*parts.routes, assets.handler()],
        dependencies={"identity": Provide(identity, sync_to_thread=False)},
        middleware=[OwnForms()],
        exception_handlers=errors.HANDLERS,
        request_max_body_size=MAX_BODY,
        openapi_config=OpenAPIConfig("Comity", "1", path="/schema", render_plugins=[JsonRenderPlugin(path="/")]),
        lifespan=[lambda app: running(app, app.state.settings, parts)],
        debug=False,
    )
    app.state.update({"templates": templates, "shared": shared, "settings": settings, "demonstration": False})
    refuse_unguarded(app)
    return app


def refuse_unguarded(app: Litestar) -> None:
    """Deny by default: a route that names no guard stops the start."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", []):
            made_by_litestar = route.path.startswith("/schema") or handler.http_methods == {"OPTIONS"}
            if not made_by_litestar and not handler.resolve_guards():
                raise RuntimeError(f"{route.path}: {handler} names no guard")


@asynccontextmanager
async def running(app: Litestar, settings: Settings, parts: Parts):
    async with opened(settings):
        app.state.demonstration = await is_demonstration()
        ticking = asyncio.create_task(tick(settings, parts.ticks))
        try:
            yield
        finally:
            ticking.cancel()
            await asyncio.gather(ticking, return_exceptions=True)


async def tick(settings: Settings, ticks: Sequence[Callable[[Settings], Awaitable[object]]]) -> None:
    """Every second: what the rules of procedure do by themselves. One that fails is logged and tried again."""
    while True:
        for each in ticks:
            try:
                await each(settings)
            except Exception:
                log.exception("%s failed", each.__qualname__)
        await asyncio.sleep(1)


def doors(app: ASGIApp) -> ASGIApp:
    """Safe methods by one way, unsafe by another, no route takes anything else; security headers on all."""
    pages, acts = Pages(app), Acts(app)

    async def enter(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await app(scope, receive, send)
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            return await plain(send, 404, "No address here holds a NUL character.")
        if scope["method"] == "GET":
            return await pages(scope, receive, send)
        if scope["method"] == "HEAD":
            return await pages({**scope, "method": "GET"}, receive, without_body(send))
        if scope["method"] == "POST":
            return await acts(scope, receive, send)
        await app(scope, receive, send)  # no route takes it: the answer says what the address does take

    return with_security_headers(enter)


def without_body(send: Send) -> Send:
    async def wrapped(message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return wrapped
