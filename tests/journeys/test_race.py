"""Votes that race the close: what is stored is what is tallied, and every client was told the truth."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from random import Random

import pytest

from drafts.ballots import queries
from drafts.ballots.actions import cast as cast_vote
from drafts.ballots.actions import close_due
from drafts.ballots.records.checks import first_fault
from drafts.ballots.tables import Cast as Row
from drafts.ballots.values import Choice
from forum import clock
from forum.database import atomic
from forum.errors import Unlawful
from forum.organisations.tables import Accreditation, Organisation
from forum.people.queries import identity_of
from forum.people.tables import Mandate, Participant
from forum.record.actions import append
from forum.rules.permission import Identity
from tests.cast import ENTERED, GROUPS, Cast
from tests.drafts.ballot_setting import CLOSE, START, Time, opened, text_with

ROUNDS = {12: 8, 30: 4, 50: 3}  # by how many vote at once
POSITIONS = ("yes", "abstain", "recuse")


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


async def crowd(cast: Cast, number: int) -> dict[str, Identity]:
    """Heads of so many further organisations, by slug."""
    found = {}
    async with atomic():
        rows = []
        for n in range(number):
            slug, group = f"member-{n}", cast.groups[GROUPS[n % 3][0]]
            organisation = Organisation(slug=slug, name=f"Member {n}", group=group, entered_at=ENTERED)
            await organisation.save()
            accreditation = Accreditation(organisation=organisation.id, accredited_at=ENTERED)
            person = Participant(ref=f"member{n:03}", name=f"Head {n}", email=f"{slug}@forum.test", joined_at=ENTERED)
            await accreditation.save()
            await person.save()
            mandate = Mandate(participant=person.id, organisation=organisation.id, kind="head", since=ENTERED)
            await mandate.save()
            rows += [organisation, accreditation, mandate]
            found[slug] = person.id
        await append("organisation.entered", "/organisations", "Members entered.", *rows)
    return {slug: await identity_of(person) for slug, person in found.items()}


@pytest.mark.parametrize("number", ROUNDS)
async def test_every_vote_is_counted_or_refused(cast, time, database, number):
    members, random = await crowd(cast, number), Random(number)
    amendments = await text_with(cast, *(f"Text {n}." for n in range(ROUNDS[number])), clauses=ROUNDS[number])
    for turn, amendment in enumerate(amendments):
        time.now = START + turn * timedelta(days=30)
        clock.source = lambda: time.now
        closes_at = CLOSE + turn * timedelta(days=30)
        ballot = await opened(cast, amendment=amendment, closes_at=closes_at)
        await _race(ballot, members, closes_at, random, database)
    assert await first_fault() == ""


async def _race(ballot: int, members: dict[str, Identity], closes_at, random: Random, settings) -> None:
    """The clock passes the closing time after some acts have looked at it; two processes' worth of ticks close."""
    in_time = iter([closes_at - timedelta(milliseconds=1)] * random.randrange(len(members)))
    clock.source = lambda: next(in_time, closes_at)
    chosen = {slug: random.choice(POSITIONS) for slug in members}
    acts = [cast_vote(who, ballot, Choice(chosen[slug])) for slug, who in members.items()]
    acts[len(acts) // 3 : len(acts) // 3] = [close_due(settings)]
    acts.append(close_due(settings))
    answers = await asyncio.gather(*acts, return_exceptions=True)
    await close_due(settings)
    told = dict(zip(members, [each for each in answers if not isinstance(each, int)], strict=True))
    assert all(isinstance(each, Unlawful) or each.position == chosen[slug] for slug, each in told.items())
    record = json.loads(await queries.record(ballot))
    counted = {each["organisation"]: each["position"] for each in record["casts"]}
    assert counted == {slug: chosen[slug] for slug, each in told.items() if not isinstance(each, Unlawful)}
    assert await Row.count().where(Row.ballot == ballot) == len(counted)
    assert sum(each for each in answers if isinstance(each, int)) <= 1
