"""Amendments in a browser without JavaScript: writing, sponsors, fates, stale pages, bad input."""
from __future__ import annotations

import pytest

from drafts.amendments import actions, queries
from drafts.amendments.tables import Amendment
from drafts.instruments.actions import Change, publish_change
from forum.database import atomic
from forum.record.actions import append
from tests.drafts.setting import clause, drafted, tabled

RIVAL = ("without undue delay", "at once")


async def publish(cast, text: str, amendment: int) -> None:
    at = await clause(cast)
    async with atomic():
        done = await publish_change(at.instrument_id, Change("replace", at.id, text), amendment=f"/amendments/{amendment}", note="x")
        await append("revision.published", at.path, "Published.", *done.rows, *await actions.carry_over(at.id, done.revision_id, amendment))


async def test_from_a_clause_to_a_tabled_amendment(cast, site):
    at = await clause(cast)
    norland, cobalt, anybody = await site.signed_in(cast.people["norland"]), await site.signed_in(cast.people["cobalt"]), site.visitor()
    await norland.open(at.path)
    await norland.follow("Propose to amend this clause")
    assert norland.at.tree.xpath("//textarea[@name='text']")[0].text.strip() == at.current.text
    text = at.current.text.replace("without undue delay", "within 24 hours")
    checked = await check(norland, text)
    assert checked.status == 200 and "Removed: without undue delay" in checked.words and not await Amendment.exists()
    draft = await norland.send("/amendments", text=text, reasons="Hours <b>matter</b>.")
    assert draft.path == "/amendments/1" and "Only your delegation" in draft.words and "2 of different owners are needed" in draft.words
    assert "Hours <b>matter</b>." in draft.words and "<b>matter" not in draft.text
    assert (await cobalt.open("/amendments/1")).status == 404 == (await anybody.open("/amendments/1")).status
    await norland.send("/circulation")
    assert (await anybody.open("/amendments/1")).status == 404
    assert "/amendments/1" in (await cobalt.open("/amendments")).links() and "/amendments/1" not in (await anybody.open("/amendments")).links()
    await cobalt.open("/amendments/1")
    assert "Renew" not in (await cobalt.send("/sponsors")).text
    await norland.open("/amendments/1")
    done = await norland.send("/tabling")
    assert "Tabled" in done.words and "Cobalt Cloud" in done.words
    page = await anybody.open("/amendments/1")
    assert page.status == 200 and f"Amendment 1 to {at.citation}" in page.words and "/amendments/1" in (await anybody.open("/amendments?fate=tabled")).links()
    assert not page.tree.xpath("//main//form")  # nothing to press for a passer-by


async def check(visitor, text: str):
    target, values = visitor.filled("/amendments", text=text, reasons="x")
    return await visitor.post(target, {**values, "act": "check"})


@pytest.mark.parametrize("person, status", [("norland", 200), ("cobalt.delegate", 200), ("sudria.observer", 403), ("latecomer", 403), ("secretariat", 403), ("reader", 403)])
async def test_who_finds_the_form(cast, site, person, status):
    at = await clause(cast)
    for kind in ("", "?kind=insert", "?kind=repeal", "?kind=move", "?kind=nonsense"):
        assert (await (await site.signed_in(cast.people[person])).open(f"{at.path}/amendments/new{kind}")).status == status


async def test_bad_input_stands_beside_its_field_and_nothing_is_lost(cast, site):
    at = await clause(cast)
    norland = await site.signed_in(cast.people["norland"])
    for text, says in ((at.current.text, "You have not changed anything"), (" ", "Write the words"), ("x" * 20_001, "At most 20,000 characters")):
        await norland.open(f"{at.path}/amendments/new")
        answer = await norland.send("/amendments", text=text, reasons="Why not?")
        assert answer.status == 422 and says in answer.words and answer.text.count("Why not?") == 1
        assert answer.tree.xpath("//title")[0].text.startswith("Error") and answer.tree.xpath("//textarea[@aria-invalid='true'][@name='text']")
    assert (await norland.send("/amendments", text="Fine words.", reasons="r" * 5_001)).status == 422
    await norland.open(f"{at.path}/amendments/new?kind=move")
    assert "Choose the clause after which" in (await norland.send("/amendments")).words
    assert not await Amendment.exists()


