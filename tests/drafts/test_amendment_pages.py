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
        done = await publish_change(
            at.instrument_id, Change("replace", at.id, text), amendment=f"/amendments/{amendment}", note="x"
        )
        await append(
            "revision.published",
            at.path,
            "Published.",
            *done.rows,
            *await actions.carry_over(at.id, done.revision_id, amendment),
        )


async def test_from_a_clause_to_a_tabled_amendment(cast, site):
    at = await clause(cast)
    norland, cobalt, anybody = (
        await site.signed_in(cast.people["norland"]),
        await site.signed_in(cast.people["cobalt"]),
        site.visitor(),
    )
    await norland.open(at.path)
    await norland.follow("Propose to amend this clause")
    assert norland.at.tree.xpath("//textarea[@name='text']")[0].text.strip() == at.current.text
    text = at.current.text.replace("without undue delay", "within 24 hours")
    checked = await check(norland, text)
    assert checked.status == 200 and "Removed: without undue delay" in checked.words and not await Amendment.exists()
    draft = await norland.send("/amendments", text=text, reasons="Hours <b>matter</b>.")
    assert (
        draft.path == "/amendments/1"
        and "Only your delegation" in draft.words
        and "2 of different owners are needed" in draft.words
    )
    assert "Hours <b>matter</b>." in draft.words and "<b>matter" not in draft.text
    assert (await cobalt.open("/amendments/1")).status == 404 == (await anybody.open("/amendments/1")).status
    await norland.send("/circulation")
    assert (await anybody.open("/amendments/1")).status == 404
    assert (
        "/amendments/1" in (await cobalt.open("/amendments")).links()
        and "/amendments/1" not in (await anybody.open("/amendments")).links()
    )
    await cobalt.open("/amendments/1")
    assert "Renew" not in (await cobalt.send("/sponsors")).text
    await norland.open("/amendments/1")
    done = await norland.send("/tabling")
    assert "Tabled" in done.words and "Cobalt Cloud" in done.words
    page = await anybody.open("/amendments/1")
    assert (
        page.status == 200
        and f"Amendment 1 to {at.citation}" in page.words
        and "/amendments/1" in (await anybody.open("/amendments?fate=tabled")).links()
    )
    assert not page.tree.xpath("//main//form")  # nothing to press for a passer-by


async def check(visitor, text: str):
    target, values = visitor.filled("/amendments", text=text, reasons="x")
    return await visitor.post(target, {**values, "act": "check"})


@pytest.mark.parametrize(
    "person, status",
    [
        ("norland", 200),
        ("cobalt.delegate", 200),
        ("sudria.observer", 403),
        ("latecomer", 403),
        ("secretariat", 403),
        ("reader", 403),
    ],
)
async def test_who_finds_the_form(cast, site, person, status):
    at = await clause(cast)
    for kind in ("", "?kind=insert", "?kind=repeal", "?kind=move", "?kind=nonsense"):
        assert (
            await (await site.signed_in(cast.people[person])).open(f"{at.path}/amendments/new{kind}")
        ).status == status


async def test_bad_input_stands_beside_its_field_and_nothing_is_lost(cast, site):
    at = await clause(cast)
    norland = await site.signed_in(cast.people["norland"])
    for text, says in (
        (at.current.text, "You have not changed anything"),
        (" ", "Write the words"),
        ("x" * 20_001, "At most 20,000 characters"),
    ):
        await norland.open(f"{at.path}/amendments/new")
        answer = await norland.send("/amendments", text=text, reasons="Why not?")
        assert answer.status == 422 and says in answer.words and answer.text.count("Why not?") == 1
        assert answer.tree.xpath("//title")[0].text.startswith("Error") and answer.tree.xpath(
            "//textarea[@aria-invalid='true'][@name='text']"
        )
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
    assert (
        answer.status == 200
        and "<html" not in answer.text
        and f"/amendments/{other}" in answer.text
        and "“<bdi>without undue delay</bdi>”. If" in answer.text
    )
    quiet = await norland.post(
        f"{at.path}/amendments/preview", {**values, "text": at.current.text.replace("those who asked", "others")}
    )
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
