"""A copy-paste campaign is one entry with a count; different comments stay what they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

import comity
from forum.record.verify_rows import check_rows
from forum.record.vouched import vouched_tables
from forum.threads.actions import make_comment
from forum.threads.queries import comments_on
from forum.threads.tables import Comment
from moderation.campaigns import queries
from moderation.campaigns.tables import Band, Campaign, CampaignComment
from tests.drafts.setting import bring, clause
from tests.forum.test_threads import CLAUSE
from tests.house.test_queries import Counter
from tests.rules.test_campaigns import LETTER, OTHER

WHO = ("cobalt", "lumen", "cobalt.delegate", "openrights")


@pytest.fixture(autouse=True)
def without_budgets(monkeypatch):
    monkeypatch.setattr(comity, "PARTS", replace(comity.PARTS, before_comments=()))


async def send(cast, key: str, body: str, subject: str = CLAUSE) -> int:
    return await make_comment(
        await cast.who(key),
        container="/instruments/code",
        subject=subject,
        wording=f"{subject}/revisions/1",
        text="",
        stance="support",
        body=body,
    )


async def test_a_campaign_folds_into_one_entry(cast):
    for n in range(60):
        await send(cast, WHO[n % 4], f"{LETTER} Yours, number {n} of the letters.")
    await send(cast, "norland", OTHER)
    shown = await comments_on(CLAUSE)
    assert (
        len(shown) == 2
        and shown[0].campaign.count == 60
        and "59 more comments from 3 organisations" in shown[0].campaign.says
        and not shown[1].campaign
    )
    assert await Comment.count() == 61 and await CampaignComment.count() == 59
    assert await Band.count() == 40  # of the first of the campaign, and of what stands alone
    assert await check_rows(vouched_tables(), lambda *_: None)


async def test_two_alike_are_no_campaign_and_sixty_different_ones_are_none(cast):
    for key in ("cobalt", "lumen"):
        await send(cast, key, LETTER)
    for n in range(58):
        await send(cast, WHO[n % 4], " ".join(f"word{n}x{m}" for m in range(20)) + " about the cables")
    assert len(await comments_on(CLAUSE)) == 60 and not await Campaign.exists()


async def test_the_same_words_elsewhere_are_another_matter(cast):
    for n, key in enumerate(("cobalt", "lumen", "openrights")):
        await send(cast, key, LETTER, f"/instruments/code/clauses/k{n}")
    assert not await Campaign.exists()


async def test_the_page_of_a_campaign_and_of_its_clause(cast, site, monkeypatch):
    await bring(cast)
    at = await clause(cast)
    for n in range(12):
        await send(cast, WHO[n % 4], LETTER if n % 2 else LETTER.replace("today", "now"), at.path)
    counter, public = Counter(monkeypatch), site.visitor()
    page = await public.open(at.path)
    asked = counter.asked()
    assert "Read all 12" in page.words and page.words.count("ships wait for days") == 1
    page = await public.follow("Read all 12")
    assert (
        "Industry: 9 comments from 2 organisations" in page.words
        and "Civil society: 3 comments from 1 organisation" in page.words
    )
    assert (
        "The same words" in page.words
        and "% alike" in page.words
        and "100 % alike" not in page.words
        and page.tree.xpath("//ins|//del")
    )
    pages = counter.asked()
    for n in range(20):
        await send(cast, WHO[n % 4], LETTER, at.path)
    counter.asked()
    await public.open(at.path)
    again = counter.asked()
    await public.open(page.path)
    assert (again, counter.asked()) == (asked, pages)
    assert (await public.open("/campaigns/999")).status == 404 and (
        await public.open(f"{page.path}?start=x")
    ).status == 200


async def test_the_address_of_every_comment_leads_to_it_folded_or_not(cast, site, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    at = await clause(cast)
    made = [await send(cast, WHO[n % 4], f"{LETTER} Yours, number {n}.", at.path) for n in range(7)]
    made.append(await send(cast, "norland", OTHER, at.path))
    visitor = site.visitor()
    for comment in made:
        page = await visitor.open(f"/comments/{comment}")
        assert page.status == 303
        there = page.headers["location"]
        shown = await visitor.open(there.partition("#")[0])
        assert shown.tree.xpath(f"//*[@id='{there.partition('#')[2]}']"), there


async def test_who_sends_the_same_again_is_led_to_where_it_stands(cast, site):
    at = await clause(cast)
    for n in range(3):
        await send(cast, WHO[n], f"{LETTER} Yours, number {n}.", at.path)
    delegate = await site.signed_in(cast.people["norland"])
    await delegate.open(at.path)
    page = await delegate.send("/comments", stance="support", body=f"{LETTER} Ours.")
    assert (
        page.status == 200
        and page.path.startswith("/campaigns/")
        and "4 comments that say nearly the same" in page.words
    )
