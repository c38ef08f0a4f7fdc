"""A vote that was sent in time counts, however long others keep it waiting; and nothing of a sealed one can be seen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from drafts.ballots.actions import cast as cast_vote
from drafts.ballots.actions import close, close_due
from drafts.ballots.tables import Cast
from drafts.ballots.values import Choice
from forum import clock
from forum.database import atomic
from forum.errors import Unlawful
from tests.drafts.ballot_setting import CLOSE, HEADS, Time, opened


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


@pytest.fixture
def served(monkeypatch) -> None:
    """As in a server process: acts wait for each other."""
    monkeypatch.setattr(clock, "_doubt", clock.PATIENCE)


@asynccontextmanager
async def a_slow_act() -> AsyncIterator[None]:
    """Somebody else's, in a task of its own: whoever is started inside this block has to wait for it."""
    begun, over = asyncio.Event(), asyncio.Event()

    async def act() -> None:
        async with atomic():
            begun.set()
            await over.wait()

    running = asyncio.create_task(act())
    await begun.wait()
    yield
    over.set()
    await running


async def test_a_vote_in_time_counts_although_others_kept_it_waiting_over_the_close(cast, time, served, site, database):
    ballot = await opened(cast)
    voter, late = await site.signed_in(cast.people["norland"]), await site.signed_in(cast.people["cobalt"])
    await voter.open(f"/ballots/{ballot}")
    await late.open(f"/ballots/{ballot}")
    time.now = CLOSE - timedelta(seconds=4)
    async with a_slow_act():
        sent = asyncio.create_task(voter.send("/casts", position="yes"))
        await asyncio.sleep(0.2)
        time.now = CLOSE + timedelta(seconds=2)
        after = asyncio.create_task(late.send("/casts", position="yes"))
        await asyncio.sleep(0.2)
    assert (await sent).status == 200
    refused = await after
    assert refused.status == 422 and "was not counted" in refused.words
    assert await close_due(database) == 0  # another process may still be at a vote that arrived in time
    with pytest.raises(Unlawful):
        await close(ballot)
    time.now = CLOSE + clock.PATIENCE
    assert await close_due(database) == 1
    assert await Cast.count() == 1 and (await Cast.select(Cast.cast_at).first())["cast_at"] < CLOSE


async def test_what_has_waited_too_long_is_not_done_and_kept(cast, time, served, site):
    ballot = await opened(cast)
    voter = await site.signed_in(cast.people["norland"])
    await voter.open(f"/ballots/{ballot}")
    time.now = CLOSE - timedelta(seconds=1)
    async with a_slow_act():
        sent = asyncio.create_task(voter.send("/casts", position="no", reason="The costs are not known."))
        await asyncio.sleep(0.2)
        time.now += clock.PATIENCE + timedelta(seconds=1)
    answer = await sent
    assert answer.status == 503 and "The costs are not known." in answer.words and not await Cast.exists()


async def test_sealed_votes_are_of_one_length(cast, time):
    ballot = await opened(cast)
    choices = [Choice("yes"), Choice("abstain"), Choice("no", "x"), Choice("no", "🏥" * 4000), Choice("recuse")]
    for head, choice in zip(HEADS, choices, strict=False):
        await cast_vote(await cast.who(head), ballot, choice)
    rows = await Cast.select(Cast.sealed, Cast.position, Cast.reason)
    assert len(rows) >= 4 and len({len(row["sealed"]) for row in rows}) == 1
    assert {(row["position"], row["reason"]) for row in rows} == {("", "")}
