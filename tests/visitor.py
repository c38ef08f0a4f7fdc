"""Somebody at a browser without JavaScript: opens pages, fills in their forms, follows where they lead."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import html

from forum.clock import now
from forum.database import atomic
from forum.people.queries import fingerprint
from forum.people.tables import LoginSession, Mandate
from forum.serving.routing import ACTS_FOR, LOOKS, Routes
from forum.settings import Settings

ORIGIN = "https://forum.test"


BLOCKS = frozenset(
    "p div li dt dd th td tr h1 h2 h3 h4 section figure blockquote caption legend summary option label".split()
)


def _texts(element: html.HtmlElement) -> Iterator[str]:
    apart = " " if element.tag in BLOCKS else ""
    yield apart + (element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""
    yield apart


@dataclass(slots=True)
class Answer:
    status: int
    path: str
    text: str
    headers: httpx.Headers

    @property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.text)

    @property
    def words(self) -> str:
        """The text of <main>, spaces folded, blocks apart: what a reader sees."""
        main = self.tree.find(".//main")
        return " ".join("".join(_texts(main if main is not None else self.tree)).split())

    def links(self) -> set[str]:
        return {link.get("href") for link in self.tree.iter("a") if link.get("href")}


class Visitor:
    """Keeps cookies and the page it is on."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.at: Answer | None = None

    async def open(self, path: str, **headers: str) -> Answer:
        return self.arrived(
            await self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        )

    async def follow(self, words: str) -> Answer:
        """The link on this page whose text holds `words`."""
        links = [link for link in self.at.tree.iter("a") if words in " ".join(link.text_content().split())]
        assert links, f"{self.at.path} has no link {words!r}"
        return await self.open(urljoin(str(self.client.base_url) + self.at.path, links[0].get("href")))

    def form(self, action: str) -> html.FormElement:
        """The form on this page whose action ends with `action`."""
        forms = [
            form for form in self.at.tree.forms if urlsplit(form.get("action") or self.at.path).path.endswith(action)
        ]
        there = [form.get("action") for form in self.at.tree.forms]
        assert forms, f"{self.at.path} ({self.at.status}) has no form to …{action}: {there}"
        return forms[0]

    def filled(self, action: str, **typed: str) -> tuple[str, dict[str, str]]:
        form = self.form(action)
        values = dict(form.form_values())
        unknown = set(typed) - set(form.fields.keys())
        assert not unknown, f"the form to …{action} has no field {unknown}, but {sorted(form.fields.keys())}"
        return form.get("action") or self.at.path, {**values, **typed}

    async def send(self, action: str, **typed: str) -> Answer:
        """Fills in the form to `action` and sends it; answers the page it leads to (or the page with errors)."""
        target, values = self.filled(action, **typed)
        return await self.post(target, values)

    async def post(self, path: str, values: dict[str, str]) -> Answer:
        """Sends these fields and no other, as a forger or a double click would."""
        response = await self.client.post(path, data=values, follow_redirects=True)
        return self.arrived(response)

    def arrived(self, response: httpx.Response) -> Answer:
        self.at = Answer(response.status_code, response.url.raw_path.decode(), response.text, response.headers)
        if "/sessions/end" in response.text and response.headers["content-type"].startswith("text/html"):
            every_form_says_for_whom(self.at)
        return self.at


def every_form_says_for_whom(page: Answer) -> None:
    """Whatever page a test comes across: forms to routes that act for an organisation, and no others, carry the mandate
    that spoke, and their buttons name its organisation."""
    for form in page.tree.forms:
        path = urlsplit(form.get("action") or page.path).path
        if form.method != "POST" or not (handler := _routes().handler(path, "POST")):
            continue
        if handler.opt.get(LOOKS) is True:
            continue  # it only shows
        if not (buttons := [button.text_content() for button in form.iter("button")]):
            continue  # it only shows
        acts = bool(handler.opt.get(ACTS_FOR))
        says = [each.get("value") for each in form.xpath(".//*[@name='_for']")]
        assert bool(says) == acts, f"{page.path}: the form to {path} {'says not' if acts else 'says'} for whom it acts"
        name = says[0].partition(" ")[2] if says else ""
        assert not name or any(f"for {name}" in button for button in buttons), (
            f"{page.path}: {buttons} do not name {name}"
        )


async def session_of(participant: int) -> str:
    """The token of an open session of this participant, speaking by the first mandate."""
    token, moment = secrets.token_urlsafe(32), now()
    mandate = await Mandate.select(Mandate.id).where(Mandate.participant == participant).order_by(Mandate.id).first()
    async with atomic():
        await LoginSession(
            token_hash=fingerprint(token),
            participant=participant,
            mandate=mandate and mandate["id"],
            csrf=secrets.token_urlsafe(24),
            opened_at=moment,
            seen_at=moment,
            expires_at=moment + timedelta(days=30),
        ).save()
    return token


class ToServer(httpx.AsyncHTTPTransport):
    """To a server process on this machine, as its reverse proxy would: visitors see https, so that cookies are sent."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port = port

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        there = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        return await super().handle_async_request(
            httpx.Request(
                request.method, there, headers=request.headers, stream=request.stream, extensions=request.extensions
            )
        )


class Site:
    """The whole app over HTTP, in this process or in others."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self.transport = transport
        self._clients: list[httpx.AsyncClient] = []

    def visitor(self, cookies: dict[str, str] | None = None) -> Visitor:
        client = httpx.AsyncClient(transport=self.transport, base_url=ORIGIN, timeout=60)
        for name, value in (cookies or {}).items():
            client.cookies.set(name, value, domain=urlsplit(ORIGIN).hostname)
        self._clients.append(client)
        return Visitor(client)

    async def signed_in(self, participant: int) -> Visitor:
        """A visitor with an open session of this participant, speaking by the first mandate."""
        return self.visitor({"__Host-comity": await session_of(participant)})

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()


@asynccontextmanager
async def open_site(settings: Settings) -> AsyncIterator[Site]:
    """Runs the app's start and stop around the block."""
    app = _app(settings)
    async with lifespan(app):
        opened = Site(httpx.ASGITransport(app=app))
        try:
            yield opened
        finally:
            await opened.close()


def _app(settings: Settings):
    """Routes are registered once a process, for speed; what an app keeps of pages and settings is new each time."""
    from forum.serving.app import Doors

    registered = _registered()
    registered.state.settings = settings
    return Doors(registered)


@cache
def _routes() -> Routes:
    return Routes(_registered())


@cache
def _registered() -> Any:
    import comity  # not above: tests of rules need no web
    from forum.serving.app import litestar_app

    return litestar_app(Settings(), comity.PARTS)


@asynccontextmanager
async def lifespan(app) -> AsyncIterator[None]:
    """ASGI's lifespan protocol, which httpx leaves out."""
    to_app: asyncio.Queue = asyncio.Queue()
    from_app: asyncio.Queue = asyncio.Queue()
    running = asyncio.create_task(
        app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, to_app.get, from_app.put)
    )
    await to_app.put({"type": "lifespan.startup"})
    started = await from_app.get()
    assert started["type"] == "lifespan.startup.complete", started.get("message")
    try:
        yield
    finally:
        await to_app.put({"type": "lifespan.shutdown"})
        await from_app.get()
        await running
