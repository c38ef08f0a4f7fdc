"""Builds the web application from the parts that the roof hands over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request
from litestar.di import Provide
from litestar.enums import ScopeType
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import Message, Receive, Scope, Send

from forum.handed import Parts
from forum.opening import opened
from forum.people.queries import is_demonstration
from forum.record.actions import sign_off
from forum.rules.permission import Identity
from forum.serving.bodies import PostedRequest
from forum.serving.bounds import FILE, excess
from forum.serving.headers import with_security_headers
from forum.serving.once import OwnForms
from forum.serving.refusals import failure, refusal
from forum.serving.safe import Pages
from forum.serving.ticking import Ticking
from forum.serving.unsafe import Acts
from forum.settings import Settings
from forum.web import errors
from forum.web.assets import Assets, folder
from forum.web.pages import environment
from forum.web.visit import visit_of

log = logging.getLogger("comity")


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
        request_class=PostedRequest,
        request_max_body_size=FILE,
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
async def running(app: Litestar, settings: Settings, parts: Parts) -> AsyncIterator[None]:
    async with opened(settings, serving=True):
        app.state.demonstration = await is_demonstration()
        app.state.ticking = Ticking(settings, parts.ticks)
        ticking = asyncio.create_task(app.state.ticking.run())
        try:
            yield
        finally:
            ticking.cancel()
            await asyncio.gather(ticking, return_exceptions=True)
            await signed_off()


async def signed_off() -> None:
    """The last entries are signed before nobody is there to do it."""
    try:
        await sign_off()
    except Exception as error:  # noqa: BLE001 - whatever it is, the next start signs them, and this one must end
        log.warning("the last entries are not signed yet: %r", error)


class Doors:
    """The whole application as ASGI. Bounds first; then safe methods by one way, unsafe by another, no route takes
    anything else; whatever goes wrong is a page; security headers on all."""

    def __init__(self, app: Litestar) -> None:
        self.app, self.pages, self.acts = app, Pages(app), Acts(app)
        self.enter = with_security_headers(self._enter)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            return await self.app(scope, receive, send)
        return await self.enter(scope, receive, send)

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})
        if found := excess(scope):
            return await refusal(self.app, scope, send, *found)
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            return await refusal(self.app, scope, send, 404, "No address here holds a NUL character.")
        answering = Answering(send)
        try:
            return await self._by_method(scope, receive, answering)
        except Exception as error:
            if answering.begun:
                raise
            return await failure(self.app, scope, send, error)

    async def _by_method(self, scope: Scope, receive: Receive, send: Send) -> None:
        match method_of(scope):
            case "GET":
                await self.pages(scope, receive, send)
            case "HEAD":
                await self.pages(as_get(scope), receive, without_body(send))
            case "POST":
                await self.acts(scope, receive, send)
            case _:  # no route takes it: the answer says what the address does take
                await self.app(scope, receive, send)


def method_of(scope: Scope) -> str:
    return scope["method"] if scope["type"] == ScopeType.HTTP else ""


def as_get(scope: Scope) -> Scope:
    return {**scope, "method": "GET"}  # type: ignore[return-value]  # asked by HEAD, so it is a request over HTTP


class Answering:
    """Sends, and knows whether an answer has begun: then it is too late for another."""

    def __init__(self, send: Send) -> None:
        self.send, self.begun = send, False

    async def __call__(self, message: Message) -> None:
        self.begun = True
        await self.send(message)


def without_body(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return wrapped
