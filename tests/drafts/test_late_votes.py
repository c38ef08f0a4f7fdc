"""A vote that was sent in time counts, however long others keep it waiting; and nothing of a sealed one can be seen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from drafts.amendments.tables import Amendment
from drafts.ballots.actions import cast as cast_vote
from drafts.ballots.actions import close, close_due
from drafts.ballots.tables import Cast
from drafts.ballots.values import Choice
from forum import clock
from forum.database import atomic
from forum.errors import Unlawful
from tests.drafts.ballot_setting import CLOSE, HEADS, Time, opened
from tests.drafts.setting import clause


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
    try:
        yield
    finally:
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


async def test_what_only_looks_waits_for_no_act(cast, site):
    at, delegate = await clause(cast), await site.signed_in(cast.people["norland"])
    secretariat = await site.signed_in(cast.people["secretariat"])
    await delegate.open(f"{at.path}/amendments/new")
    await secretariat.open("/instruments/new")
    async with a_slow_act():
        async with asyncio.timeout(20):
            _, values = delegate.filled("/amendments")
            checked = await delegate.post(f"{at.path}/amendments", {**values, "act": "check", "text": "Other words."})
            assert checked.status == 200 and "Other words." in checked.text
            _, values = delegate.filled("/amendments")
            preview = await delegate.post(f"{at.path}/amendments/preview", {**values, "text": "Other words."})
            assert preview.status == 200 and "<ins" in preview.text
            target, values = secretariat.filled("/instruments/new", source="# A norm\n\n1. One clause.\n")
            outline = await secretariat.post(target, {**values, "act": "check"})
            assert outline.status == 200
            await delegate.open("/instruments/code/word")
            assert "Choose a Word file" in (await delegate.send("/word")).words
    assert await Amendment.count() == 0


async def test_what_says_that_it_only_looks_cannot_write(cast, site):
    at, delegate = await clause(cast), await site.signed_in(cast.people["norland"])
    await delegate.open(f"{at.path}/amendments/new")
    target, values = delegate.filled("/amendments", text="Other words.", reasons="Because.")
    body = urlencode([*values.items(), ("act", "save"), ("act", "check")])
    answer = await delegate.client.post(
        target, content=body, headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code >= 400 and await Amendment.count() == 0
