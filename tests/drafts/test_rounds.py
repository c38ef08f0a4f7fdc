"""Further ballots on one question: answers and clearing, recirculation, second call, second reading, closing early."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from drafts.amendments import actions as amendments
from drafts.amendments.actions import Proposal
from drafts.amendments.tables import Amendment
from drafts.ballots import lists, queries
from drafts.ballots.actions import answer, close_due, open_ballot
from drafts.ballots.closing.answers import clear_due
from drafts.ballots.opening.courses import possible_courses
from drafts.ballots.records.checks import first_fault
from drafts.ballots.tables import Answer, Clearance
from drafts.rules.record import parse_record
from drafts.rules.tally import recount
from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.drafts.ballot_setting import (
    CLOSE,
    HEADS,
    Time,
    answered,
    in_force,
    let_it_close,
    opened,
    text_with,
    vote,
    vouched,
)

HALF = {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"}
CLEARED = {"adopted_when": HALF, "clear_when": {"fact": "objections_without_disposition", "at_most": 0}}
RECIRCULATED = {**CLEARED, "recirculation": True}
EACH = {
    "chamber": ["group"],
    "adopted_when": {
        "share": ["yes"],
        "of": ["yes", "no", "bare_no", "abstain", "absent"],
        "in": "each",
        "more_than": "1/2",
    },
}
STRICT = {
    "id": "strict",
    "chamber": ["group"],
    "adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "in": "each", "at_least": "3/4"},
}
CALLED = {**EACH, "second_call": {"days": 14, "method": STRICT}}
TWICE = {
    "adopted_when": {"all": [HALF, {"fact": "passed_readings", "at_least": 2}]},
    "readings": {"number": 2, "days": 90},
}


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


async def held(cast, time, database, method: dict = CLEARED) -> int:
    """A ballot that waits for one answer."""
    ballot = await opened(cast, method)
    await vote(cast, ballot, yes=HEADS[:5], no=HEADS[5:])
    await let_it_close(time, database)
    return ballot


async def reworded(cast) -> None:
    """New words for the amendment, which its sponsors stand behind."""
    proposal = Proposal("replace", "States report grave harm.", "Clearer.")
    await amendments.save(await cast.who("norland"), 1, proposal, 1)
    await amendments.sponsor(await cast.who("cobalt"), 1, 2)


async def fate() -> str:
    return (await Amendment.select(Amendment.fate).first())["fate"]


async def test_a_vote_against_is_answered_before_anything_is_adopted(cast, time, database):
    ballot = await held(cast, time, database)
    view = await queries.ballot(ballot)
    assert (view.outcome, await fate()) == ("held", "tabled")
    assert [each.slug for each in view.unanswered] == ["tidewater"]
    await answer(await cast.who("rapporteur.industry"), ballot, "tidewater", "noted", "They are known.")
    view = await queries.ballot(ballot)
    assert (view.outcome, view.decided, view.result.outcome, await fate()) == ("held", "adopted", "adopted", "adopted")
    assert recount(parse_record(await queries.record(ballot))).outcome == "adopted"
    assert (await lists.of_amendment(1))[0].outcome == "adopted"
    assert await vouched(await Answer.objects().first(), await Clearance.objects().first())
    assert await first_fault() == ""


async def test_answers_are_given_once_by_those_who_may(cast, time, database):
    ballot = await held(cast, time, database)
    with pytest.raises(NotAllowed):
        await answer(await cast.who("norland"), ballot, "tidewater", "noted", "No.")
    for kind, reason, name in (("maybe", "No.", "kind"), ("noted", " ", "reason"), ("noted", "x" * 5000, "reason")):
        with pytest.raises(Invalid) as refused:
            await answer(await cast.who("secretariat"), ballot, "tidewater", kind, reason)
        assert set(refused.value.fields) == {name}
    with pytest.raises(NotFound):
        await answer(await cast.who("secretariat"), ballot, "norland", "noted", "It was in favour.")
    await answered(cast, ballot)
    with pytest.raises(Conflict):
        await answer(await cast.who("secretariat"), ballot, "tidewater", "noted", "Again.")


async def test_nothing_is_answered_before_the_close(cast, time):
    ballot = await opened(cast, CLEARED)
    await vote(cast, ballot, no=HEADS[:1])
    with pytest.raises(NotFound):
        await answer(await cast.who("secretariat"), ballot, "norland", "noted", "Seen.")


async def test_a_held_ballot_is_not_cleared_once_the_words_change(cast, time, database):
    ballot = await held(cast, time, database)
    await reworded(cast)
    await answered(cast, ballot)
    assert (await queries.ballot(ballot)).decided == "held" and await fate() == "tabled"


async def test_clearing_waits_while_another_amendment_is_about_to_change_the_clause(cast, time, database):
    one, other = await text_with(cast, "One.", "Other.")
    ballot = await opened(cast, CLEARED, amendment=one)
    await vote(cast, ballot, yes=HEADS[:5], no=HEADS[5:])
    await let_it_close(time, database)
    rival = await opened(cast, amendment=other, closes_at=CLOSE + timedelta(days=8))
    await answered(cast, ballot)
    assert (await queries.ballot(ballot)).decided == "held"
    time.now = CLOSE + timedelta(days=8)
    await close_due(database)
    assert (await queries.ballot(rival)).outcome == "rejected"
    assert await clear_due(database) == 1 and (await queries.ballot(ballot)).decided == "adopted"


async def test_changed_words_are_recirculated_and_votes_stand(cast, time, database):
    ballot = await held(cast, time, database, RECIRCULATED)
    assert not await possible_courses(1)  # one objection waits for its answer
    await reworded(cast)
    await answered(cast, ballot)
    assert [each.name for each in await possible_courses(1)] == ["recirculation"]
    closes_at = time.now + timedelta(days=8)
    again = await open_ballot(await cast.who("secretariat"), 1, closes_at, course="recirculation")
    await vote(cast, again, yes=["tidewater"])
    time.now = closes_at
    await close_due(database)
    view, record = await queries.ballot(again), json.loads(await queries.record(again))
    assert (view.outcome, view.round.course, view.round.earlier, await fate()) == (
        "adopted",
        "recirculation",
        ballot,
        "adopted",
    )
    stands = {each["organisation"]: each.get("stands_from") for each in record["casts"]}
    assert stands == {**dict.fromkeys(HEADS[:5], f"/ballots/{ballot}"), "tidewater": None}
    assert await first_fault() == ""
    assert (await queries.ballot(ballot)).round.later == again


async def test_a_recirculation_keeps_what_nobody_changed(cast, time, database):
    """The objection stands, and has its answer: it holds nothing any more."""
    ballot = await held(cast, time, database, RECIRCULATED)
    await reworded(cast)
    await answered(cast, ballot)
    closes_at = time.now + timedelta(days=8)
    again = await open_ballot(await cast.who("secretariat"), 1, closes_at, course="recirculation")
    time.now = closes_at
    await close_due(database)
    view = await queries.ballot(again)
    assert view.outcome == "adopted" and not view.unanswered
    assert len(json.loads(await queries.record(again))["casts"]) == 6


@pytest.mark.parametrize("back,outcome,left_out", [((), "adopted", True), (HEADS[4:], "rejected", False)])
async def test_a_group_that_stays_away_twice_is_left_out(cast, time, database, back, outcome, left_out):
    ballot = await opened(cast, CALLED)
    await vote(cast, ballot, yes=HEADS[:4])
    await let_it_close(time, database)
    first = await queries.ballot(ballot)
    assert (first.outcome, first.round.more, await fate()) == ("rejected", "second-call", "tabled")
    who = await cast.who("secretariat")
    with pytest.raises(Invalid):
        await open_ballot(who, 1, time.now + timedelta(days=13), course="second-call")
    closes_at = time.now + timedelta(days=15)
    again = await open_ballot(who, 1, closes_at, course="second-call")
    await vote(cast, again, yes=HEADS[:4], no=back)
    time.now = closes_at
    await close_due(database)
    view, record = await queries.ballot(again), json.loads(await queries.record(again))
    assert (view.outcome, view.round.left_out) == (outcome, left_out)
    assert record["question"].get("without", "") == ("civil-society" if left_out else "")
    assert len(record["roll"]) == (4 if left_out else 6)
    assert await first_fault() == ""
    assert not await possible_courses(1)


async def test_no_second_call_on_an_entrenched_clause(cast, time, database):
    from drafts.instruments.tables import Clause

    [amendment] = await text_with(cast, "New.")
    await Clause.update({Clause.entrenched: True}, force=True)
    await in_force(CALLED, amendment, "entrenched")
    ballot = await open_ballot(await cast.who("secretariat"), amendment, CLOSE)
    await vote(cast, ballot, yes=HEADS[:4])
    await let_it_close(time, database)
    assert (await queries.ballot(ballot)).method_id == "own" and not await possible_courses(amendment)


async def test_two_readings(cast, time, database):
    ballot = await opened(cast, TWICE)
    await vote(cast, ballot, yes=HEADS)
    await let_it_close(time, database)
    first = await queries.ballot(ballot)
    assert (first.outcome, first.round.more, await fate()) == ("rejected", "second-reading", "tabled")
    time.now = CLOSE + timedelta(days=89)
    assert not await possible_courses(1)
    time.now = CLOSE + timedelta(days=90)
    closes_at = time.now + timedelta(days=8)
    again = await open_ballot(await cast.who("secretariat"), 1, closes_at, course="second-reading")
    await vote(cast, again, yes=HEADS)
    time.now = closes_at
    await close_due(database)
    assert ((await queries.ballot(again)).outcome, await fate()) == ("adopted", "adopted")
    assert json.loads(await queries.record(again))["facts"]["passed_readings"] == 2
    assert await first_fault() == ""


async def test_a_first_reading_that_fails_is_the_end(cast, time, database):
    ballot = await opened(cast, TWICE)
    await vote(cast, ballot, yes=HEADS[:3], no=HEADS[3:])
    await let_it_close(time, database)
    assert ((await queries.ballot(ballot)).round.more, await fate()) == ("", "rejected")


async def test_closing_early_once_all_is_certain(cast, time, database):
    [amendment] = await text_with(cast, "New.")
    await in_force({"adopted_when": HALF}, amendment)
    ballot = await open_ballot(await cast.who("secretariat"), amendment, CLOSE, early=True)
    await vote(cast, ballot, yes=HEADS[:3])
    assert await close_due(database) == 0  # three more could still stop it
    page = await queries.ballot(ballot)
    assert page.result is None and page.outcome == ""
    await vote(cast, ballot, yes=HEADS[3:4])
    assert await close_due(database) == 1
    assert (await queries.ballot(ballot)).outcome == "adopted"
