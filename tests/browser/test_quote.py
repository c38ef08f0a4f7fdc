"""Choosing words to comment on: by mouse, by finger, by keyboard; and what was typed is kept until it was taken."""

from __future__ import annotations

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from drafts.exchange.markdown import read_markdown
from drafts.exchange.render import plain
from drafts.instruments import queries
from drafts.instruments.actions import bring_by_operator
from drafts.instruments.views import ClauseView
from forum.threads.queries import comments_on

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
TEXT = "Each 🏥 *Party* shall keep a **register** of 𝒜-grade hospitals. It shall publish it every year."
WORDS = plain(TEXT)
RANGE = """(words) => {
  const home = document.querySelector('[data-quote-to]'), from = home.textContent.indexOf(words);
  const range = document.createRange();
  const at = (left) => { const walk = document.createTreeWalker(home, NodeFilter.SHOW_TEXT); let node = walk.nextNode();
    for (; left >= node.length; node = walk.nextNode()) left -= node.length;
    return [node, left]; };
  const [last, left] = at(from + words.length - 1);
  range.setStart(...at(from));
  range.setEnd(last, left + 1);
  return range; }"""


@pytest.fixture
async def clause(cast) -> ClauseView:
    await bring_by_operator(
        read_markdown(f"# Code\n\n## Article 1. Tools\n\n1. {TEXT}\n2. المستشفيات لا تُستهدف أبدا."), "code"
    )
    edition = await queries.edition((await queries.instrument("code")).id)
    return await queries.clause_by_id(next(entry.clause_id for entry in edition.entries if entry.text == TEXT))


async def ends(page: Page, words: str) -> tuple[dict, dict]:
    """Where the first and the last of these words are on the screen."""
    script = f"""(words) => {{ const boxes = ({RANGE})(words).getClientRects();
      const first = boxes[0], last = boxes[boxes.length - 1];
      return [{{x: first.left + 1, y: first.top + first.height / 2}},
        {{x: last.right - 1, y: last.top + last.height / 2}}]; }}"""
    return tuple(await page.evaluate(script, words))


async def choose_by_script(page: Page, words: str) -> None:
    await page.evaluate(
        f"(words) => {{ const chosen = document.getSelection(); "
        f"chosen.removeAllRanges(); chosen.addRange(({RANGE})(words)); }}",
        words,
    )


def button(page: Page):
    return page.get_by_role("link", name="Comment on these words")


async def test_by_mouse(cast, clause, tab):
    page = await tab("norland")
    await page.goto(clause.path)
    await expect(button(page)).to_be_hidden()
    start, end = await ends(page, "register of 𝒜-grade hospitals")
    await page.mouse.move(**start)
    await page.mouse.down()
    await page.mouse.move(**end, steps=5)
    await page.mouse.up()
    await button(page).click()
    await expect(page.locator("#comment blockquote")).to_have_text("register of 𝒜-grade hospitals")
    await page.get_by_label("Concern", exact=True).check()
    await page.get_by_label("Your comment").fill("Who grades them?")
    await page.get_by_role("button", name="Send comment").click()
    await expect(page.locator(".comment .comment-quote")).to_have_text("register of 𝒜-grade hospitals")
    quote = (await comments_on(clause.path))[0].quote
    assert WORDS[quote.start : quote.end] == quote.exact == "register of 𝒜-grade hospitals"


async def test_three_clicks_choose_the_whole_and_no_more(cast, clause, tab):
    page = await tab("norland")
    await page.goto(clause.path)
    start, _ = await ends(page, "Party")
    await page.mouse.click(**start, click_count=3)
    await button(page).click()
    await expect(page.locator("#comment blockquote")).to_have_text(WORDS)


