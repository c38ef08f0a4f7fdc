"""The same story with either database under two server processes: what one knows is known to the other."""

from __future__ import annotations

import asyncio
import re

import pytest

from forum.settings import Settings
from tests.cast import Cast
from tests.journeys.test_story import LATER, Story, tell
from tests.server import Server
from tests.visitor import Site, ToServer

pytestmark = pytest.mark.xdist_group("servers")


@pytest.fixture
def server(settings: Settings):
    running = Server(settings, workers=2)
    yield running
    running.stop()


async def test_the_story(cast: Cast, database: Settings, server: Server, monkeypatch):
    server.start()
    site = Site(ToServer(server.port))

    async def close(ballot: str) -> None:
        """The servers do it by themselves, once their clocks are there."""
        server.ahead.write_text(str(int(LATER.total_seconds())))
        async with asyncio.timeout(60):
            while (await site.visitor().open(f"{ballot}.json")).status != 200:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.2)

    try:
        await tell(Story(cast, site), monkeypatch, close)
    finally:
        await site.close()
    assert server.comity("verify").returncode == 0


async def test_the_demonstration_on_both_processes_at_once(settings: Settings, server: Server):
    loaded = server.comity("demo")
    assert loaded.returncode == 0, loaded.stderr
    again = server.comity("demo")
    assert again.returncode == 2 and "not empty" in again.stderr
    server.start()
    site = Site(ToServer(server.port))
    try:
        visitor = site.visitor()
        await visitor.open("/sessions/new")
        target, values = visitor.filled("/sessions/demonstration")
        button = next(
            visitor.form("/sessions/demonstration").iter("button")
        )  # the first person: Norvale's head of delegation
        answer = await visitor.post(
            target, {**values, **({button.get("name"): button.get("value")} if button.get("name") else {})}
        )
        assert answer.status == 200 and await visitor.open("/work")
        await visitor.open("/ballots/10")
        await visitor.send("/casts", position="no", reason="A reason of its own.")
        receipts = await asyncio.gather(*(site.visitor().open("/ballots/10") for _ in range(12)))
        assert len({re.search(r"(\d+) of 48", each.words).group(1) for each in receipts}) == 1
        assert not any("A reason of its own." in each.text for each in receipts)
        mine = await asyncio.gather(*(visitor.client.get("/ballots/10") for _ in range(12)))
        assert all("A reason of its own." in each.text for each in mine)
    finally:
        await site.close()
    assert server.comity("verify").returncode == 0
