"""The demonstration as a visitor finds it, and how its people sign in."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, expect

from forum.settings import Settings
from tests.server import Server

NORM = "/instruments/code-of-conduct"


def served(folder) -> Server:
    """Loaded by `comity demo`, running. Stop it."""
    server = Server(Settings(data=str(folder)))
    loaded = server.comity("demo")
    assert loaded.returncode == 0, loaded.stderr
    return server.start()


@asynccontextmanager
async def visit(browser: Browser, server: Server, person: str = "", **options) -> AsyncIterator[Page]:
    """A page on which this person has signed in by its button. What the page logs as an error fails the test."""
    said: list[str] = []
    context = await browser.new_context(base_url=server.origin, **options)
    page = await context.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "console",
        lambda message: (
            said.append(message.text)
            if message.type == "error" and not re.search("422|404|403", message.text)
            else None
        ),
    )
    if person:
        await page.goto("/sessions/new")
        await page.get_by_role("button", name=re.compile(f"Sign in as {person}")).click()
        await expect(page.locator("details.person")).to_contain_text(person)
    yield page
    await context.close()
    assert said == []


async def clause(page: Page, citation: str) -> str:
    """The path of the clause that the norm's newest edition cites so."""
    await page.goto(NORM)
    return (
        await page.get_by_role("link", name=re.compile(f"^{re.escape(citation)}(,|$)")).first.get_attribute("href")
    ).split("#")[0]
