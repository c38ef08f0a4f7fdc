"""Ballots until they close: who may open and cast, what is frozen, the deadline, the sealed tally."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from drafts.amendments.tables import Amendment, Question, Step
from drafts.ballots import queries
from drafts.ballots.actions import cast as cast_vote
from drafts.ballots.actions import close, open_ballot
from drafts.ballots.tables import Ballot, Cast, RollEntry
from drafts.ballots.values import Choice
from drafts.rules.presets import preset
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, Unlawful
from forum.mail.tables import Letter
from forum.organisations.tables import Accreditation, Organisation
from forum.record.tables import RecordEntry
from tests.drafts.ballot_setting import CLOSE, HEADS, START, Time, let_it_close, opened, text_with, vote, vouched


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


@pytest.mark.parametrize(
    "person", ["norland", "norland.delegate", "moderator.industry", "rapporteur.industry", "reader"]
)
async def test_only_the_secretariat_opens(cast, time, person):
    [amendment] = await text_with(cast, "New.")
    with pytest.raises(NotAllowed):
        await open_ballot(await cast.who(person), amendment, CLOSE)


@pytest.mark.parametrize(
    "person,reason",
    [
        ("norland.delegate", "head of delegation"),
        ("sudria.observer", "head of delegation"),
        ("latecomer", "not on the roll"),
        ("secretariat", "no mandate"),
        ("moderator.industry", "no mandate"),
        ("rapporteur.government", "no mandate"),
        ("reader", "no mandate"),
    ],
)
async def test_only_heads_on_the_roll_cast(cast, time, person, reason):
    ballot = await opened(cast)
    with pytest.raises(NotAllowed, match=reason):
        await cast_vote(await cast.who(person), ballot, Choice("yes"))
    assert not await Cast.exists()


async def test_what_is_frozen_at_the_opening(cast, time, database):
    async with atomic():
        await Organisation.update({Organisation.parent: cast.organisations["cobalt"]}).where(
            Organisation.slug == "lumen"
        )
    ballot = await opened(cast)
    async with atomic():
        await Accreditation.update({Accreditation.ended_at: START}).where(
            Accreditation.organisation == cast.organisations["lumen"]
        )
        await Organisation.update({Organisation.name: "Renamed"}).where(Organisation.slug == "sudria")
    view = await queries.ballot(ballot)
    voters = {voter.slug: voter for group in view.groups for voter in group.voters}
    assert (
        set(voters) == set(HEADS)
        and voters["lumen"].owner == "cobalt"
        and voters["sudria"].name == "Republic of Sudria"
    )
    assert [group.name for group in view.groups] == ["Government", "Industry", "Civil society"]
    await vote(cast, ballot, yes=["lumen"])  # the roll decides, not what became of the accreditation
    assert await vouched(
        await Ballot.objects().first(), *await RollEntry.objects(), *await Cast.objects(), *await Step.objects()
    )


async def test_opening_tells_each_head_once_and_moves_the_amendment(cast, time):
    ballot = await opened(cast)
    assert (await queries.ballot(ballot)).question.fate == "in-ballot"
    letters = await Letter.select(Letter.recipient, Letter.body)
    assert sorted(letter["recipient"] for letter in letters) == sorted(f"{head}@forum.test" for head in HEADS)
    assert all(f"/ballots/{ballot}" in letter["body"] for letter in letters)


async def test_one_ballot_at_a_time_on_a_clause(cast, time, database):
    one, elsewhere, other = await text_with(cast, "One.", "Elsewhere.", "Two.", clauses=2)
    await opened(cast, amendment=one)
    with pytest.raises(Conflict, match="one ballot at a time"):
        await opened(cast, amendment=other)
    assert await opened(cast, amendment=elsewhere)
    await vote(cast, 1, yes=HEADS)
    await let_it_close(time, database)
    with pytest.raises(Conflict, match="rationale"):
        await opened(cast, amendment=other, closes_at=CLOSE + timedelta(days=9))


@pytest.mark.parametrize("fate", ["in-ballot", "adopted", "rejected", "withdrawn", "superseded", "lapsed"])
async def test_only_a_tabled_amendment_is_put_to_a_ballot(cast, time, fate):
    [amendment] = await text_with(cast, "New.")
    async with atomic():
        await Amendment.update({Amendment.fate: fate}).where(Amendment.id == amendment)
    with pytest.raises(Conflict, match="Only a tabled"):
        await opened(cast, amendment=amendment)


async def test_a_draft_is_not_there(cast, time):
    [amendment] = await text_with(cast, "New.")
    async with atomic():
        await Amendment.update({Amendment.fate: "draft"}).where(Amendment.id == amendment)
    with pytest.raises(NotFound):
        await opened(cast, amendment=amendment)


async def test_no_ballot_while_the_sponsors_are_asked(cast, time):
    [amendment] = await text_with(cast, "New.")
    async with atomic():
        await Question(amendment=amendment, revision=1, asked_at=START).save()
    with pytest.raises(Conflict, match="sponsors"):
        await opened(cast, amendment=amendment)


async def test_two_who_open_at_once(cast, time):
    amendments = await text_with(cast, "One.", "Two.")
    results = await asyncio.gather(*(opened(cast, amendment=each) for each in amendments), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "int"]


@pytest.mark.parametrize(
    "closes_at",
    [START, START - timedelta(days=1), START + timedelta(hours=167, minutes=59), START + timedelta(days=367)],
)
async def test_closing_times_that_are_refused(cast, time, closes_at):
    with pytest.raises(Invalid) as refused:
        await opened(cast, closes_at=closes_at)
    assert "closes_at" in refused.value.fields and not await Ballot.exists() and not await Letter.exists()


@pytest.mark.parametrize(
    "method,reason",
    [
        (json.loads(preset("iso-dis").text), "chamber P"),
        ({"adopted_when": {"count": ["no"], "at_least": 1}}, "support"),
        ({"adopted_when": {"fact": "readings", "at_least": 2}}, "readings"),
        ({"chamber": ["class"], "adopted_when": {"all": []}}, "class"),
    ],
)
async def test_methods_that_cannot_decide_here(cast, time, method, reason):
    with pytest.raises(Unlawful, match=reason):
        await opened(cast, method)


async def test_an_unknown_amendment_or_ballot(cast, time):
    with pytest.raises(NotFound):
        await open_ballot(await cast.who("secretariat"), 99, CLOSE)
    with pytest.raises(NotFound):
        await cast_vote(await cast.who("norland"), 99, Choice("yes"))
    with pytest.raises(NotFound):
        await close(99)


async def test_a_mind_may_be_changed_until_the_close(cast, time):
    ballot = await opened(cast)
    first = await cast_vote(await cast.who("norland"), ballot, Choice("yes", "Good."))
    time.now = CLOSE - timedelta(milliseconds=1)
    last = await cast_vote(await cast.who("norland"), ballot, Choice("no", "Second thoughts."))
    assert (last.position, last.reason) == ("no", "Second thoughts.") and last.entry > first.entry
    assert await Cast.count() == 1 and await vouched(await Cast.objects().first())
    assert (await queries.ballot(ballot, await cast.who("norland"))).mine == last


@pytest.mark.parametrize("late", [timedelta(0), timedelta(milliseconds=1), timedelta(days=30)])
async def test_the_deadline_is_kept_by_the_server(cast, time, late):
    ballot = await opened(cast)
    time.now = CLOSE + late
    with pytest.raises(Unlawful, match="not counted"):
        await cast_vote(await cast.who("norland"), ballot, Choice("yes"))
    assert not await Cast.exists()


@pytest.mark.parametrize(
    "position,reason,field",
    [
        ("no", "", "reason"),
        ("no", " \u3000", "reason"),
        ("maybe", "", "position"),
        ("", "", "position"),
        ("yes", "x" * 4001, "reason"),
    ],
)
async def test_votes_that_cannot_be_taken(cast, time, position, reason, field):
    ballot = await opened(cast)
    with pytest.raises(Invalid) as refused:
        await cast_vote(await cast.who("norland"), ballot, Choice(position, reason))
    assert set(refused.value.fields) == {field} and not await Cast.exists()


async def test_nobody_gets_a_tally_before_the_close(cast, time):
    ballot = await opened(cast)
    await vote(cast, ballot, yes=["norland", "cobalt"], no=["sudria"])
    for person in ("secretariat", "moderator.industry", "sudria", "reader"):
        view = await queries.ballot(ballot, await cast.who(person))
        assert (
            view.result is None
            and view.cast == 3
            and all(voter.cast is None for group in view.groups for voter in group.voters)
        )
    assert (await queries.ballot(ballot, await cast.who("lumen"))).mine is None
    assert (await queries.ballot(ballot, await cast.who("sudria.observer"))).mine.position == "no"
    with pytest.raises(NotFound):
        await queries.record(ballot)
    entries = await RecordEntry.select(RecordEntry.bytes).where(RecordEntry.kind == "ballot.cast")
    assert len(entries) == 3 and not any(
        word in entry["bytes"] for entry in entries for word in ('"yes"', '"no"', "costs", "favour", "gainst")
    )
