"""Two server processes: reports, views, appeals, waivers at once. One wins, the other is told, the record fits."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from forum.record.tables import RecordEntry
from forum.settings import Settings
from forum.threads.actions import make_comment
from moderation.balance.floors import standing
from moderation.balance.tables import Waiving
from moderation.cases.tables import Case, Opinion
from moderation.measures.tables import MeasureStatement
from moderation.panels.queries import seats_of
from moderation.panels.tables import Panel
from tests.cast import Cast
from tests.drafts.setting import bring, clause
from tests.moderation.setting import boycotted
from tests.server import Server
from tests.visitor import Site, ToServer, Visitor

pytestmark = pytest.mark.xdist_group("servers")


@pytest.fixture
def server(settings: Settings):
    running = Server(settings, workers=2)
    yield running
    running.stop()


async def ready(
    site: Site, participant: int, path: str, action: str, **typed: str
) -> tuple[Visitor, str, dict[str, str]]:
    """Somebody who has the form open and filled in."""
    visitor = await site.signed_in(participant)
    await visitor.open(path)
    return visitor, *visitor.filled(action, **typed)


async def at_once(*sent: tuple[Visitor, str, dict[str, str]]) -> Counter[int]:
    answers = await asyncio.gather(*(visitor.client.post(target, data=values) for visitor, target, values in sent))
    return Counter(each.status_code for each in answers)


async def test_reports_views_and_appeals_at_once(cast: Cast, database: Settings, server: Server):
    await bring(cast)
    place = await clause(cast)
    made = await make_comment(
        await cast.who("norland"),
        container=place.instrument_path,
        subject=place.path,
        wording=place.wording_path,
        text="",
        stance="concern",
        body="You are all fools.",
    )
    server.start()
    site = Site(ToServer(server.port))
    try:
        reporters = [
            await ready(site, cast.people[key], f"/comments/{made}/flags/new", "/flags", rule="person")
            for key in ("cobalt", "lumen", "openrights", "tidewater", "sudria")
        ]
        assert await at_once(*reporters, *reporters) == {303: 10}  # the same form again leads to what the first one did
        assert await Case.count() == 1 == await Panel.count()
        views = [
            await ready(
                site,
                seat.participant,
                "/moderation/cases/1",
                "/opinions",
                choice="hide",
                rule="person",
                days="9",
                reasons="So.",
            )
            for seat in await seats_of(1)
        ]
        again = [
            (visitor, target, {**values, "_once": f"again{n}"}) for n, (visitor, target, values) in enumerate(views)
        ]
        found = await at_once(*views, *again)
        assert found[303] == 3 and sum(found.values()) == 6 and set(found) <= {303, 409}
        assert await Opinion.count() == 3 and await MeasureStatement.count() == 1
        assert await RecordEntry.count().where(RecordEntry.kind == "case.decided") == 1
        ref = (await MeasureStatement.select(MeasureStatement.ref).first())["ref"]
        asking = [
            await ready(
                site, cast.people[key], f"/moderation/statements/{ref}/appeals/new", "/appeals", reasons="Look again."
            )
            for key in ("norland", "cobalt")
        ]
        assert await at_once(*asking) == {303: 1, 409: 1} and await Case.count() == 2 == await Panel.count()
    finally:
        await site.close()
    assert server.comity("verify").returncode == 0


async def test_two_waivers_of_one_group_at_once(cast: Cast, database: Settings, server: Server):
    amendment = await boycotted(cast, database)
    server.start()
    site = Site(ToServer(server.port))
    try:
        where = f"/amendments/{amendment}/waivers/heard/civil-society"
        sent = [
            await ready(site, cast.people[f"{nth}.{group}"], where, where, reasons="They were asked twice.")
            for nth in ("moderator", "second")
            for group in ("government", "industry")
        ]
        found = await at_once(*sent)
        assert found[303] == 2 and found[403] + found[409] == 2
        assert await Waiving.count() == 2 and not (await standing(amendment)).missing
    finally:
        await site.close()
    assert server.comity("verify").returncode == 0
