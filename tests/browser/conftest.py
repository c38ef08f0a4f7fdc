"""Debian's Chromium on the whole forum, served by a process of its own. What a page logs as an error fails the test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from forum.settings import Settings
from tests.cast import Cast
from tests.server import Server
from tests.visitor import session_of

Tab = Callable[..., Awaitable[Page]]


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """Name it after what fills the database."""
    running = Server(settings).start()
    yield running
    running.stop()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield opened
        await opened.close()


@pytest.fixture
async def tab(browser: Browser, cast: Cast, server: Server) -> AsyncIterator[Tab]:
    """`await tab("norland")` is a page on which this person of the cast is signed in; options go to its context."""
    said: list[str] = []

    async def opened(person: str = "", **options) -> Page:
        context: BrowserContext = await browser.new_context(base_url=server.origin, **options)
        if person:
            await context.add_cookies(
                [
                    {
                        "name": "__Host-comity",
                        "value": await session_of(cast.people[person]),
                        "url": server.origin.replace("http:", "https:"),
                        "secure": True,
                        "httpOnly": True,
                        "sameSite": "Lax",
                    }
                ]
            )
        page = await context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "console",
            lambda message: (
                said.append(message.text) if message.type == "error" and "422" not in message.text else None
            ),
        )
        return page

    yield opened
    assert said == []
