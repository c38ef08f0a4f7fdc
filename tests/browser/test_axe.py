"""axe finds nothing on any type of page, and nothing scrolls sideways: wide and narrow, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from tests.browser.demonstration import NORM, clause, served, visit
from tests.server import Server

pytestmark = pytest.mark.xdist_group("browser")
PUBLIC = (
    "/",
    "/about",
    "/instruments",
    NORM,
    f"{NORM}/editions",
    f"{NORM}/editions/1",
    "{clause}",
    "{clause}/revisions/2",
    "{clause}/compare/1/2",
    "{clause}/compare/1/2?view=columns",
    "{clause}/compare/1/2?view=clean",
    "/amendments",
    "/amendments/2",
    "/amendments/5",
    "/amendments/7",
    "/amendments/8?view=columns",
    "/ballots",
    "/ballots/1",
    "/ballots/3",
    "/ballots/4",
    "/ballots/5",
    "/ballots/7",
    "/ballots/10",
    "/motions",
    "/motions/1",
    "/motions/4",
    f"{NORM}/procedure",
    "/trustees",
    "/organisations",
    "/organisations/corvane-group",
    "/record",
    "/record/entries/600",
    f"{NORM}/compare/1/4",
    f"{NORM}/editions/2/numbers",
    f"{NORM}/brackets",
    "{bracketed}/brackets",
    "{combined}/workbench",
    f"{NORM}/balance",
    f"{NORM}/balance?period=90-days",
    "{clause}/balance",
    "/amendments/15",
    "/moderation/decisions",
    "/moderation/statements/2026-2",
    "/moderation/cases/1/panel",
    "/moderation/transparency",
    "/moderation/confidential",
    "/confidential",
    "/confidential/fate",
    "/rules",
    "/alarms",
    "/organisations/owners",
    "/organisations/owners?q=tamaril",
    "/organisations/larkspur-telemetry/accreditation",
    "/rules/conduct",
    "/rules/methods",
    "/rules/methods/balanced",
    "/rules/methods/iso-dis",
    "/sessions/new",
    "/nothing/here",
)
SIGNED_IN = {
    "Astrid": (
        "{bracketed}/brackets",
        f"{NORM}/word",
        "/work",
        "/mandates",
        "/sessions",
        "{clause}",
        "{clause}/amendments/new",
        "{clause}/amendments/new?kind=move",
        "/ballots/10",
        "/comments/5/flags/new",
        "/organisations/norvale",
    ),
    "Kenji": ("/amendments/13", "/amendments/13/edit", "/amendments/7"),
    "Marguerite": (
        "{combined}/workbench",
        f"/secretariat{NORM}/floors",
        f"{NORM}/renumbering",
        "/secretariat",
        "/secretariat/invitations",
        "/secretariat/organisations",
        "/secretariat/groups",
        "/secretariat/offices",
        "/instruments/new",
        "/amendments/11/ballot",
        "/comments/44/disposition",
        "/motions/4",
        "/motions/4/ballot",
        f"{NORM}/motions/new",
        "/secretariat/trustees",
        "/methods/new?from=balanced",
    ),
    "Ngozi": (
        "/moderation",
        "/moderation/cases/1",
        "/moderation/cases/3",
        "/moderation/interests",
        "/moderation/balance",
        "/comments/45/hiding/new",
    ),
    "Katrin": ("/registry", "/organisations/larkspur-telemetry/accreditation"),
    "Élodie": ("/amendments/10/rationale", "/work"),
}
LOOKS = [(1280, "light"), (390, "dark")]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory) -> Iterator[Server]:
    server = served(tmp_path_factory.mktemp("axe"))
    yield server
    server.stop()


async def faults(page: Page, path: str) -> list[str]:
    await page.goto(path)
    found = [
        f"{path}: {each['id']}: {each['nodes'][0]['html'][:160]}"
        for each in (await Axe().run(page)).response["violations"]
    ]
    if (over := await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")) > 0:
        found.append(f"{path} scrolls {over} pixels sideways")
    return found


def looks(width: int, scheme: str) -> dict:
    return {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("person", ["", *SIGNED_IN])
async def test_no_violation(browser: Browser, demonstration: Server, person: str, width: int, scheme: str):
    async with visit(browser, demonstration, person, **looks(width, scheme)) as page:
        here = await clause(page, "Article 14, paragraph 2")
        named = {
            "clause": here,
            "bracketed": await clause(page, "Article 3, paragraph 2"),
            "combined": await clause(page, "Article 8, paragraph 3"),
        }
        found = [fault for path in SIGNED_IN.get(person, PUBLIC) for fault in await faults(page, path.format(**named))]
    assert not found, "\n".join(found)


async def test_a_form_with_errors(browser: Browser, demonstration: Server):
    async with visit(browser, demonstration, "Astrid", **looks(390, "light")) as page:
        await page.goto(f"{await clause(page, 'Article 14, paragraph 2')}/amendments/new")
        await page.get_by_role("button", name="Save draft").click()
        assert (await page.title()).startswith("Error: ")
        found = (await Axe().run(page)).response["violations"]
        assert not found, [each["id"] for each in found]
        await page.get_by_role("link", name=re.compile("You have not changed anything")).click()
        assert await page.evaluate("document.activeElement.name") == "text"
