"""A server that stops in the middle of an act undoes the act, and does not go down with it."""

from __future__ import annotations

import asyncio

import pytest

from forum.database import atomic, engine
from forum.record.actions import append
from forum.record.tables import RecordEntry, RecordHead


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 5, 8, 13])
async def test_stopping_waits_until_a_cancelled_act_is_undone(database, steps: int) -> None:
    async def act() -> None:
        async with atomic():
            await append("thing.done", "/things/1", "A thing was done.")

    for _ in range(5):
        running = asyncio.create_task(act())
        for _ in range(steps):
            await asyncio.sleep(0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await engine().stop()
        await engine().start()
        head = await RecordHead.select(RecordHead.size).first()
        assert (head["size"] if head else 0) == await RecordEntry.count()


@pytest.mark.parametrize("milliseconds", range(0, 24, 2))
async def test_stopping_at_any_moment_gives_every_connection_back(database, milliseconds: int) -> None:
    async def acts() -> None:
        while True:
            async with atomic():
                await append("thing.done", "/things/1", "A thing was done.")

    running = asyncio.create_task(acts())
    await asyncio.sleep(milliseconds / 1000)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    async with asyncio.timeout(5):
        await engine().stop()
    await engine().start()
    head = await RecordHead.select(RecordHead.size).first()
    assert (head["size"] if head else 0) == await RecordEntry.count()