async def test_by_finger(cast, clause, tab):
    page = await tab("norland", has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    await page.goto(clause.path)
    await choose_by_script(page, "🏥 Party")
    box = await button(page).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["height"] >= 24
    await button(page).tap()
    await expect(page.locator("#comment blockquote")).to_have_text("🏥 Party")


async def test_by_keyboard_from_the_words_to_the_sent_comment(cast, clause, tab):
    page = await tab("norland")
    await page.goto(clause.path)
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.hasAttribute('data-quote-to')"):
            break
    await expect(page.get_by_role("status")).to_contain_text("Arrow keys choose a word")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Shift+ArrowRight", "Shift+ArrowRight"):
        await page.keyboard.press(key)
    await expect(page.get_by_role("status")).to_contain_text("“Party shall keep”")
    await expect(button(page)).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.locator("#comment blockquote")).to_have_text("Party shall keep")
    await page.keyboard.press("Tab")  # the address names the form, so that is where the keyboard goes on
    while await page.evaluate("document.activeElement.type") != "radio":
        await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.type("It should.")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".comment .comment-body")).to_have_text("It should.")
    comment = (await comments_on(clause.path))[0]
    assert (comment.stance, WORDS[comment.quote.start : comment.quote.end]) == ("support", "Party shall keep")


async def test_escape_lets_go_and_the_keyboard_stays_with_the_text(cast, clause, tab):
    page = await tab("norland")
    await page.goto(clause.path)
    await page.locator("[data-quote-to]").focus()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Tab")
    await expect(button(page)).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(button(page)).to_be_hidden()
    await expect(page.locator("[data-quote-to]")).to_be_focused()


async def test_in_a_text_from_right_to_left_the_arrows_follow_the_eye(cast, clause, tab):
    page = await tab("norland")
    edition = await queries.edition(clause.instrument_id)
    arabic = next(entry for entry in edition.entries if "المستشفيات" in entry.text)
    await page.goto((await queries.clause_by_id(arabic.clause_id)).path)
    await page.locator("[data-quote-to]").focus()
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Shift+ArrowLeft")
    await page.keyboard.press("Enter")
    await expect(page.locator("#comment blockquote")).to_have_text("المستشفيات لا")


async def test_the_button_and_the_form_are_accessible(cast, clause, tab):
    page = await tab("norland")
    await page.goto(clause.path)
    await page.locator("[data-quote-to]").focus()
    await page.keyboard.press("ArrowRight")
    assert [
        (each["id"], [node["target"] for node in each["nodes"]])
        for each in (await Axe().run(page)).response["violations"]
    ] == []


async def test_words_that_have_moved_are_not_quoted(cast, clause, tab):
    page = await tab("norland")
    await page.goto(f"{clause.path}?start=0&end=4&words=Every#comment")
    await expect(page.locator("#comment")).to_contain_text("not in this text any more")
    await expect(page.locator("#comment blockquote")).to_have_count(0)


async def test_what_is_typed_survives_the_way_until_it_was_taken(cast, clause, tab):
    page = await tab("norland")
    await page.goto(clause.path)
    await page.get_by_label("Objection", exact=True).check()
    await page.get_by_label("Your comment").fill("I wrote for an hour.")
    await page.goto("/")
    await page.goto(f"{clause.path}?start=0&end=4#comment")
    await expect(page.get_by_label("Your comment")).to_have_value("I wrote for an hour.")
    await expect(page.get_by_label("Objection", exact=True)).to_be_checked()
    await page.get_by_role("button", name="Send comment").click()
    await expect(page.get_by_text("Say what would resolve your objection").first).to_be_visible()
    await page.goto(clause.path)
    await expect(page.get_by_label("Your comment")).to_have_value("I wrote for an hour.")
    await page.get_by_label("What would resolve it?").fill("Time.")
    await page.get_by_role("button", name="Send comment").click()
    await expect(page.locator(".comment .comment-body")).to_have_text("I wrote for an hour.")
    await expect(page.get_by_label("Your comment")).to_have_value("")
    await page.reload()
    await expect(page.get_by_label("Your comment")).to_have_value("")


async def test_signing_out_forgets_what_was_typed(cast, clause, tab):
    page = await tab("norland")
    await page.goto(clause.path)
    await page.get_by_label("Your comment").fill("Between us.")
    await page.locator(".person summary").click()
    await page.get_by_role("button", name="Sign out").click()
    await page.wait_for_load_state()
    assert "Between us." not in await page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