async def test_the_same_form_twice_drafts_once(cast, site):
    at = await clause(cast)
    norland = await site.signed_in(cast.people["norland"])
    await norland.open(f"{at.path}/amendments/new")
    target, values = norland.filled("/amendments", text="Other words.")
    assert (await norland.post(target, values)).path == (await norland.post(target, values)).path == "/amendments/1"
    assert await Amendment.count() == 1


async def test_the_preview_names_who_touches_the_same_words(cast, site):
    other = await tabled(cast, RIVAL, who="sudria", sponsor="openrights")
    at = await clause(cast)
    norland = await site.signed_in(cast.people["norland"])
    await norland.open(f"{at.path}/amendments/new")
    _, values = norland.filled("/amendments", text=at.current.text.replace("undue delay", "delay"))
    answer = await norland.post(f"{at.path}/amendments/preview", values)
    assert answer.status == 200 and "<html" not in answer.text and f"/amendments/{other}" in answer.text and "“<bdi>without undue delay</bdi>”. If" in answer.text
    quiet = await norland.post(f"{at.path}/amendments/preview", {**values, "text": at.current.text.replace("those who asked", "others")})
    assert "touches" not in quiet.text and "<ins>" in quiet.text
    same = await norland.post(f"{at.path}/amendments/preview", {**values, "text": at.current.text})
    assert "You have not changed anything" in same.text
    assert (await norland.post(f"{at.path}/amendments/preview", {**values, "_csrf": "forged"})).status == 403


async def test_a_stale_page_says_so_and_shows_what_changed(cast, site):
    adopted, at = await tabled(cast), await clause(cast)
    norland = await site.signed_in(cast.people["norland"])
    await norland.open(f"{at.path}/amendments/new")
    target, values = norland.filled("/amendments", text="My own words.", reasons="My reasons.")
    await publish(cast, (await queries.amendment(adopted)).wording.text, adopted)
    stale = await norland.post(target, values)
    assert stale.status == 409 and "revision 2 is in force" in stale.words and "Added: within 24 hours" in stale.words
    assert "My own words." in stale.text and "My reasons." in stale.text and await Amendment.count() == 1
    assert (await norland.send("/amendments")).path == "/amendments/2"


async def test_two_of_one_delegation_write_at_once(cast, site):
    await drafted(cast)
    first, second = await site.signed_in(cast.people["norland"]), await site.signed_in(cast.people["norland.delegate"])
    await first.open("/amendments/1/edit")
    await second.open("/amendments/1/edit")
    assert (await first.send("/wordings", text="First words.")).path == "/amendments/1"
    late = await second.send("/wordings", text="Second words.")
    assert late.status == 409 and "First words." in late.words and "Second words." in late.text
    assert (await second.send("/wordings")).path == "/amendments/1"
    assert (await queries.amendment(1, await cast.who("norland"))).wording.text == "Second words."


async def test_new_words_after_the_tabling(cast, site):
    amendment = await tabled(cast)
    norland, cobalt = await site.signed_in(cast.people["norland"]), await site.signed_in(cast.people["cobalt"])
    await norland.open("/amendments/1/edit")
    done = await norland.send("/wordings", text="A State helps within 48 hours.")
    assert "Support for older words" in done.words and "Before it can go to a ballot" in done.words
    older = await cobalt.open(f"/amendments/{amendment}/wordings/1")
    assert "Older words" in older.words and "within 24 hours" in older.words
    await cobalt.open("/amendments/1")
    renewed = await cobalt.send("/sponsors")
    assert "Support for older words" not in renewed.words and "Nothing is missing" in renewed.words
    ended = await cobalt.send("/sponsors/end")
    assert "1 organisation stands behind these words" in ended.words


@pytest.mark.parametrize("choice, says", [("keep", "against revision 2"), ("take", "Superseded"), ("write", "within one day")])
async def test_a_collision_with_both_texts_in_view(cast, site, choice, says):
    adopted, rival = await tabled(cast), await tabled(cast, RIVAL, who="sudria", sponsor="openrights")
    await publish(cast, (await queries.amendment(adopted)).wording.text, adopted)
    sudria, anybody = await site.signed_in(cast.people["sudria"]), site.visitor()
    page = await anybody.open(f"/amendments/{rival}")
    assert "The clause has changed under it" in page.words and "within 24 hours" in page.words and "at once" in page.words and "“without undue delay”" in page.words
    assert (await sudria.open(f"/amendments/{rival}/edit")).status == 303 or sudria.at.path.startswith(f"/amendments/{rival}")
    await sudria.open(f"/amendments/{rival}")
    missing = await sudria.send("/answer")
    assert missing.status == 422 and "Choose what becomes of your words" in missing.words
    text = "A State that is asked for help shall acknowledge it within one day." if choice == "write" else "kept as typed"
    done = await sudria.send("/answer", answer=choice, text=text)
    assert done.status == 200 and says in done.words and "under it" not in " ".join(done.tree.xpath("//h2/text()"))


