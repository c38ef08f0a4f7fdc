"""Alarms are raised once, shown to moderators, confirmed by two groups; investigations count a bloc as one."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest

import comity
from drafts.ballots.rolls import entitled
from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.organisations.tables import Accreditation, Organisation
from forum.record.queries import entries
from forum.record.verify_rows import check_rows
from forum.record.vouched import vouched_tables
from forum.settings import Settings
from moderation.alarms import actions, investigating, queries, remedies, reports
from moderation.alarms.tables import Alarm, Investigation
from moderation.cases.tables import Case
from tests.drafts.setting import tabled
from tests.forum.test_threads import say
from tests.moderation.setting import members, travel


@pytest.fixture(autouse=True)
def without_budgets(monkeypatch):
    monkeypatch.setattr(comity, "PARTS", replace(comity.PARTS, before_comments=()))


async def flood(cast, many: int = 12) -> int:
    for n in range(many):
        await say(cast, "cobalt", body=f"Number {n}.")
    await actions.raise_alarms()
    return (await Alarm.select(Alarm.id).first() or {"id": 0})["id"]


async def confirmed(cast) -> int:
    alarm = await flood(cast)
    for group in ("government", "civil-society"):
        await actions.give_view(await cast.who(f"moderator.{group}"), alarm, "confirm", f"As {group} sees it.")
    return alarm


async def test_a_sudden_onset_is_raised_once_and_without_figures_in_public(cast):
    assert await flood(cast, 9) == 0
    assert await flood(cast, 3)
    assert await actions.raise_alarms() == 0 and await Alarm.count() == 1
    said = [each for each in await entries() if each.kind == "alarm.raised"]
    assert len(said) == 1 and "Industry" not in said[0].bytes


async def test_two_processes_at_once_raise_it_once(cast):
    for n in range(12):
        await say(cast, "cobalt", body=f"Number {n}.")
    assert sum(await asyncio.gather(actions.raise_alarms(), actions.raise_alarms())) == 1


async def test_five_subsidiaries_before_a_ballot(cast, monkeypatch):
    await tabled(cast)
    travel(monkeypatch, days=60)
    rows = [
        Organisation(
            slug=f"sub{n}", name=f"Subsidiary {n}", group=cast.groups["industry"], parent=cast.organisations["cobalt"]
        )
        for n in range(5)
    ]
    for row in rows:
        await row.save()
        await Accreditation(organisation=row.id).save()
    assert await actions.raise_alarms() == 2
    says = [row["says"] for row in await Alarm.select(Alarm.says).order_by(Alarm.id)]
    assert (
        "5 organisations of 7 in Industry" in says[0]
        and "of one owner, Cobalt Cloud" in says[1]
        and "are 4 of 7 with them" in says[1]
    )


async def test_confirmed_by_two_groups_it_is_public_and_a_third_is_told(cast, site):
    alarm = await flood(cast)
    public = site.visitor()
    assert (await public.open(f"/moderation/alarms/{alarm}")).status == 404 and "No alarm has been confirmed" in (
        await public.open("/alarms")
    ).words
    late = await site.signed_in(cast.people["moderator.industry"])
    desk = await late.open("/moderation")
    assert "Sudden onset of one group" in desk.words
    await late.send("/moderation/claims")
    assert late.at.path == f"/moderation/alarms/{alarm}"
    target, values = late.filled("/views", view="dismiss", reasons="A workshop ended.")
    other = await site.signed_in(cast.people["moderator.government"])
    assert "has taken it" in (await other.open("/moderation")).words
    await other.open(f"/moderation/alarms/{alarm}")
    assert (await other.send("/views", view="confirm", reasons="")).status == 422
    await other.send("/views", view="confirm", reasons="It is new.")
    stale = await late.post(target, values)
    assert stale.status == 409 and "Somebody gave a view since" in stale.words and "A workshop ended." in stale.text
    await actions.give_view(await cast.who("moderator.civil-society"), alarm, "confirm", "So it is.")
    again = await late.post(target, {**values, "seen": "1", "_once": "x"})
    assert again.status == 409 and "decided about this alarm in the meantime" in again.words
    page = await public.open("/alarms")
    assert re.search("Industry made 1[0-2] comments", page.words) and "Government and Civil society" in page.words


async def test_one_group_closes_nothing(cast):
    alarm = await flood(cast)
    await actions.give_view(await cast.who("moderator.government"), alarm, "confirm", "So.")
    for key, error in (("second.government", Conflict), ("norland", NotAllowed), ("reader", NotAllowed)):
        with pytest.raises(error):
            await actions.give_view(await cast.who(key), alarm, "confirm", "So.")
    assert not (await queries.alarm(alarm, await cast.who("moderator.industry"))).outcome


async def begin(cast, alarm: int) -> int:
    return await investigating.begin(
        await cast.who("moderator.government"),
        alarm,
        "Cobalt and friends",
        "They say the same.",
        "A year apart.",
        ["cobalt", "lumen"],
    )


async def decide(cast, case: int, answer: str) -> None:
    from moderation.cases.actions import give_view

    for key in (await members(cast, case)).values():
        await give_view(await cast.who(key), case, answer, "", f"{answer}, as {key} sees it.")


async def owners() -> dict[str, str]:
    return {each.slug: each.owner for each in await entitled()}


async def test_without_objections_the_bloc_counts_as_one_and_later_is_released(cast, monkeypatch, site):
    id = await begin(cast, await confirmed(cast))
    case = (await Investigation.select(Investigation.case).where(Investigation.id == id).first())["case"]
    await decide(cast, case, "dominates")
    await remedies.end_objections(Settings())
    assert (await owners())["lumen"] == "lumen" and (await reports.report(id)).objecting
    travel(monkeypatch, days=14, seconds=1)
    await asyncio.gather(*(remedies.end_objections(Settings()) for _ in range(2)))
    assert (await owners())["lumen"] == "cobalt" == (await owners())["cobalt"]
    page = await site.visitor().open(f"/investigations/{id}")
    assert "count as one voice" in page.words and "A year apart." in page.words and "dominates, as" in page.words
    again = await remedies.ask_for_release(await cast.who("lumen"), id)
    assert not set((await members(cast, again)).values()) & set((await members(cast, case)).values())
    await decide(cast, again, "met")
    assert (await owners())["lumen"] == "lumen" and await check_rows(vouched_tables(), lambda *_: None)


async def test_an_objection_brings_a_second_panel(cast, monkeypatch, site):
    id = await begin(cast, await confirmed(cast))
    first = (await Investigation.select(Investigation.case).where(Investigation.id == id).first())["case"]
    await decide(cast, first, "dominates")
    head = await site.signed_in(cast.people["lumen"])
    await head.open(f"/investigations/{id}")
    assert (await head.send("/objections", body="")).status == 422
    assert "We only met once." in (await head.send("/objections", body="We only met once.")).words
    with pytest.raises(NotAllowed):
        await remedies.object_to(await cast.who("norland"), id, "x")
    travel(monkeypatch, days=15)
    await remedies.end_objections(Settings())
    second = (await Case.select(Case.id).where(Case.below == first).first())["id"]
    assert not set((await members(cast, second)).values()) & set((await members(cast, first)).values())
    await decide(cast, second, "free")
    assert (await owners())["lumen"] == "lumen"
    await remedies.end_objections(Settings())
    assert await Case.count().where(Case.below == first) == 1


async def test_what_an_investigation_needs(cast, site):
    alarm = await confirmed(cast)
    with pytest.raises(Invalid) as refused:
        await investigating.begin(await cast.who("moderator.government"), alarm, "", "", "", ["cobalt"])
    assert set(refused.value.fields) == {"name", "question", "exit", "organisations"}
    with pytest.raises(NotFound):
        await investigating.begin(await cast.who("moderator.government"), alarm + 9, "x", "x", "x", ["cobalt", "lumen"])
    visitor = await site.signed_in(cast.people["moderator.industry"])
    await visitor.open(f"/moderation/alarms/{alarm}")
    await visitor.follow("Ask for an investigation")
    assert (await visitor.send("/investigations", name="x")).status == 422
