"""The yearly report: page, CSV and JSON, with a constant number of queries."""

from __future__ import annotations

import csv
import io

from moderation.appeals import actions as appeals
from moderation.cases import actions
from moderation.measures.queries import of_case
from tests.forum.test_threads import say
from tests.house.test_queries import Counter
from tests.moderation.setting import decide, reported


async def test_the_year_in_figures(cast, site):
    case = await reported(cast)
    await decide(cast, case, "hide")
    again = await appeals.appeal(await cast.who("norland"), (await of_case(case)).ref, "x")
    await decide(cast, again, "keep")
    await actions.flag(await cast.who("cobalt"), await say(cast, "openrights"), "off-topic")
    public = site.visitor()
    page = await public.open("/moderation/transparency")
    assert (
        "3 cases" in page.words
        and "2 decided" in page.words
        and "1 overturned" in page.words
        and "0 changed and 1 reversed" in page.words
    )
    for name in ("Norland", "Cobalt", "Moderator", "Second", "Third"):
        assert name not in page.words
    year = page.tree.xpath("//a[contains(@href, 'report.csv')]/@href")[0]
    lines = list(csv.DictReader(io.StringIO((await public.client.get(year)).text)))
    assert [(each["measure"], each["became"], each["asks_again_about"]) for each in lines] == [
        ("hide", "reversed", ""),
        ("keep", "", str(case)),
        ("", "", ""),
    ]
    said = (await public.client.get(year.replace(".csv", ".json"))).json()
    assert (
        said["figures"]["decided"] == 2
        and said["cases"][0]["author_group"] == "government"
        and "reporters" not in said["cases"][0]
    )
    assert (await public.open("/moderation/transparency?year=nonsense")).status == 200
    assert (await public.client.get("/moderation/transparency/1/report.json")).status_code in (400, 404)


async def test_it_asks_no_more_for_many_cases(cast, site, monkeypatch):
    await reported(cast)
    counter, public = Counter(monkeypatch), site.visitor()
    await public.open("/moderation/transparency")
    few = counter.asked()
    for n in range(12):
        await actions.flag(await cast.who("cobalt"), await say(cast, body=f"Comment {n}."), "off-topic")
    counter.asked()
    await public.open("/moderation/transparency")
    assert counter.asked() == few
