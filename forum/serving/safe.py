"""GET and HEAD: one consistent view of the database for the whole page, conditional answers, and the cache of public
pages."""

from __future__ import annotations

from typing import Literal
from urllib.parse import unquote_plus

from litestar import Litestar
from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send

from forum.database import reading
from forum.record.queries import head
from forum.serving.cache import Kept, Key, PageCache
from forum.serving.routing import Routes
from forum.serving.sessions import who_is_there
from forum.web.visit import header, visit_of

STREAMED = ("/static/", "/health")
START: Literal["http.response.start"] = "http.response.start"


class Pages:
    """Wraps the app for safe methods."""

    def __init__(self, app: Litestar) -> None:
        self.app, self.routes, self.cache = app, Routes(app), PageCache()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith(STREAMED):
            return await self.app(scope, receive, send)
        visit = visit_of(scope)
        async with reading():
            await who_is_there(visit)
            visit.head = await head()
            if visit.identity:
                return await self._private(scope, receive, send)
            return await self._public(scope, receive, send, visit.head.size if visit.head else 0)

    async def _private(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, body = await answer(self.app, scope, receive)
        if not any(name == b"cache-control" for name, _ in start["headers"]):
            start["headers"] = [*start["headers"], (b"cache-control", b"private, no-cache"), (b"vary", b"Cookie")]
        await deliver(send, start, body)

    async def _public(self, scope: Scope, receive: Receive, send: Send, head: int) -> None:
        visit = visit_of(scope)
        scope["query_string"] = only(scope["query_string"], self.routes.query_names(scope["path"]))
        key = Key(scope["path"], scope["query_string"], visit.theme, bool(header(scope, b"hx-request")))
        page = self.cache.get(key, head)
        if page is None:
            start, body = await answer(self.app, scope, receive)
            names = {name for name, _ in start["headers"]}
            if start["status"] != 200 or visit.set_cookies or b"cache-control" in names:
                return await deliver(send, start, body)
            page = Kept([*start["headers"]], body)
            self.cache.put(key, head, page)
        return await self._send(scope, send, page)

    async def _send(self, scope: Scope, send: Send, page: Kept) -> None:
        common = [
            (b"etag", page.etag.encode()),
            (b"cache-control", b"public, no-cache"),
            (b"vary", b"Cookie, HX-Request, Accept-Encoding"),
        ]
        if page.etag in [tag.strip() for tag in header(scope, b"if-none-match").split(",")]:
            return await deliver(send, HTTPResponseStartEvent(type=START, status=304, headers=common), b"")
        packed = "br" in header(scope, b"accept-encoding") and len(page.body) > 1400
        body = page.compressed() if packed else page.body
        kept = [(name, value) for name, value in page.headers if name != b"content-length"]
        encoding = [(b"content-encoding", b"br")] if packed else []
        headers = [*kept, *common, *encoding, (b"content-length", str(len(body)).encode())]
        return await deliver(send, HTTPResponseStartEvent(type=START, status=200, headers=headers), body)


def only(query: bytes, names: frozenset[str]) -> bytes:
    """The query without what the page does not read, so that nobody makes many pages of one."""
    if not query:
        return query
    parts = query.split(b"&")
    return b"&".join(part for part in parts if unquote_plus(part.partition(b"=")[0].decode("latin-1")) in names)


async def answer(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[HTTPResponseStartEvent, bytes]:
    """The whole response, held back."""
    start: list[HTTPResponseStartEvent] = []
    body = bytearray()

    async def hold(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.append(message)
        elif message["type"] == "http.response.body":
            body.extend(message.get("body", b""))

    await app(scope, receive, hold)
    start[0]["headers"] = [
        *start[0].get("headers", []),
        *((b"set-cookie", line.encode()) for line in visit_of(scope).set_cookies),
    ]
    return start[0], bytes(body)


async def deliver(send: Send, start: HTTPResponseStartEvent, body: bytes) -> None:
    await send(start)
    await send({"type": "http.response.body", "body": body, "more_body": False})
