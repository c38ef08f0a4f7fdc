"""A ballot in which nobody has voted is annulled by two offices, in public; one vote, and it never is."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from drafts.amendments.tables import Amendment
from drafts.ballots import queries
from drafts.ballots.actions import cast as cast_vote
from drafts.ballots.actions import (
    confirm_annulment,
    open_ballot,
    open_on_motion,
    open_rivals,
    propose_annulment,
)
from drafts.ballots.records.checks import first_fault
from drafts.ballots.tables import Annulment, Ballot
from drafts.ballots.tables import Cast as Vote
from drafts.ballots.values import Choice
from drafts.motions import actions as motions
from drafts.motions.tables import Motion
from drafts.rules.record import UNSTATED, parse_record
from forum.errors import Conflict, Invalid, NotAllowed, Unlawful
from forum.mail.tables import Letter
from forum.organisations.tables import StakeholderGroup
from forum.people.tables import Mandate, Office
from forum.record.tables import RecordEntry
from tests.drafts.ballot_setting import CLOSE, START, Time, answered, in_force, opened, text_with, vote
from tests.drafts.test_rounds import RECIRCULATED, held, reworded

HALF = {
    "title": "More than half",
    "adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"},
}
WHY = "It closes one year late."


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


async def annulled(cast, ballot: int = 1, moderator: str = "moderator.industry") -> None:
    await propose_annulment(await cast.who("secretariat"), ballot, WHY)
    await confirm_annulment(await cast.who(moderator), ballot)


async def fate(amendment: int = 1) -> str:
    return (await Amendment.select(Amendment.fate).where(Amendment.id == amendment).first())["fate"]


@pytest.mark.parametrize("first,then", [("secretariat", "moderator.industry"), ("moderator.industry", "secretariat")])
async def test_two_offices_annul_it_and_all_concerned_get_the_reason(cast, time, first, then):
    await opened(cast)
    before = await Letter.count()
    with pytest.raises(Conflict):
        await confirm_annulment(await cast.who(then), 1)
    with pytest.raises(Invalid):
        await propose_annulment(await cast.who(first), 1, "  ")
    await propose_annulment(await cast.who(first), 1, WHY)
    asked = await Letter.count() - before
    with pytest.raises(NotAllowed):
        await confirm_annulment(await cast.who(first), 1)  # nobody alone
    with pytest.raises(Conflict):
        await propose_annulment(await cast.who(then), 1, "Me too.")
    await confirm_annulment(await cast.who(then), 1)
    assert asked == (9 if first == "secretariat" else 1)  # whoever holds the other office
    letters = await Letter.select(Letter.recipient, Letter.body).where(Letter.subject == "Ballot 1 was annulled")
    assert len(letters) == 6 and all(
        WHY in each["body"] for each in letters
    )  # the sponsors are heads here, written to once
    view = await queries.ballot(1)
    assert (view.outcome, view.state, view.result, await fate()) == ("annulled", "closed", None, "tabled")
    said = await RecordEntry.select().where(RecordEntry.kind == "ballot.annulled").first()
    assert WHY in said["bytes"]
    assert await first_fault() == ""
    assert await open_ballot(await cast.who("secretariat"), 1, CLOSE) == 2  # at once, on the same amendment


async def test_a_vote_ends_the_possibility_and_an_annulment_ends_the_voting(cast, time):
    await opened(cast)
    await propose_annulment(await cast.who("secretariat"), 1, WHY)
    await vote(cast, 1, yes=["norland"])
    with pytest.raises(Unlawful, match="Somebody has voted"):
        await confirm_annulment(await cast.who("moderator.industry"), 1)
    await vote(cast, 1, no=["norland"])
    with pytest.raises(Unlawful, match="Somebody has voted"):
        await confirm_annulment(await cast.who("moderator.government"), 1)
    assert not await Annulment.exists().where(Annulment.confirmed_at.is_not_null())


async def test_who_votes_in_an_annulled_ballot_is_told_so(cast, time):
    await opened(cast)
    await annulled(cast)
    with pytest.raises(Unlawful, match="annulled before anybody voted"):
        await vote(cast, 1, yes=["norland"])
    time.now = CLOSE
    assert not await Vote.exists()


@pytest.mark.parametrize("first", ["vote", "annulment"])
async def test_of_a_vote_and_an_annulment_at_once_one_is_done(cast, time, first):
    await opened(cast)
    await propose_annulment(await cast.who("secretariat"), 1, WHY)
    norland, moderator = await cast.who("norland"), await cast.who("moderator.industry")
    acts = [cast_vote(norland, 1, Choice("yes")), confirm_annulment(moderator, 1)]
    done = await asyncio.gather(*(acts if first == "vote" else acts[::-1]), return_exceptions=True)
    assert sorted(type(each).__name__ == "Unlawful" for each in done) == [False, True], done
    outcome = (await Ballot.select(Ballot.outcome).first())["outcome"]
    assert await Vote.count() == (0 if outcome == "annulled" else 1) and await first_fault() == ""


@pytest.mark.parametrize("person", ["norland", "rapporteur.industry", "registrar.industry", "reader"])
async def test_others_neither_propose_nor_confirm(cast, time, person):
    await opened(cast)
    with pytest.raises(NotAllowed):
        await propose_annulment(await cast.who(person), 1, WHY)
    await propose_annulment(await cast.who("secretariat"), 1, WHY)
    with pytest.raises(NotAllowed):
        await confirm_annulment(await cast.who(person), 1)


async def test_a_secretary_with_a_mandate_needs_a_moderator_of_another_group(cast, time):
    await opened(cast)
    await Mandate(
        participant=cast.people["secretariat"], organisation=cast.organisations["lumen"], kind="observer", since=START
    ).save()
    await propose_annulment(await cast.who("secretariat"), 1, WHY)
    with pytest.raises(NotAllowed, match="of your stakeholder group"):
        await confirm_annulment(await cast.who("moderator.industry"), 1)
    await confirm_annulment(await cast.who("moderator.government"), 1)
    assert await fate() == "tabled"


async def test_an_office_that_has_ended_proposes_nothing_any_more(cast, time):
    await opened(cast)
    await propose_annulment(await cast.who("moderator.industry"), 1, WHY)
    here = (Office.participant == cast.people["moderator.industry"]) & (Office.office == "moderator")
    await Office.update({Office.until: START}).where(here)
    with pytest.raises(NotAllowed, match="does not hold that office"):
        await confirm_annulment(await cast.who("secretariat"), 1)
    await propose_annulment(await cast.who("secretariat"), 1, WHY)
    await confirm_annulment(await cast.who("moderator.government"), 1)
    assert await fate() == "tabled" and await StakeholderGroup.count() == 3


async def test_rivals_and_motions_are_tabled_again(cast, time):
    ids = await text_with(cast, "One.", "Two.")
    await in_force(HALF, ids[0])
    secretariat = await cast.who("secretariat")
    await open_rivals(secretariat, ids, "approval", CLOSE)
    await annulled(cast)
    assert [await fate(each) for each in ids] == ["tabled", "tabled"]
    await motions.move(secretariat, "entrench", "code", "k0", {}, "It is the core.")
    await open_on_motion(secretariat, 1, CLOSE.replace(month=4))
    await annulled(cast, 2)
    assert (await Motion.select(Motion.fate).first())["fate"] == "tabled"
    assert await open_on_motion(secretariat, 1, CLOSE.replace(month=4)) == 3
    assert await first_fault() == ""
    for number in (1, 2):
        record = json.loads(await queries.record(number))
        assert record["question"]["annulled"] == WHY and "outcome" not in record and not record["casts"]
        assert parse_record(record).stated == UNSTATED


async def test_an_annulled_recirculation_is_as_if_it_had_not_been(cast, time, database):
    ballot = await held(cast, time, database, RECIRCULATED)
    await reworded(cast)
    await answered(cast, ballot)
    secretariat, closes_at = await cast.who("secretariat"), time.now + timedelta(days=8)
    again = await open_ballot(secretariat, 1, closes_at, course="recirculation")
    await annulled(cast, again)
    assert not json.loads(await queries.record(again))["casts"] and (await queries.ballot(ballot)).round.later is None
    third = await open_ballot(secretariat, 1, closes_at, course="recirculation")
    assert (await queries.ballot(ballot)).round.later == third and await first_fault() == ""


async def test_the_pages_lead_through_it(cast, time, site):
    await opened(cast)
    public = site.visitor()
    secretariat = await site.signed_in(cast.people["secretariat"])
    moderator = await site.signed_in(cast.people["moderator.industry"])
    assert "Annul this ballot" not in (await public.open("/ballots/1")).words
    await secretariat.open("/ballots/1")
    page = await secretariat.follow("Annul this ballot")
    assert "one proposes it, the other confirms it" in page.words and "0 of 6 organisations have voted" in page.words
    wrong = await secretariat.send("/annulment", reason="")
    assert wrong.status == 422 and "Say why" in wrong.words
    said = await secretariat.send("/annulment", reason=WHY)
    assert (
        "the secretariat proposed to annul this ballot" in said.words and "A moderator has to confirm it" in said.words
    )
    assert WHY in (await public.open("/ballots/1")).words
    await moderator.open("/ballots/1")
    await moderator.follow("Confirm that it is annulled")
    done = await moderator.send("/annulment/confirmation")
    assert done.path == "/ballots/1" and "Annulled" in done.words and WHY in done.words
    assert "annulled before anybody voted" in (await public.open("/amendments/1")).words
    for path in ("/ballots", "/ballots/1.json", "/amendments/1", "/record"):
        page = await public.open(path)
        assert page.status == 200 and "nnulled" in page.text, path
    norland = await site.signed_in(cast.people["norland"])
    assert (await norland.open("/ballots/1/annulment")).status == 403
    assert not (await norland.open("/ballots/1")).tree.xpath("//form[contains(@action, 'casts')]")
    assert (await secretariat.open("/ballots/1/annulment")).status == 200


async def test_a_vote_in_between_is_said_on_the_page(cast, time, site):
    await opened(cast)
    await propose_annulment(await cast.who("secretariat"), 1, WHY)
    await vote(cast, 1, yes=["norland"])
    moderator = await site.signed_in(cast.people["moderator.industry"])
    page = await moderator.open("/ballots/1")
    assert "not confirmed before the first vote" in page.words and "Confirm that" not in page.words
    assert "it cannot be annulled any more" in (await moderator.open("/ballots/1/annulment")).words
