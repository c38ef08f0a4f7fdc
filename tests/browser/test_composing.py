"""Composing a method in Chromium, with scripts and without: rows, checking, faults, and what Enter does."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.browser.demonstration import served, visit
from tests.server import Server

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory) -> Iterator[Server]:
    server = served(tmp_path_factory.mktemp("composing"))
    yield server
    server.stop()


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=re.compile(f"^{name}")).first.click()
    await page.wait_for_load_state()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without-scripts"])
async def test_rows_are_added_checked_and_removed(browser: Browser, demonstration: Server, scripts: bool):
    async with visit(
        browser, demonstration, "Marguerite", java_script_enabled=scripts, viewport={"width": 390, "height": 900}
    ) as page:
        await page.goto("/methods/new?from=balanced")
        await press(page, "Add a test")
        assert page.url.endswith("#row-4")
        added = page.locator("#row-4")
        await expect(added.get_by_label("How many chambers")).to_be_hidden()
        await added.get_by_label("Where").select_option("some")
        await added.get_by_label("How many chambers").fill("2")
        await added.get_by_label("Number", exact=True).fill("0.66")
        await page.get_by_label("Title", exact=True).press("Enter")
        await expect(page.locator("#shown")).to_contain_text("Test 5: Write an exact fraction")
        await expect(added.get_by_label("Number", exact=True)).to_have_value("0.66")
        await page.locator("#row-4").get_by_label("Number", exact=True).fill("3/5")
        await press(page, "Check and show")
        await expect(page.locator("#shown")).to_contain_text("in at least 2 chambers")
        await press(page, "Remove test 5")
        await expect(page.locator("#row-4")).to_have_count(0)


async def test_axe_finds_nothing_on_what_a_check_shows(browser: Browser, demonstration: Server):
    async with visit(
        browser, demonstration, "Marguerite", viewport={"width": 1280, "height": 900}, color_scheme="dark"
    ) as page:
        await page.goto("/methods/new?from=balanced")
        for number, title in (("2/3", "Government: In favour"), ("2/0", "Government: Abstain")):
            await page.locator("#row-1-number").fill(number)
            await page.get_by_label(title).fill("2")
            await press(page, "Check and show")
            await expect(page.locator("#shown")).to_be_visible()
            found = (await Axe().run(page)).response["violations"]
            assert not found, [(each["id"], each["nodes"][0]["html"]) for each in found]
