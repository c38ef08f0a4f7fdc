"""Words that were typed and not sent come back, with their time and a button that discards them; compared with what the
server sent; forgotten when they were sent, at signing out and after some days; never for what is secret."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from drafts.amendments import actions as amendments
from drafts.amendments.actions import Proposal
from drafts.instruments.views import ClauseView
from tests.drafts.setting import clause as clause_of
from tests.drafts.setting import drafted

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
STORED = "JSON.stringify([{...localStorage}, {...sessionStorage}])"
TIME = re.compile(r"Your unsaved words of \d\d:\d\d UTC\.")


@pytest.fixture
async def clause(cast) -> ClauseView:
    return await clause_of(cast)


@pytest.fixture
async def draft(cast, clause) -> int:
    return await drafted(cast)


def notice(page: Page):
    return page.locator("form .notice", has_text="Your unsaved words")


async def stored(page: Page) -> str:
    return await page.evaluate(STORED)


async def test_words_left_by_a_link_or_a_tab_come_back_with_their_time(cast, clause, tab):
    page = await tab("norland")
    await page.goto(clause.path)
    await page.get_by_label("Concern", exact=True).check()
    await page.get_by_label("Your comment").fill("I wrote for an hour.")
    await page.get_by_role("link", name="Organisations").first.click()
    other = await page.context.new_page()
    await page.close()
    await other.goto(clause.path)
    await expect(notice(other)).to_contain_text(TIME)
    await expect(other.get_by_label("Your comment")).to_have_value("I wrote for an hour.")
    await expect(other.get_by_label("Concern", exact=True)).to_be_checked()
    await other.get_by_role("button", name="Discard them").click()
    await expect(other.get_by_label("Your comment")).to_have_value("")
    await expect(notice(other)).to_have_count(0)
    await other.reload()
    await expect(notice(other)).to_have_count(0)
    assert "an hour" not in await stored(other)


async def test_they_are_compared_with_what_the_server_sent(cast, draft, tab):
    """A form that comes filled in is not empty, and its words are not unsaved."""
    page = await tab("norland")
    await page.goto(f"/amendments/{draft}/edit")
    await page.goto("/")
    await page.goto(f"/amendments/{draft}/edit")
    await expect(notice(page)).to_have_count(0)
    await page.get_by_label("Proposed words").fill("A State shall help.")
    await page.goto("/")
    await page.goto(f"/amendments/{draft}/edit")
    await expect(notice(page)).to_contain_text(TIME)
    await expect(page.get_by_label("Proposed words")).to_have_value("A State shall help.")
    await expect(page.locator("#changes")).to_contain_text("A State shall help.")  # the preview is theirs, too
    await page.get_by_label("Proposed words").fill("")  # emptied: that is a change as well
    await page.goto("/")
    await page.goto(f"/amendments/{draft}/edit")
    await expect(notice(page)).to_contain_text(TIME)
    await expect(page.get_by_label("Proposed words")).to_have_value("")


async def test_words_older_than_the_page_are_offered_and_not_put_in_its_place(cast, draft, clause, tab):
    page = await tab("norland")
    await page.goto(f"/amendments/{draft}/edit")
    await page.get_by_label("Proposed words").fill("Words of this tab.")
    await page.goto("/")
    who = await cast.who("norland.delegate")
    newer = Proposal("replace", "A colleague saved these.", "Hours matter.")
    await amendments.save(who, draft, newer, 1)
    await page.goto(f"/amendments/{draft}/edit")
    await expect(notice(page)).to_contain_text("were written before this page changed")
    await expect(page.get_by_label("Proposed words")).to_have_value("A colleague saved these.")
    await expect(notice(page).locator("pre")).to_contain_text("Words of this tab.")
    await page.get_by_role("button", name="Put them in the form").click()
    await expect(page.get_by_label("Proposed words")).to_have_value("Words of this tab.")


async def test_what_was_sent_is_forgotten(cast, draft, tab):
    page = await tab("norland")
    await page.goto(f"/amendments/{draft}/edit")
    await page.get_by_label("Proposed words").fill("A State shall help.")
    await page.get_by_role("button", name="Save draft").click()
    await page.wait_for_url(f"**/amendments/{draft}*")
    assert "shall help" not in await stored(page)


async def test_another_mandate_and_another_person_have_words_of_their_own(cast, clause, tab):
    page = await tab("double")
    await page.goto(clause.path)
    await page.get_by_label("Your comment").fill("For Norland.")
    await page.goto("/mandates")
    await page.get_by_role("button", name="Speak for Open Rights Watch").click()
    await page.goto(clause.path)
    await expect(page.get_by_label("Your comment")).to_have_value("")
    await page.get_by_label("Your comment").fill("For the others.")
    await page.goto("/mandates")
    await page.get_by_role("button", name="Speak for Kingdom of Norland").click()
    await page.goto(clause.path)
    await expect(page.get_by_label("Your comment")).to_have_value("For Norland.")
    moved = """Object.keys(localStorage).forEach((key) =>
      localStorage.setItem(key.replace(/:[^:]*:/, ':somebody:'), localStorage[key]))"""
    await page.evaluate(moved)
    await page.goto("/")
    assert "somebody" not in await stored(page)


async def test_after_some_days_they_are_forgotten(cast, clause, tab):
    page = await tab("norland")
    await page.goto(clause.path)
    await page.get_by_label("Your comment").fill("Long ago.")
    aged = """Object.entries({...localStorage}).forEach(([key, value]) => localStorage.setItem(key,
      JSON.stringify({...JSON.parse(value), at: Date.now() - 8 * 86400000})))"""
    await page.evaluate(aged)
    await page.goto("/")
    assert "Long ago" not in await stored(page)


async def test_signing_out_forgets_everything(cast, clause, tab):
    page = await tab("norland")
    await page.goto(clause.path)
    await page.get_by_label("Your comment").fill("Between us.")
    await page.goto("/sessions")
    await page.get_by_role("button", name="Sign out").last.click()
    await page.wait_for_load_state()
    assert "Between us" not in await stored(page)


async def test_what_is_secret_is_never_kept(cast, tab):
    page = await tab("norland")
    await page.goto("/confidential")
    await page.get_by_label("What do you want to report?").fill("In confidence.")
    await page.goto("/")
    assert "In confidence" not in await stored(page)
    await page.goto("/sessions/new")
    assert await page.locator("form:has([type=password]):not([data-unkept])").count() == 0
