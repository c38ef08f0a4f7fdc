"""/rules is made of the rules that run, with this forum's numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drafts.rules import process
from forum.rules import commenting, pace
from moderation.book.queries import deployment
from moderation.rules import budgets, campaigns, confidential, panels
from moderation.rules.alarms import IN_FORCE
from moderation.rules.book import chapters
from moderation.rules.measures import MEASURES
from tests.drafts.ballot_setting import in_force, text_with

SHARE = {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"}


async def test_it_names_the_numbers_in_force(cast, site):
    page = await site.visitor().open("/rules")
    assert "Accredited now: Government: 2; Industry: 2; Civil society: 2." in page.words
    assert (
        "A lottery draws three moderators of different groups." in page.words
        and "Moderators in office: Government: 3" in page.words
    )
    for each in MEASURES:
        assert each.says in page.words and (not each.longest or f"At most {each.longest} days" in page.words)
    for sentence in IN_FORCE.sentences:
        assert sentence in page.words
    assert "Registrars in office: Government: 1; Industry: 1; Civil society: 1." in page.words


@pytest.mark.parametrize(
    "where,name,value,says",
    [
        (commenting, "UNSENT", timedelta(days=3), "stays in their own browser for 3 days"),
        (budgets, "BASE", 7, "sends 7 comments an hour"),
        (panels, "SIZE", 5, "draws five moderators"),
        (campaigns, "LEAST", 4, "when there are four of them"),
        (confidential, "AN_HOUR", 3, "At most 3 reports an hour"),
        (process, "LONGEST_HOURS", 100 * 24, "and for at most 100 days"),
    ],
)
async def test_a_number_that_changes_changes_its_sentence(cast, site, monkeypatch, where, name, value, says):
    assert says not in str(chapters(await deployment()))  # not by the page, which would be kept
    monkeypatch.setattr(where, name, value)
    assert says in (await site.visitor().open("/rules")).words


async def test_every_limit_stands_there(cast, site):
    page = await site.visitor().open("/rules")
    for sentence in pace.sentences(pace.PACES.values()):
        assert sentence in page.words


async def test_the_longest_time_that_a_method_sets_stands_there(cast, site):
    await text_with(cast, "One.")
    await in_force({"id": "short", "title": "Short", "adopted_when": SHARE, "maximum_hours": 240}, 1)
    assert "“Short”; a ballot by it stays open for at most 10 days." in (await site.visitor().open("/rules")).words


async def test_floors_of_a_text_stand_there(cast, site):
    from fractions import Fraction

    from moderation.balance.actions import set_floors
    from tests.drafts.setting import bring

    await bring(cast)
    await set_floors(await cast.who("secretariat"), "code", Fraction(1, 3), None, 30, "So that all are heard.")
    page = await site.visitor().open("/rules")
    assert (
        "at least a third of its organisations is heard" in page.words
        and "Comments are taken for 30 days" in page.words
    )
