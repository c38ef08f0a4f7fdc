"""Brackets on pages: who holds what, how many are left, and closing them."""

from __future__ import annotations

import pytest

from drafts.amendments import actions as amendments
from drafts.amendments.queries import open_on
from drafts.brackets import actions, queries
from drafts.brackets.tables import Hold
from drafts.exchange.markdown import read_markdown
from drafts.instruments import actions as instruments
from drafts.instruments import queries as instrument_queries
from forum.errors import Conflict, Invalid, NotAllowed, NotFound

TEXT = """# Code

## Article 1. Help

1. A Party [shall][should] answer [within 72 hours].
2. It helps.
"""


@pytest.fixture
async def clause(cast):
    slug = await instruments.bring(await cast.who("secretariat"), read_markdown(TEXT), "code", "About.")
    entries = (await instrument_queries.edition((await instrument_queries.instrument(slug)).id)).entries
    return await instrument_queries.clause_by_id(next(entry.clause_id for entry in entries if entry.clause_id))


async def test_who_holds_what(cast, clause):
    await actions.hold(await cast.who("norland"), clause.id, 1, 8, 0)
    await actions.hold(await cast.who("cobalt"), clause.id, 1, 8, 1)
    await actions.hold(await cast.who("norland"), clause.id, 1, 8, 1)
    modal, term = await queries.places(clause)
    assert [[holder.slug for holder in each.holders] for each in modal.choices] == [[], ["cobalt", "norland"]]
    assert term.choices[1].words == "" and not term.choices[0].holders
    await actions.hold(await cast.who("norland"), clause.id, 1, 8, None)
    assert await Hold.count() == 3 and await Hold.count().where(Hold.until.is_null()) == 1


@pytest.mark.parametrize(
    "who, revision, place, choice, error",
    [
        ("reader", 1, 8, 0, NotAllowed),
        ("norland", 2, 8, 0, Conflict),
        ("norland", 1, 9, 0, NotFound),
        ("norland", 1, 8, 2, Invalid),
        ("norland", 1, 8, -1, Invalid),
        ("norland", 1, 8, None, Conflict),
    ],
)
async def test_refusals(cast, clause, who, revision, place, choice, error):
    with pytest.raises(error):
        await actions.hold(await cast.who(who), clause.id, revision, place, choice)
    assert not await Hold.exists()


async def test_in_a_browser_without_scripts(cast, clause, site):
    reader, norland = site.visitor(), await site.signed_in(cast.people["norland"])
    assert "2 brackets left" in (await reader.open("/instruments/code")).words
    await reader.follow("2 brackets left")
    await reader.follow("Article 1, paragraph 1")
    assert "Nobody has said that they hold it" in reader.at.words and not reader.at.tree.xpath(
        "//main//form//input[@type='radio']"
    )
    await norland.open(clause.path)
    await norland.follow("not agreed")
    held = await norland.send("/brackets", choice="0")
    assert held.status == 200 and "Norland" in held.words
    again = await norland.send("/brackets", choice="0")
    assert again.status == 409 and "takes this stand already" in again.words
    odd = await norland.post(
        f"{clause.path}/brackets", {**norland.filled("/brackets")[1], "choice": "9", "_once": "odd"}
    )
    assert odd.status == 422 and "Choose one of the options" in odd.words
    await norland.open(f"{clause.path}/amendments/new?bracket=8&choice=1")
    assert (
        norland.at.tree.xpath("//textarea[@name='text']")[0].text.strip() == "A Party should answer [within 72 hours]."
    )
    assert (await norland.open(f"{clause.path}/amendments/new?bracket=x&choice=-1")).status == 200


async def test_an_amendment_that_closes_them_is_named(cast, clause):
    made = await amendments.draft(
        await cast.who("norland"), clause.id, amendments.Proposal("replace", "A Party shall answer.", "Done."), 1
    )
    await amendments.circulate(await cast.who("norland"), made)
    await amendments.sponsor(await cast.who("cobalt"), made)
    await amendments.table(await cast.who("norland"), made)
    assert [each.id for each in queries.closing(clause, await open_on(clause.id))] == [made]
    assert [(each.edition, each.left) for each in await queries.progress(clause.instrument_id)] == [(1, 2)]
