"""A clock that is wrong writes nothing, closes nothing, and is said."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from drafts.ballots.tables import Ballot
from forum import clock
from forum.clock import STEP, Untrusted, Watch
from forum.database import atomic
from forum.errors import Unlawful
from forum.record import key
from forum.record.actions import append, put_right
from forum.record.faults import Fault
from forum.record.tables import RecordEntry
from forum.record.verify import verify
from forum.record.vouched import vouched_tables
from forum.serving.ticking import Ticking
from forum.settings import Settings
from tests.cast import Cast
from tests.drafts.ballot_setting import Time, opened
from tests.tamper import disarm
from tests.visitor import Site


class Clocks:
    """Both clocks, as somebody sets them."""

    def __init__(self) -> None:
        self.wall, self.steady = datetime(2026, 11, 27, 12, tzinfo=UTC), 1000.0
        self.watch = Watch(lambda: self.wall, lambda: self.steady)

    def pass_by(self, seconds: float, *, set_by: timedelta = timedelta()) -> timedelta:
        self.steady += seconds
        self.wall += timedelta(seconds=seconds) + set_by
        return self.watch.off()


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    found = Clocks()
    monkeypatch.setattr(clock, "watch", found.watch)
    return found


def test_a_clock_that_goes_on_is_trusted(clocks: Clocks) -> None:
    assert not any(clocks.pass_by(seconds) for seconds in (0, 1, 3600, 86400 * 40))


def test_small_corrections_add_up_to_no_jump(clocks: Clocks) -> None:
    assert not any(clocks.pass_by(60, set_by=timedelta(minutes=4)) for _ in range(10))
    assert not any(clocks.pass_by(60, set_by=-STEP) for _ in range(10))


@pytest.mark.parametrize("jump", [timedelta(days=20), timedelta(hours=-3), STEP + timedelta(seconds=1)])
def test_a_jump_lasts_until_it_is_taken_back(clocks: Clocks, jump: timedelta) -> None:
    assert clocks.pass_by(1, set_by=jump) == jump
    assert all(clocks.pass_by(3600) == jump for _ in range(30))  # staying there confirms nothing
    assert not clocks.pass_by(1, set_by=-jump) and not clock.jumped()


async def test_an_entry_older_than_the_head_is_refused(cast: Cast, database, monkeypatch, caplog) -> None:
    time = Time(monkeypatch)
    async with atomic():
        await append("thing.done", "/things/1", "A thing was done.")
    time.now -= timedelta(seconds=5)
    async with atomic():
        await append("thing.done", "/things/1", "Within what clocks differ by.")
    time.now -= timedelta(seconds=5, milliseconds=1)
    with pytest.raises(Untrusted, match="is behind the record"):
        async with atomic():
            await append("thing.done", "/things/1", "A thing was done.")
    assert await RecordEntry.count() == 3 and "nothing is written" in caplog.text
    await verify(vouched_tables(), key.signer().key.public_key())


WORDS = "We can live with this, if the second sentence is struck."


async def test_what_was_typed_is_kept_when_the_clock_is_behind(cast: Cast, site: Site, monkeypatch) -> None:
    visitor = await site.signed_in(cast.people["secretariat"])
    form = {"name": "Norvale", "group": "industry", "about": WORDS}
    await visitor.open("/secretariat/organisations")
    real = clock.source
    async with atomic():
        await append("thing.done", "/things/1", "A thing was done.")
    monkeypatch.setattr(clock, "source", lambda: real() - timedelta(minutes=3))
    answer = await visitor.send("/secretariat/organisations", **form)
    assert answer.status == 503, answer.words
    assert "behind the record" in answer.words and "Nothing was saved" in answer.words
    assert WORDS in answer.words and answer.headers["retry-after"]


async def test_no_act_is_taken_after_a_jump(cast: Cast, site: Site, clocks: Clocks) -> None:
    visitor = await site.signed_in(cast.people["secretariat"])
    await visitor.open("/secretariat/organisations")
    before = await RecordEntry.count()
    clocks.pass_by(1, set_by=timedelta(days=20))
    answer = await visitor.send("/secretariat/organisations", name="Norvale", group="industry", about=WORDS)
    assert answer.status == 503 and "jumped ahead by 28800 minutes" in answer.words and WORDS in answer.words
    assert (await site.visitor().open("/record")).status == 200
    with pytest.raises(Untrusted):
        async with atomic():
            await append("thing.done", "/things/1", "A thing was done.")
    assert await RecordEntry.count() == before


async def test_a_jump_closes_no_ballot(cast: Cast, database: Settings, monkeypatch, clocks: Clocks, caplog) -> None:
    from comity import PARTS

    caplog.set_level(logging.ERROR)
    time = Time(monkeypatch)
    ballot = await opened(cast)
    time.now += timedelta(days=20)
    clocks.pass_by(1, set_by=timedelta(days=20))
    await ticked(Ticking(database, PARTS.ticks))
    row = await Ballot.objects().where(Ballot.id == ballot).first()
    assert row.closed_at is None and caplog.text.count("jumped ahead") == 1
    clocks.pass_by(1, set_by=timedelta(days=-20))  # as if it had been so long
    await ticked(Ticking(database, PARTS.ticks))
    row = await Ballot.objects().where(Ballot.id == ballot).first()
    assert row.closed_at


async def ticked(ticking: Ticking) -> None:
    running = asyncio.create_task(ticking.run())
    await asyncio.sleep(0.9)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_the_operator_puts_the_record_right(cast: Cast, database, monkeypatch) -> None:
    with pytest.raises(Unlawful, match="nothing to put right"):
        await put_right()
    time = Time(monkeypatch)
    time.now += timedelta(days=20)
    async with atomic():
        await append("thing.done", "/things/1", "A thing was done, it seems in three weeks.")
    time.now -= timedelta(days=20)
    await put_right()
    async with atomic():
        await append("thing.done", "/things/1", "A thing was done.")
    time.now += timedelta(hours=3)
    async with atomic():
        await append("thing.done", "/things/1", "Another.")
    await verify(vouched_tables(), key.signer().key.public_key())


async def test_verify_compares_neighbours(cast: Cast, database, monkeypatch) -> None:
    """Even if the forum itself wrote it."""
    time = Time(monkeypatch)
    async with atomic():
        await append("thing.done", "/things/1", "A thing was done.")
    time.now -= timedelta(hours=3)
    monkeypatch.setattr("forum.record.actions.BEHIND", timedelta(days=1))
    async with atomic():
        await append("thing.done", "/things/1", "A thing was done.")
    await disarm()
    with pytest.raises(Fault, match="Entry 2 is older than the one before it"):
        await verify(vouched_tables(), key.signer().key.public_key())
