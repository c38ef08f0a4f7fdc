"""Open amendments and running ballots, in the margin of the text and on the clause's page."""

from datetime import UTC, datetime

import pytest

from drafts.amendments.tables import Amendment, Step, Wording
from drafts.ballots.tables import Ballot
from drafts.exchange.markdown import read_markdown
from drafts.instruments import queries
from drafts.instruments.actions import bring_by_operator
from drafts.instruments.views import ClauseView

THEN = datetime(2026, 1, 6, tzinfo=UTC)
TEXT = "Each Party shall keep a register of its tools and shall publish it every year in full."
PATH = "/instruments/code"


@pytest.fixture
async def clause(cast) -> ClauseView:
    await bring_by_operator(read_markdown(f"# Code\n\n## Article 1. Tools\n\n1. {TEXT}\n2. End."), "code")
    edition = await queries.edition((await queries.instrument("code")).id)
    return await queries.clause_by_id(next(entry.clause_id for entry in edition.entries if entry.text == TEXT))


async def tabled(cast, clause: ClauseView, text: str, fate: str = "tabled", kind: str = "replace") -> tuple[int, int]:
    amendment = Amendment(
        instrument=clause.instrument_id,
        clause=clause.id,
        kind=kind,
        fate=fate,
        drafted_by=cast.people["norland"],
        organisation=cast.organisations["norland"],
        drafted_at=THEN,
    )
    await amendment.save()
    wording = Wording(
        amendment=amendment.id, number=1, base=clause.current.id, text=text, reasons="Because.", written_at=THEN
    )
    await wording.save()
    await Step(amendment=amendment.id, fate=fate, taken_at=THEN).save()
    return amendment.id, wording.id


async def test_beside_each_other_and_touching(cast, clause, site):
    first, _ = await tabled(cast, clause, TEXT.replace("register", "list"))
    second, _ = await tabled(cast, clause, TEXT.replace("register", "log"))
    third, _ = await tabled(cast, clause, TEXT.replace("in full", "in part"))
    answer = await site.visitor().open(clause.path)
    cards = answer.tree.xpath("//li[@class='card']")
    assert [card.xpath(".//h3/a/@href") for card in cards] == [[f"/amendments/{n}"] for n in (first, second, third)]
    assert ["changes the same words" in " ".join(card.text_content().split()) for card in cards] == [True, True, False]
    assert "Added: list" in cards[0].text_content() and "Kingdom of Norland" in cards[0].text_content()


async def test_ended_ones_are_kept_and_drafts_are_not_shown(cast, clause, site):
    await tabled(cast, clause, "Rejected words.", "rejected")
    await tabled(cast, clause, "Draft words.", "draft")
    answer = await site.visitor().open(clause.path)
    assert (
        "1 earlier amendment" in answer.words
        and "Nobody proposes to change this clause" in answer.words
        and "Draft words" not in answer.words
    )


async def test_the_margin(cast, clause, site):
    await tabled(cast, clause, TEXT.replace("register", "list"))
    amendment, wording = await tabled(cast, clause, TEXT.replace("register", "log"), "in-ballot")
    ballot = Ballot(
        amendment=amendment, wording=wording, method_id="balanced", method="{}", opened_at=THEN, closes_at=THEN
    )
    await ballot.save()
    answer = await site.visitor().open(PATH)
    notes = answer.tree.get_element_by_id(clause.key).xpath(".//ul[@class='margin']//a")
    assert [(note.text_content(), note.get("href")) for note in notes] == [
        ("Ballot running", f"/ballots/{ballot.id}"),
        ("2 open amendments", f"{clause.path}#amendments"),
    ]
    assert "Open amendments 2" in answer.words
