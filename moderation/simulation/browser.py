"""Attackers and everybody else at their browsers: they sign in, open pages, and send the forms that stand there, over
HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from lxml import html

from forum.database import atomic
from forum.people.sessions import open_session
from forum.web.visit import SESSION_COOKIE

ORIGIN = "https://forum.test"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it came."""

    status: int
    text: str

    @property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.text)

    @property
    def words(self) -> str:
        return " ".join(self.tree.text_content().split())

    def comments(self) -> list[html.HtmlElement]:
        """Top-level comments of a thread, in the order of the page."""
        return self.tree.xpath(
            "//section[contains(@class,'section')]/ol[@class='thread']/li | //main/ol[@class='thread']/li"
            " | //ol[@class='thread'][not(ancestor::ol)]/li"
        )


class Browser:
    """The browser of one person, or of a reader without an account."""

    def __init__(self, app: Any, token: str = "") -> None:
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=ORIGIN, timeout=120)
        if token:
            self.client.cookies.set(SESSION_COOKIE, token, domain="forum.test")
        self.csrf = ""

    async def open(self, path: str) -> Seen:
        answer = await self.client.get(path, follow_redirects=True)
        return Seen(answer.status_code, answer.text)

    async def send(self, path: str, **fields: str) -> int:
        """Sends a form, and answers the status: 303 for an act that was done."""
        if not self.csrf:
            self.csrf = (await self.open("/sessions")).tree.xpath("//input[@name='_csrf']/@value")[0]
        return (await self.client.post(path, data={"_csrf": self.csrf, **fields})).status_code


@dataclass(slots=True)
class Crowd:
    """Opens browsers on one forum and closes them all."""

    app: Any
    browsers: list[Browser]

    def reader(self) -> Browser:
        self.browsers.append(Browser(self.app))
        return self.browsers[-1]

    async def person(self, participant: int) -> Browser:
        """A browser in which somebody is signed in, speaking by the first mandate if there is one."""
        async with atomic():
            token = await open_session(participant, "Simulated browser")
        self.browsers.append(Browser(self.app, token))
        return self.browsers[-1]

    async def people(self, participants: Sequence[int]) -> list[Browser]:
        return [await self.person(each) for each in participants]


@asynccontextmanager
async def crowd(app: Any) -> AsyncIterator[Crowd]:
    """A crowd on a forum that runs meanwhile, its own clock included."""
    to_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    from_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    running = asyncio.create_task(
        app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, to_app.get, from_app.put)
    )
    await to_app.put({"type": "lifespan.startup"})
    await from_app.get()
    opened = Crowd(app, [])
    try:
        yield opened
    finally:
        for each in opened.browsers:
            await each.client.aclose()
        await to_app.put({"type": "lifespan.shutdown"})
        await from_app.get()
        await running
