"""The pages of amendments that are there: words over time, collisions, withdrawal, comments, addresses."""

from __future__ import annotations

import pytest

from drafts.amendments import actions, queries
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


@pytest.mark.parametrize(
    "choice, says", [("keep", "against revision 2"), ("take", "Superseded"), ("write", "within one day")]
)
async def test_a_collision_with_both_texts_in_view(cast, site, choice, says):
    adopted, rival = await tabled(cast), await tabled(cast, RIVAL, who="sudria", sponsor="openrights")
    await publish(cast, (await queries.amendment(adopted)).wording.text, adopted)
    sudria, anybody = await site.signed_in(cast.people["sudria"]), site.visitor()
    page = await anybody.open(f"/amendments/{rival}")
    assert (
        "The clause has changed since" in page.words
        and "within 24 hours" in page.words
        and "at once" in page.words
        and "“without undue delay”" in page.words
    )
    assert (await sudria.open(f"/amendments/{rival}/edit")).status == 303 or sudria.at.path.startswith(
        f"/amendments/{rival}"
    )
    await sudria.open(f"/amendments/{rival}")
    missing = await sudria.send("/answer")
    assert missing.status == 422 and "Choose what becomes of your words" in missing.words
    text = (
        "A State that is asked for help shall acknowledge it within one day." if choice == "write" else "kept as typed"
    )
    done = await sudria.send("/answer", answer=choice, text=text)
    assert done.status == 200 and says in done.words and "under it" not in " ".join(done.tree.xpath("//h2/text()"))


async def test_withdrawing_asks_why_in_public(cast, site):
    await tabled(cast)
    norland, cobalt = await site.signed_in(cast.people["norland"]), await site.signed_in(cast.people["cobalt"])
    await norland.open("/amendments/1")
    refused = await norland.send("/withdrawal", why=" ")
    assert refused.status == 422 and "Say why" in refused.words
    _, values = norland.filled("/withdrawal", why="We were <i>wrong</i>.")
    forged = {name: value for name, value in values.items() if name != "_for"}
    await cobalt.open("/amendments/1")
    assert (
        await cobalt.post(
            "/amendments/1/withdrawal", {**forged, "_csrf": cobalt.at.tree.xpath("//input[@name='_csrf']/@value")[0]}
        )
    ).status == 403
    done = await norland.post("/amendments/1/withdrawal", values)
    assert (
        "Withdrawn" in done.words
        and "We were <i>wrong</i>." in done.words
        and not done.tree.xpath("//form[contains(@action, 'withdrawal')]")
    )
    assert (await norland.open("/amendments/1/edit")).status == 422


async def test_amendments_to_a_clause_stand_beside_each_other(cast, site):
    one, other = await tabled(cast), await tabled(cast, RIVAL, who="sudria", sponsor="openrights")
    at, anybody = await clause(cast), site.visitor()
    page = await anybody.open(f"{at.path}/amendments")
    assert {f"/amendments/{one}", f"/amendments/{other}"} <= page.links() and "changes the same words" in page.words
    page = await anybody.open(f"/amendments/{one}")
    assert f"Amendment {other} to Article 1, paragraph 1 changes the same words" in page.words
    assert "“without undue delay”" in page.words


async def test_a_comment_stays_with_the_wording_that_it_was_about(cast, site):
    amendment = await tabled(cast)
    norland, lumen = await site.signed_in(cast.people["norland"]), await site.signed_in(cast.people["lumen"])
    await lumen.open(f"/amendments/{amendment}?view=clean&start=0&end=7")
    said = await lumen.send("/comments", stance="concern", body="A day is short.")
    assert (
        said.path.startswith(f"/amendments/{amendment}")
        and "A day is short." in said.words
        and "About older words" not in said.words
    )
    await lumen.open(f"/amendments/{amendment}")
    wrong = await lumen.send("/comments", stance="objection", body="No.")
    assert wrong.status == 422 and "No." in wrong.text
    await norland.open(f"/amendments/{amendment}/edit")
    assert (
        "About older words (wording 1)"
        in (await norland.send("/wordings", text="A State helps within 48 hours.")).words
    )


async def test_nonsense_addresses(cast, site):
    await drafted(cast)
    anybody = site.visitor()
    for path in (
        "/amendments/0",
        "/amendments/2147483648",
        "/amendments/99",
        "/amendments/1/wordings/1",
        "/amendments/1",
        "/instruments/code/clauses/nope/amendments",
    ):
        assert (await anybody.open(path)).status in (400, 404), path
    assert (
        await anybody.open("/amendments?fate=draft&before=x")
    ).status == 200 and "/amendments/1" not in anybody.at.links()


async def test_every_kind_can_be_read(cast, site):
    at, below = await clause(cast), await clause(cast, 2)
    who = await cast.who("norland")
    for kind, text, after in (
        ("insert", "A *new* clause.", None),
        ("repeal", "", None),
        ("move", "", below.id),
        ("replace", "| a | b |\n|---|---|\n| 1 | 2 |", None),
    ):
        amendment = await actions.draft(who, at.id, actions.Proposal(kind, text, "Why.", after), at.current.number)
        norland = await site.signed_in(cast.people["norland"])
        for path in (
            f"/amendments/{amendment}",
            f"/amendments/{amendment}/edit",
            f"/amendments/{amendment}?view=columns",
            f"/amendments/{amendment}?view=clean",
        ):
            assert (await norland.open(path)).status == 200, (kind, path)
        await norland.open(f"/amendments/{amendment}/edit")
        assert (await norland.send("/wordings", reasons="Better reasons.")).path == f"/amendments/{amendment}"
        assert "Better reasons." in norland.at.words
