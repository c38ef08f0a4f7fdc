"""The journey of the demonstration in Chromium: by mouse with scripts, and the same acts with JavaScript off."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.demonstration import clause, served, visit
from tests.server import Server

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory) -> Iterator[Server]:
    server = served(tmp_path_factory.mktemp("journey"))
    yield server
    server.stop()


@pytest.mark.parametrize("scripts", [True, False], ids=["by-mouse", "without-scripts"])
async def test_the_journey(browser: Browser, demonstration: Server, scripts: bool):
    end = "by hand" if scripts else "without scripts"
    async with visit(browser, demonstration, "Leïla", java_script_enabled=scripts) as page:
        await comment(page, scripts, f"This word needs a definition, {end}.")
        amendment = await propose(page, scripts, f"It shall say so in public {end}.")
    async with visit(browser, demonstration, "Astrid", java_script_enabled=scripts) as page:
        await support(page, amendment)
        await vote(page, f"We have thought again, {end}.")
        await report(page, f"This word needs a definition, {end}.")
    async with visit(browser, demonstration, "Leïla", java_script_enabled=scripts) as page:
        await page.goto(amendment)
        await page.get_by_role("button", name="Table amendment").click()
        await expect(page.locator("main")).to_contain_text("Tabled")
        await page.locator("details.person summary").click()
        await page.get_by_role("button", name="Sign out").click()
        await expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    async with visit(browser, demonstration, "Marguerite", java_script_enabled=scripts) as page:
        await open_ballot(page, amendment)


async def comment(page: Page, scripts: bool, body: str) -> None:
    await page.goto(await clause(page, "Article 10, paragraph 2"))
    if scripts:
        await page.locator("[data-quote-to]").click(click_count=3)
        await page.get_by_role("link", name="Comment on these words").click()
    else:
        await page.get_by_text("Comment on one sentence").click()
        await page.get_by_role("link", name=re.compile("A team may be asked what it saw")).first.click()
    await expect(page.get_by_role("heading", name="Comment on these words")).to_be_visible()
    await page.get_by_label("Concern").check()
    await page.get_by_label("Your comment").fill(body)
    await page.get_by_role("button", name="Send comment").click()
    made = page.locator("li.comment", has_text=body)
    await expect(made.locator("blockquote").first).to_contain_text("A team may be asked what it saw")


async def propose(page: Page, scripts: bool, words: str) -> str:
    """The draft's path, circulated."""
    await page.goto(
        await clause(page, "Article 12, paragraph 3" if scripts else "Article 13, paragraph 3")
    )  # one ballot at a time on a clause
    await page.get_by_role("link", name="Propose to amend this clause").first.click()
    proposed = page.get_by_label("Proposed words")
    await proposed.fill(f"{await proposed.input_value()} {words}")
    if not scripts:
        await page.get_by_role("button", name="Show the changes").click()
    await expect(page.locator("#changes ins")).to_contain_text(words)
    await page.get_by_label("Reasons").fill("So that others need not ask twice.")
    await page.get_by_role("button", name="Save draft").click()
    await page.get_by_role("button", name="Circulate among delegates").click()
    await expect(page.locator("main")).to_contain_text("looking for sponsors")
    return "/" + page.url.split("/", 3)[3]


async def support(page: Page, amendment: str) -> None:
    await page.goto("/work")
    await page.locator(f"a[href='{amendment}']").click()
    await page.get_by_role("button", name=re.compile("Support|Sponsor", re.IGNORECASE)).first.click()
    await expect(page.locator("main")).to_contain_text("Norvale")


async def vote(page: Page, reason: str) -> None:
    await page.goto("/ballots/10")
    await page.locator("label", has_text=re.compile("^Against$")).click()  # the whole card is the label
    await page.get_by_label("Reason", exact=True).fill("")
    await page.get_by_role("button", name=re.compile("Vote for Norvale")).click()
    await expect(page.locator("main")).to_contain_text("Say why you are against")
    await page.get_by_label("Reason", exact=True).fill(reason)
    await page.get_by_role("button", name=re.compile("Vote for Norvale")).click()
    await expect(page.locator(".receipt")).to_contain_text("Norvale voted: Against")
    await page.get_by_role("link", name="Receipt with its proof").click()
    await expect(page.locator("main")).to_contain_text("Norvale")


async def report(page: Page, body: str) -> None:
    await page.goto(await clause(page, "Article 10, paragraph 2"))
    await page.locator("li.comment", has_text=body).get_by_role("link", name=re.compile("^Report")).click()
    await page.get_by_label("Stay with the text").check()
    await page.get_by_role("button", name="Report this comment").click()
    await expect(page.get_by_role("heading", name="Your report was received")).to_be_visible()


async def open_ballot(page: Page, amendment: str) -> None:
    await page.goto(f"{amendment}/ballot")
    await expect(page.locator("main")).to_contain_text("Who would be on the roll")
    await page.get_by_role("button", name="Check before opening").click()
    await page.get_by_role("button", name="Open the ballot").click()
    await expect(page.locator("main")).to_contain_text("0 of 48 organisations have voted")


async def test_publishing_and_hiding(browser: Browser, demonstration: Server):
    async with visit(browser, demonstration, "Élodie") as page:
        await page.goto("/work")
        await page.get_by_role("link", name=re.compile("Amendment 10")).first.click()
        await page.get_by_role("button", name="Approve and publish").click()
        await expect(page.get_by_role("heading", name="Why it was changed")).to_be_visible()
        await expect(page.locator("main")).to_contain_text("six months")
    async with visit(browser, demonstration, "Ngozi") as page:
        await page.goto("/moderation")
        await page.get_by_role("link", name="Comment 42", exact=True).click()
        await page.get_by_label("Hide it", exact=True).check()
        await page.get_by_label("Speak to the argument").check()
        await page.get_by_label(re.compile("how many days")).fill("60")
        await page.get_by_label("Your reasons").fill("It speaks of the person.")
        await page.get_by_role("button", name="Give this view").click()
        await page.goto("/moderation/decisions")
        await expect(page.locator("main")).to_contain_text("It speaks of the person.")
    async with visit(browser, demonstration) as page:
        await page.goto("/")
        await expect(page.locator("main")).to_contain_text("A court that forbids telling a person")
        await page.goto(await clause(page, "Article 2, paragraph 3"))
        await expect(page.locator("li.tombstone")).to_contain_text("Returned for rewriting on")
    assert demonstration.comity("verify").returncode == 0
