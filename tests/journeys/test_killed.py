"""SIGKILL while votes are being cast: what was acknowledged is there, nothing else is, and the record fits."""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta

import pytest

from drafts.ballots import actions as ballots
from drafts.ballots.casting.choices import votes_in
from drafts.ballots.tables import Ballot
from drafts.sealing.queries import secret
from forum.clock import now
from forum.opening import opened as house_opened
from forum.rules.pace import PACES, VOTES
from forum.settings import Settings
from tests.bench.client import Connection, post
from tests.bench.setting import Voter, voter
from tests.cast import enter
from tests.drafts.setting import tabled
from tests.server import Server

VOTERS = ("norland", "sudria", "cobalt", "lumen", "openrights", "tidewater")
ACKNOWLEDGED = 60
pytestmark = pytest.mark.xdist_group("servers")


@pytest.fixture
async def opened(settings: Settings) -> tuple[Settings, int, dict[str, Voter]]:
    """A forum with an open ballot and six people signed in, left as it is for another process."""
    async with house_opened(settings):
        cast = await enter()
        until = now() + timedelta(days=30)
        ballot = await ballots.open_ballot(await cast.who("secretariat"), await tabled(cast), until)
        people = {slug: await voter(cast, slug) for slug in VOTERS}
    return settings, ballot, people


async def test_every_acknowledged_vote_survives_and_no_other(opened):
    settings, ballot, people = opened
    server = Server(settings).start()
    answered: dict[str, list[str]] = {slug: [] for slug in VOTERS}
    asked: dict[str, list[str]] = {slug: [] for slug in VOTERS}
    votes = [
        asyncio.create_task(keep_voting(server.port, ballot, people[slug], asked[slug], answered[slug]))
        for slug in VOTERS
    ]
    while sum(map(len, answered.values())) < ACKNOWLEDGED:  # noqa: ASYNC110 — whoever is first, of many tasks
        await asyncio.sleep(0.01)
    server.kill()
    await asyncio.gather(*votes)
    again = Server(settings).start()
    try:
        done = again.comity("verify")
        assert done.returncode == 0, done.stdout + done.stderr
        found = await reasons(settings, ballot)
    finally:
        again.stop()
    for slug in VOTERS:
        last, sent = answered[slug][-1:], asked[slug]
        possible = {
            *last,
            *sent[len(answered[slug]) :],
        }  # the last that was acknowledged, or the one under way when it died
        assert found.get(slug) in possible or (not possible and slug not in found)


async def keep_voting(port: int, ballot: int, voter: Voter, asked: list[str], answered: list[str]) -> None:
    """Until the connection breaks, or for as many votes as one may send in an hour. Each vote has a reason of its own,
    by which it is known again."""
    connection = await Connection.to(port)
    try:
        for _ in range(PACES[VOTES].many):
            reason = secrets.token_hex(8)
            asked.append(reason)
            status, body = await connection.send(
                post(
                    f"/ballots/{ballot}/casts",
                    {"_csrf": voter.csrf, "_once": secrets.token_urlsafe(9), "position": "no", "reason": reason},
                    voter.cookie,
                )
            )
            assert status == 303, body[:500]
            answered.append(reason)
    except (OSError, asyncio.IncompleteReadError):
        return


async def reasons(settings: Settings, ballot: int) -> dict[str, str]:
    async with house_opened(settings):
        assert await Ballot.exists().where(Ballot.id == ballot, Ballot.closed_at.is_null())
        return {each.organisation: each.choice.reason for each in await votes_in(ballot, await secret(ballot))}
