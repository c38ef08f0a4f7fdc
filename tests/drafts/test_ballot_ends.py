"""How ballots end: at their time, once, each in a way that is written down."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from drafts.amendments.tables import Amendment, Step
from drafts.ballots import lists, queries
from drafts.ballots.actions import cast as cast_vote
from drafts.ballots.actions import close, close_due
from drafts.ballots.records.checks import first_fault
from drafts.ballots.tables import Ballot, Cast, RollEntry
from drafts.ballots.values import Choice
from drafts.rules.record import parse_record
from drafts.rules.tally import recount
from forum import clock
from forum.database import atomic
from forum.errors import Conflict, Unlawful
from forum.record.tables import Checkpoint, RecordEntry
from forum.threads.tables import Comment, Disposition, Hiding
from tests.drafts.ballot_setting import CLOSE, HEADS, START, Time, let_it_close, opened, text_with, vote, vouched
from tests.tamper import disarm

TURNOUT = {
    "valid_when": {
        "share": ["yes", "no", "bare_no", "abstain"],
        "of": ["yes", "no", "bare_no", "abstain", "absent"],
        "at_least": "1/2",
    },
    "adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"},
}


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


async def test_nobody_closes_early(cast, time, database):
    ballot = await opened(cast)
    time.now = CLOSE - timedelta(milliseconds=1)
    with pytest.raises(Unlawful, match="not earlier"):
        await close(ballot)
    assert await close_due(database) == 0


async def test_two_that_close_at_once(cast, time, database):
    ballot = await opened(cast)
    await vote(cast, ballot, yes=HEADS)
    time.now = CLOSE
    assert sum(await asyncio.gather(*(close_due(database) for _ in range(4)))) == 1
    assert await RecordEntry.count().where(RecordEntry.kind == "ballot.closed") == 1
    assert await close_due(database) == 0
    with pytest.raises(Conflict):
        await close(ballot)


async def test_casts_that_race_the_close_are_counted_or_refused(cast, time, database):
    ballot = await opened(cast)
    whos = [await cast.who(head) for head in HEADS]
    moments = iter([CLOSE - timedelta(milliseconds=1)] * 4)
    clock.source = lambda: next(moments, CLOSE)
    results = await asyncio.gather(
        *(cast_vote(who, ballot, Choice("yes")) for who in whos), close_due(database), return_exceptions=True
    )
    await close_due(database)
    counted = [result for result in results[:-1] if not isinstance(result, Unlawful)]
    assert len(json.loads(await queries.record(ballot))["casts"]) == len(counted) == await Cast.count()


@pytest.mark.parametrize(
    "method,votes,outcome,fate",
    [
        (None, {"yes": HEADS}, "adopted", "adopted"),
        (None, {"yes": HEADS[:4], "no": HEADS[4:]}, "rejected", "rejected"),
        (None, {}, "rejected", "rejected"),  # nobody voted
        (None, {"yes": HEADS[:4]}, "rejected", "tabled"),  # a group stayed away: a second call can be opened
        (None, {"yes": HEADS[::2], "no": HEADS[1::2]}, "rejected", "rejected"),  # a tie in every group
        (TURNOUT, {"yes": HEADS[:2]}, "invalid", "tabled"),
        (TURNOUT, {"yes": HEADS[:1], "no": HEADS[1:2], "abstain": HEADS[2:]}, "rejected", "rejected"),
        (TURNOUT, {"abstain": HEADS}, "rejected", "rejected"),
    ],
)
async def test_each_end_is_defined(cast, time, database, method, votes, outcome, fate):
    ballot = await opened(cast, method)
    await vote(cast, ballot, **votes)
    assert await let_it_close(time, database) == 1
    view = await queries.ballot(ballot)
    assert (view.outcome, view.question.fate, view.result.outcome) == (outcome, fate, outcome)
    assert bool(view.result.missing()) == (outcome != "adopted")
    record = parse_record(await queries.record(ballot))
    assert recount(record).outcome == record.stated == outcome
    assert await vouched(await Ballot.objects().first(), *await Amendment.objects(), *await Step.objects())
    assert await Checkpoint.exists()


async def object_to(cast, number: int) -> list[int]:
    """Ids of that many objections to amendment 1."""
    about = {"container": "/instruments/code", "subject": "/amendments/1", "wording": "/amendments/1/wordings/1"}
    rows = [
        Comment(**about, participant=cast.people["sudria"], stance="objection", body="No.", resolution="Yes.")
        for _ in range(number)
    ]
    async with atomic():
        await Comment.insert(*rows)
    return [row.id for row in rows]


async def test_an_objection_without_an_answer_holds(cast, time, database):
    ballot = await opened(cast)
    await object_to(cast, 1)
    await vote(cast, ballot, yes=HEADS)
    await let_it_close(time, database)
    view = await queries.ballot(ballot)
    assert (view.outcome, view.question.fate) == ("held", "tabled")
    assert view.result.missing() == ("One objection has no answer yet.",)
    assert await opened(cast, amendment=1, closes_at=CLOSE + timedelta(days=8))  # a new ballot is possible


async def test_answered_and_hidden_objections_hold_nothing(cast, time, database):
    ballot = await opened(cast)
    answered, hidden = await object_to(cast, 2)
    async with atomic():
        await Disposition(comment=answered, kind="noted", reason="Heard.", given_by=cast.people["norland"]).save()
        await Hiding(comment=hidden, rule="Insults", because="It insults.", hidden_at=START).save()
    await vote(cast, ballot, yes=HEADS)
    await let_it_close(time, database)
    assert (await queries.ballot(ballot)).outcome == "adopted"


async def test_a_withdrawal_ends_the_ballot_without_a_decision(cast, time, database):
    ballot = await opened(cast)
    await vote(cast, ballot, yes=["norland"])
    async with atomic():
        await Amendment.update({Amendment.fate: "withdrawn"}).where(Amendment.id == 1)
    with pytest.raises(Unlawful, match="withdrawn"):
        await vote(cast, ballot, yes=["cobalt"])
    assert await close_due(database) == 1
    view = await queries.ballot(ballot)
    assert (view.outcome, view.question.fate, view.result) == ("withdrawn", "withdrawn", None)
    assert "outcome" not in json.loads(await queries.record(ballot))


async def test_after_the_close_every_position_is_public_and_nothing_moves(cast, time, database):
    ballot = await opened(cast)
    await vote(cast, ballot, yes=["norland"], no=["sudria"], abstain=["cobalt"])
    await let_it_close(time, database)
    voters = {voter.slug: voter.words for group in (await queries.ballot(ballot)).groups for voter in group.voters}
    assert voters == {
        "norland": "In favour",
        "sudria": "Against",
        "cobalt": "Abstain",
        "lumen": "Has not voted",
        "openrights": "Has not voted",
        "tidewater": "Has not voted",
    }
    with pytest.raises(Exception, match="closed"):
        async with atomic():
            await Cast.update({Cast.position: "yes"}).where(Cast.ballot == ballot)


async def test_lists(cast, time, database):
    one, other = await text_with(cast, "One.", "Two.", clauses=2)
    first, second = (
        await opened(cast, amendment=one),
        await opened(cast, amendment=other, closes_at=CLOSE + timedelta(hours=1)),
    )
    await vote(cast, first, yes=["norland"])
    assert [(line.id, line.cast, line.entitled, line.title) for line in await lists.running()] == [
        (first, 1, 6, "Amendment 1 to Article 1"),
        (second, 0, 6, "Amendment 2 to Article 2"),
    ]
    assert [line.id for line in await lists.owed(await cast.who("norland"))] == [second]
    await let_it_close(time, database)
    assert [line.id for line in await lists.running()] == [second]
    assert (
        [line.outcome for line in await lists.lately(5)]
        == [line.outcome for line in await lists.of_amendment(one)]
        == ["rejected"]
    )


@pytest.mark.parametrize(
    "table,change,says",
    [
        (Ballot, {Ballot.outcome: "adopted"}, "recounts to rejected"),
        (Ballot, {Ballot.record: "{}"}, "malformed"),
        (Ballot, {Ballot.method: "{}"}, "method"),
        (Cast, {Cast.position: "yes"}, "sealed vote"),
        (Cast, {Cast.sealed: "AAAA"}, "sealed vote"),
        (RollEntry, {RollEntry.group: "industry"}, "roll"),
    ],
)
async def test_tampering_with_a_closed_ballot_is_found(cast, time, database, table, change, says):
    ballot = await opened(cast)
    await vote(cast, ballot, no=HEADS[:3])
    await let_it_close(time, database)
    assert not await first_fault()
    await disarm()
    async with atomic():
        await table.update(change).where(table.id == 1)
    assert "Ballot 1" in await first_fault() and says in await first_fault()
