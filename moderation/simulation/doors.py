"""Attacks at the door: a form that freezes everybody, an act that makes others late, a channel that is flooded."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from drafts.ballots.tables import Ballot, Cast, RollEntry
from forum import clock
from forum.database import atomic, one
from forum.serving.bounds import FORM
from moderation.demonstration.times import at
from moderation.rules.sentences import counted
from moderation.simulation.browser import Browser, Crowd
from moderation.simulation.setting import Outcome, head_of

URLENCODED = {"content-type": "application/x-www-form-urlencoded"}
PATIENCE = 1.0  # seconds for a page, while others attack


async def frozen_door(crowd: Crowd, scale: int = 20) -> Outcome:
    """Somebody without an account sends forms of 12 MB, one after the other."""
    attacker, reader, body = crowd.reader(), crowd.reader(), b"a=&" * 4_000_000
    statuses: list[int] = []

    async def attack() -> None:
        for _ in range(scale):
            answer = await attacker.client.post("/theme", content=body, headers=URLENCODED)
            statuses.append(answer.status_code)

    attacking = asyncio.create_task(attack())
    slowest, pages = 0.0, 0
    while not attacking.done() or not pages:
        begun = time.monotonic()
        page = await reader.open("/about")
        slowest, pages = max(slowest, time.monotonic() - begun), pages + (page.status == 200)
        await asyncio.sleep(0)
    await attacking
    refused = statuses.count(413)
    says = (
        f"{refused} of {scale} were refused before a byte was parsed (the most is {FORM // 1024} kB); meanwhile "
        f"{counted(pages, 'page')} could be read, the slowest in {slowest:.2f} s."
    )
    return Outcome(
        attack=f"{scale} forms of 12 MB without an account",
        cost=f"{scale} requests",
        naive="Each is parsed where everybody waits: all pages stand still for seconds, again and again.",
        comity=says,
        held=refused == scale and slowest < PATIENCE,
    )


async def late_vote(crowd: Crowd) -> Outcome:
    """Somebody's slow act lasts over the close of a ballot, so that the last vote comes too late."""
    ballot = await one(
        Ballot.select(Ballot.id, Ballot.closes_at)
        .where(Ballot.closed_at.is_null(), Ballot.counting == "", Ballot.closes_early.eq(False))
        .order_by(Ballot.id)
        .first()
    )
    person = await _undecided(ballot["id"])
    with at(ballot["closes_at"] - timedelta(minutes=1)):
        voter = await crowd.person(person)
        await voter.send("/theme", theme="")  # it has the token of its session from here
    before = await Cast.count().where(Cast.ballot == ballot["id"])
    async with _slow_act() as end:
        with at(ballot["closes_at"] - timedelta(seconds=3)):
            vote = asyncio.create_task(voter.send(f"/ballots/{ballot['id']}/casts", position="yes", reason=""))
            await asyncio.sleep(0.3)
        with at(ballot["closes_at"] + timedelta(seconds=2)):
            end.set()
            status = await vote
    cast = await Cast.count().where(Cast.ballot == ballot["id"]) - before
    says = (
        f"The vote arrived 3 seconds before the close, waited until 2 seconds after it, and "
        f"{'counts' if cast else 'was refused'}: time is taken at the door, and the close waits for all that "
        f"arrived before it ({clock.PATIENCE.seconds} seconds)."
    )
    return Outcome(
        attack="A slow act lasts over the close of a ballot",
        cost="one slow form at the right second",
        naive="The vote is late, and does not count.",
        comity=says,
        held=status == 303 and cast == 1,
    )


async def _undecided(ballot: int) -> int:
    """The head of an organisation on the roll that has not voted."""
    voted = Cast.select(Cast.organisation).where(Cast.ballot == ballot)
    rows = await RollEntry.select(RollEntry.slug).where(
        RollEntry.ballot == ballot, RollEntry.organisation.not_in(voted)
    )
    return await head_of(rows[0]["slug"])


@asynccontextmanager
async def _slow_act() -> AsyncIterator[asyncio.Event]:
    """Somebody else's, which lasts until the event is set; everybody's acts wait for it."""
    begun, over = asyncio.Event(), asyncio.Event()

    async def act() -> None:
        async with atomic():
            begun.set()
            await over.wait()

    running = asyncio.create_task(act())
    await begun.wait()
    try:
        yield over
    finally:
        over.set()
        await running


async def flooded_channel(crowd: Crowd, scale: int = 60) -> Outcome:
    """Somebody without an account fills the confidential channel, so that nobody else is heard there."""
    attacker, other = crowd.reader(), crowd.reader()
    sent = [await _report(attacker, f"Nothing of weight, number {n}.") for n in range(scale)]
    code = next(code for taken, code in sent if taken)
    token = await _token(attacker)
    added = 0
    for n in range(scale):
        answer = await attacker.client.post(
            "/confidential/words", data={"_csrf": token, "code": code, "body": f"More, number {n}."}
        )
        added += f"More, number {n}." in answer.text and answer.status_code == 200
    heard, _ = await _report(other, "A moderator of Industry decided about a comment of its own employer.")
    says = (
        f"{added} of {scale} additions to one report were taken until its panel answers; the next reporter "
        f"{'was heard' if heard else 'was NOT heard'}."
    )
    return Outcome(
        attack=f"{scale} reports in confidence and {scale} additions to one",
        cost=f"{2 * scale} forms without an account",
        naive="The channel is full for everybody, or the record grows without end.",
        comity=says,
        held=heard and added <= 10,
    )


async def _token(browser: Browser) -> str:
    page = await browser.open("/confidential")
    return str(page.tree.xpath("//form[@action='/confidential/reports']//input[@name='_csrf']/@value")[0])


async def _report(browser: Browser, body: str) -> tuple[bool, str]:
    """Whether it was taken, and its code."""
    page = await browser.open("/confidential")
    form = page.tree.xpath("//form[@action='/confidential/reports']")[0]
    fields = {str(name): str(value) for name, value in form.form_values()}
    answer = await browser.client.post("/confidential/reports", data={**fields, "about": "industry", "body": body})
    return answer.status_code == 200, fields["code"]