async def test_withdrawing_asks_why_in_public(cast, site):
    await tabled(cast)
    norland, cobalt = await site.signed_in(cast.people["norland"]), await site.signed_in(cast.people["cobalt"])
    await norland.open("/amendments/1")
    refused = await norland.send("/withdrawal", why=" ")
    assert refused.status == 422 and "Say why" in refused.words
    _, values = norland.filled("/withdrawal", why="We were <i>wrong</i>.")
    await cobalt.open("/amendments/1")
    assert (await cobalt.post("/amendments/1/withdrawal", {**values, "_csrf": cobalt.at.tree.xpath("//input[@name='_csrf']/@value")[0]})).status == 403
    done = await norland.post("/amendments/1/withdrawal", values)
    assert "Withdrawn" in done.words and "We were <i>wrong</i>." in done.words and not done.tree.xpath("//form[contains(@action, 'withdrawal')]")
    assert (await norland.open("/amendments/1/edit")).status == 422


async def test_amendments_to_a_clause_stand_beside_each_other(cast, site):
    one, other = await tabled(cast), await tabled(cast, RIVAL, who="sudria", sponsor="openrights")
    at, anybody = await clause(cast), site.visitor()
    page = await anybody.open(f"{at.path}/amendments")
    assert {f"/amendments/{one}", f"/amendments/{other}"} <= page.links() and "Touches words" in page.words
    page = await anybody.open(f"/amendments/{one}")
    assert f"It touches words that Amendment {other}" in page.words and "“without undue delay”" in page.words


async def test_a_comment_stays_with_the_wording_that_it_was_about(cast, site):
    amendment = await tabled(cast)
    norland, lumen = await site.signed_in(cast.people["norland"]), await site.signed_in(cast.people["lumen"])
    await lumen.open(f"/amendments/{amendment}?view=clean&start=0&end=7")
    said = await lumen.send("/comments", stance="concern", body="A day is short.")
    assert said.path.startswith(f"/amendments/{amendment}") and "A day is short." in said.words and "About older words" not in said.words
    await lumen.open(f"/amendments/{amendment}")
    wrong = await lumen.send("/comments", stance="objection", body="No.")
    assert wrong.status == 422 and "No." in wrong.text
    await norland.open(f"/amendments/{amendment}/edit")
    assert "About older words (wording 1)" in (await norland.send("/wordings", text="A State helps within 48 hours.")).words


async def test_nonsense_addresses(cast, site):
    await drafted(cast)
    anybody = site.visitor()
    for path in ("/amendments/0", "/amendments/2147483648", "/amendments/99", "/amendments/1/wordings/1", "/amendments/1", "/instruments/code/clauses/nope/amendments"):
        assert (await anybody.open(path)).status in (400, 404), path
    assert (await anybody.open("/amendments?fate=draft&before=x")).status == 200 and "/amendments/1" not in anybody.at.links()


async def test_every_kind_can_be_read(cast, site):
    at, below = await clause(cast), await clause(cast, 2)
    who = await cast.who("norland")
    for kind, text, after in (("insert", "A *new* clause.", None), ("repeal", "", None), ("move", "", below.id), ("replace", "| a | b |\n|---|---|\n| 1 | 2 |", None)):
        amendment = await actions.draft(who, at.id, actions.Proposal(kind, text, "Why.", after), at.current.number)
        norland = await site.signed_in(cast.people["norland"])
        for path in (f"/amendments/{amendment}", f"/amendments/{amendment}/edit", f"/amendments/{amendment}?view=columns", f"/amendments/{amendment}?view=clean"):
            assert (await norland.open(path)).status == 200, (kind, path)
        await norland.open(f"/amendments/{amendment}/edit")
        assert (await norland.send("/wordings", reasons="Better reasons.")).path == f"/amendments/{amendment}"
        assert "Better reasons." in norland.at.words
