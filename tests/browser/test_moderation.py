"""A report, a decision, an appeal that reverses, a waiver, a confidential report: by keyboard, with JavaScript off."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from forum.settings import Settings
from forum.threads.actions import make_comment
from moderation.balance.floors import standing
from moderation.measures.queries import of_case
from tests.browser.conftest import Tab
from tests.cast import Cast
from tests.drafts.setting import bring, clause
from tests.moderation.setting import boycotted, members

pytestmark = pytest.mark.xdist_group("browser-moderation")
PLAIN = {"java_script_enabled": False, "viewport": {"width": 390, "height": 900}}


async def choose(page: Page, label: str) -> None:
    await page.get_by_label(label, exact=True).focus()
    await page.keyboard.press("Space")
    await expect(page.get_by_label(label, exact=True)).to_be_checked()


async def type_into(page: Page, label: str, words: str) -> None:
    await page.get_by_label(label).focus()
    await page.keyboard.type(words)


async def press(page: Page, button: str) -> None:
    await page.get_by_role("button", name=button).focus()
    await page.keyboard.press("Enter")


async def follow(page: Page, link: str) -> None:
    await page.get_by_role("link", name=link).first.focus()
    await page.keyboard.press("Enter")


async def said(cast: Cast, body: str) -> tuple[str, int]:
    await bring(cast)
    at_clause = await clause(cast)
    made = await make_comment(
        await cast.who("norland"),
        container=at_clause.instrument_path,
        subject=at_clause.path,
        wording=at_clause.wording_path,
        text="",
        stance="concern",
        body=body,
    )
    return at_clause.path, made


async def test_a_report_a_decision_and_an_appeal_that_reverses(cast: Cast, tab: Tab):
    path, made = await said(cast, "Whoever wrote this has never run a network.")
    page = await tab("cobalt", **PLAIN)
    await page.goto(path)
    await follow(page, f"Report comment {made}")
    await choose(page, "Speak to the argument, not about the person")
    await type_into(page, "Which words?", "never run a network")
    await press(page, "Report this comment")
    await expect(page.get_by_role("heading", name="Your report was received")).to_be_visible()
    await decided(cast, tab, 1, "Hide it", hide=True)
    reader = await tab(**PLAIN)
    await reader.goto(path)
    await expect(reader.locator("li.tombstone")).to_contain_text("Hidden on")
    await follow(reader, "Statement of reasons")
    await expect(reader.locator("main")).to_contain_text("Automated means")
    author = await tab("norland", **PLAIN)
    await author.goto(f"/moderation/statements/{(await of_case(1)).ref}")
    await follow(author, "Ask a second panel")
    await type_into(author, "What was overlooked or misjudged?", "It is about the text.")
    await press(author, "Appeal")
    await expect(author.locator("main")).to_contain_text("The author appealed")
    await decided(cast, tab, 2, "Keep it", hide=False)
    await reader.goto(path)
    await expect(reader.locator("main")).to_contain_text("Whoever wrote this has never run a network.")
    await reader.goto("/moderation/transparency")
    await expect(reader.locator("main")).to_contain_text("1 reversed")


async def decided(cast: Cast, tab: Tab, case: int, choice: str, *, hide: bool) -> None:
    for key in (await members(cast, case)).values():
        page = await tab(key, **PLAIN)
        await page.goto("/moderation")
        await follow(page, "Comment 1")
        await choose(page, choice)
        if hide:
            await choose(page, "Speak to the argument, not about the person")
            await type_into(page, "For how many days?", "30")
        await type_into(page, "Your reasons", "As it stands there.")
        await press(page, "Give this view")
        await expect(page.locator("main")).to_contain_text(
            "You have given your view" if key != list((await members(cast, case)).values())[-1] else "Decided on"
        )


async def test_a_waiver(cast: Cast, tab: Tab, settings: Settings):
    amendment = await boycotted(cast, settings)
    for group in ("government", "industry"):
        page = await tab(f"moderator.{group}", **PLAIN)
        await page.goto(f"/amendments/{amendment}")
        await follow(page, "Give reasons to waive: Civil society, heard")
        await type_into(page, "Your reasons", "They were asked twice.")
        await press(page, "Give reasons to waive the floor")
        await expect(page.locator("#missing, main").first).to_contain_text("They were asked twice.")
    assert not (await standing(amendment)).missing


async def test_a_confidential_report(cast: Cast, tab: Tab):
    page = await tab("cobalt.delegate", **PLAIN)
    await page.goto("/confidential")
    await expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    await page.get_by_label("Which group is it about?").select_option("industry")
    await type_into(page, "What do you want to report?", "A position was bought.")
    await press(page, "Send in confidence")
    code = "".join((await page.locator("code.hash").inner_text()).split())
    for key in (await members(cast, 1)).values():
        member = await tab(key, **PLAIN)
        await member.goto("/moderation/cases/1")
        await expect(member.locator("main")).to_contain_text("A position was bought.")
        await choose(member, "It is founded")
        await type_into(member, "Your reasons", "There are letters.")
        await press(member, "Give this view")
    await page.goto("/confidential/fate")
    await type_into(page, "Your code", code)
    await press(page, "Read what became of it")
    await expect(page.locator("main")).to_contain_text("It is founded")


async def test_axe_finds_nothing_on_the_pages_of_a_panel(cast: Cast, tab: Tab):
    path, made = await said(cast, "Whoever wrote this has never run a network.")
    from moderation.cases.actions import flag

    await flag(await cast.who("cobalt"), made, "person", "Look.", "never run")
    page = await tab((await members(cast, 1))["industry"], viewport={"width": 390, "height": 900}, color_scheme="dark")
    for where in (
        "/moderation",
        "/moderation/cases/1",
        "/moderation/cases/1/panel",
        "/moderation/interests",
        "/moderation/balance",
        path,
    ):
        await page.goto(where)
        found = (await Axe().run(page)).response["violations"]
        assert not found, f"{where}: {[(each['id'], each['nodes'][0]['html'][:120]) for each in found]}"
