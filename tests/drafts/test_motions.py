"""Motions about the procedure: what they ask, by which method they are decided, what they change; dates of review."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from drafts.ballots import queries as ballots
from drafts.ballots.actions import close_due, open_ballot, open_on_motion
from drafts.ballots.lists import of_motion
from drafts.ballots.opening.reviews import review
from drafts.ballots.tables import Ballot
from drafts.instruments.tables import Clause
from drafts.motions import queries
from drafts.motions.actions import move, propose_method, propose_term, withdraw
from drafts.motions.tables import Motion, Term
from forum.errors import Conflict, Invalid, NotAllowed, Unlawful
from forum.mail.tables import Letter
from forum.record.tables import RecordEntry
from tests.drafts.ballot_setting import CLOSE, HEADS, START, Time, in_force, text_with, vote, vouched

MAJORITY = {
    "id": "plain",
    "title": "More than half",
    "adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"},
}


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


async def moved(cast, time, motion: int, database, closes_at=None, **votes) -> str:
    """The outcome of a ballot on the motion."""
    closes_at = closes_at or time.now + timedelta(days=60)
    ballot = await open_on_motion(await cast.who("secretariat"), motion, closes_at)
    await vote(cast, ballot, **(votes or {"yes": HEADS}))
    time.now = closes_at
    await close_due(database)
    return (await ballots.ballot(ballot)).outcome


async def test_a_method_is_changed_by_the_method_in_force(cast, time, database):
    [amendment] = await text_with(cast, "New.")
    motion = await propose_method(await cast.who("secretariat"), "code", MAJORITY, "It is simpler.")
    assert (await queries.motion(motion)).asks == "Decide ordinary clauses of Code of conduct by “More than half”."
    assert await moved(cast, time, motion, database) == "adopted"
    law = await queries.method_for(1, "clauses")
    assert (law.method_id, law.motion, law.words) == ("plain", motion, MAJORITY)
    ballot = await open_ballot(await cast.who("secretariat"), amendment, time.now + timedelta(days=1))
    assert (await ballots.ballot(ballot)).method.title == "More than half"
    assert [each.title for each in await queries.in_force()].count("More than half") == 1
    assert await vouched(await Motion.objects().first(), await Ballot.objects().first())


async def test_a_rejected_motion_changes_nothing(cast, time, database):
    await text_with(cast, "New.")
    motion = await propose_method(await cast.who("secretariat"), "code", MAJORITY, "It is simpler.")
    assert await moved(cast, time, motion, database, yes=HEADS[:3], no=HEADS[3:]) == "rejected"
    assert (await queries.method_for(1, "clauses")).method_id == "balanced"
    assert (await queries.motion(motion)).fate == "rejected"


async def test_the_forum_has_a_method_for_texts_without_one(cast, time, database):
    await text_with(cast, "New.")
    motion = await propose_method(await cast.who("secretariat"), None, MAJORITY, "For all texts.")
    assert (await queries.motion(motion)).about == "the forum"
    assert await moved(cast, time, motion, database) == "adopted"
    assert (await queries.method_for(1, "clauses")).method_id == "plain"
    await in_force({**MAJORITY, "id": "other"}, 1)
    assert (await queries.method_for(1, "clauses")).method_id == "other"


@pytest.mark.parametrize("person", ["norland", "moderator.industry", "reader"])
async def test_only_the_secretariat_moves(cast, time, person):
    await text_with(cast, "New.")
    with pytest.raises(NotAllowed):
        await propose_method(await cast.who(person), "code", MAJORITY, "Because.")


@pytest.mark.parametrize(
    "method,says",
    [
        ({"adopted_when": {"count": ["no"], "at_least": 1}}, "punish support"),
        ({}, "adopted_when"),
        ({**MAJORITY, "minimum_hours": -1}, "minimum_hours"),
        ({**MAJORITY, "readings": {"number": 1, "days": 3}}, "readings.number"),
        ({**MAJORITY, "second_call": {"days": 14, "method": {"adopted_when": 3}}}, "second_call.method"),
    ],
)
async def test_methods_that_cannot_be_moved(cast, time, method, says):
    await text_with(cast, "New.")
    with pytest.raises(Unlawful, match=says):
        await propose_method(await cast.who("secretariat"), "code", method, "Because.")
    assert not await Motion.exists()


async def test_reasons_are_asked(cast, time):
    await text_with(cast, "New.")
    with pytest.raises(Invalid):
        await propose_method(await cast.who("secretariat"), "code", MAJORITY, " ")


async def test_entrenched_clauses_have_a_method_of_their_own(cast, time, database):
    [amendment] = await text_with(cast, "New.")
    await in_force({**MAJORITY, "id": "strict"}, amendment, "entrenched")
    who = await cast.who("secretariat")
    entrench = await move(who, "entrench", "code", "k0", {}, "It is the core.")
    assert (await queries.motion(entrench)).part == "entrenched"
    assert await moved(cast, time, entrench, database) == "adopted"
    assert await Clause.exists().where(Clause.entrenched.eq(True))
    ballot = await open_ballot(who, amendment, time.now + timedelta(days=1))
    assert (await ballots.ballot(ballot)).method_id == "strict"
    with pytest.raises(Unlawful, match="entrenched already"):
        await move(who, "entrench", "code", "k0", {}, "Once more.")
    release = await move(who, "release", "code", "k0", {}, "No longer.")
    assert await moved(cast, time, release, database) == "adopted"
    assert not await Clause.exists().where(Clause.entrenched.eq(True))


async def test_one_ballot_at_a_time_on_a_matter(cast, time):
    await text_with(cast, "New.")
    who = await cast.who("secretariat")
    one = await propose_method(who, "code", MAJORITY, "This.")
    other = await propose_method(who, "code", {**MAJORITY, "id": "b"}, "Or this.")
    await open_on_motion(who, one, CLOSE)
    with pytest.raises(Conflict, match="Motion 1 is in a ballot"):
        await open_on_motion(who, other, CLOSE)
    with pytest.raises(Conflict):
        await open_on_motion(who, one, CLOSE)


async def test_a_withdrawn_motion_ends_its_ballot(cast, time, database):
    await text_with(cast, "New.")
    who = await cast.who("secretariat")
    motion = await propose_method(who, "code", MAJORITY, "This.")
    ballot = await open_on_motion(who, motion, CLOSE)
    await withdraw(who, motion)
    assert await close_due(database) == 1
    assert (await ballots.ballot(ballot)).outcome == "withdrawn"
    with pytest.raises(Conflict):
        await withdraw(who, motion)


async def dated(cast, time, database, consequence: str = "lapses") -> Term:
    """A date of review in two years, set by a motion."""
    await text_with(cast, "New.")
    due_at = START + timedelta(days=730)
    motion = await propose_term(
        await cast.who("secretariat"), "code", "k0", due_at, consequence, 3, "It is an experiment."
    )
    assert await moved(cast, time, motion, database) == "adopted"
    return await Term.objects().first()


async def test_a_review_opens_its_ballot_by_itself_and_reaffirms(cast, time, database):
    term = await dated(cast, time, database)
    await review(database)
    assert await Motion.count() == 1  # too early
    time.now = term.due_at - timedelta(days=89)
    await review(database)
    assert await Letter.exists().where(Letter.subject.like("Date of review%"))
    time.now = term.due_at - timedelta(days=29)
    await review(database)
    await review(database)
    motion = await queries.motion(2)
    assert (motion.kind, motion.fate, motion.asks) == (
        "reaffirm",
        "in-ballot",
        "Reaffirm Article 1 of Code of conduct.",
    )
    ballot = (await of_motion(2))[0]
    await vote(cast, ballot.id, yes=HEADS)
    time.now = ballot.closes_at
    await close_due(database)
    ended, begun = await Term.objects().order_by(Term.id)
    assert (ended.outcome, begun.due_at.year, begun.ended_at) == ("reaffirmed", term.due_at.year + 3, None)


@pytest.mark.parametrize("consequence,outcome", [("lapses", "lapsed"), ("stays", "not-reaffirmed")])
async def test_what_is_not_reaffirmed(cast, time, database, site, consequence, outcome):
    term = await dated(cast, time, database, consequence)
    time.now = term.due_at - timedelta(days=20)
    await review(database)
    time.now = (await of_motion(2))[0].closes_at
    await close_due(database)
    await review(database)
    assert (await Term.objects().first()).outcome == ""
    time.now = term.due_at
    await review(database)
    await review(database)
    assert (await Term.objects().first()).outcome == outcome
    assert await RecordEntry.count().where(RecordEntry.kind == "term.ended") == 1
    page = await site.visitor().open("/instruments/code/procedure")
    assert ("Lapsed on" if outcome == "lapsed" else "Not reaffirmed by") in page.words


@pytest.mark.parametrize(
    "fields,name",
    [
        ({"due_at": None}, "due_at"),
        ({"due_at": START}, "due_at"),
        ({"consequence": "burns"}, "consequence"),
        ({"years": 0}, "years"),
        ({"reasons": ""}, "reasons"),
    ],
)
async def test_dates_of_review_that_cannot_be(cast, time, fields, name):
    await text_with(cast, "New.")
    right = {"due_at": START + timedelta(days=400), "consequence": "stays", "years": 5, "reasons": "Because."}
    with pytest.raises(Invalid) as refused:
        await propose_term(await cast.who("secretariat"), "code", None, **{**right, **fields})
    assert set(refused.value.fields) == {name}


async def test_by_the_pages(cast, time, site, database):
    await text_with(cast, "New.")
    secretariat = await site.signed_in(cast.people["secretariat"])
    await secretariat.open("/instruments/code/motions/new")
    wrong = await secretariat.send("/motions", kind="term", clause="k0", due_at="someday", years="x", reasons="مقترح")
    assert wrong.status == 422 and "مقترح" in wrong.text
    done = await secretariat.send("/motions", kind="entrench", clause="k0", reasons="It is the core.")
    assert done.path == "/motions/1" and "Entrench Article 1" in done.words
    await secretariat.open("/motions/1/ballot")
    await secretariat.send("/ballot", closes_at=f"{time.now + timedelta(days=60):%Y-%m-%dT%H:%M}")
    opened = await secretariat.send("/ballot")
    assert opened.path == "/ballots/1" and "Entrench Article 1" in opened.words
    public = site.visitor()
    for path in ("/motions", "/motions/1", "/instruments/code/procedure", "/ballots", "/ballots/1"):
        assert (await public.open(path)).status == 200, path
    assert (await (await site.signed_in(cast.people["norland"])).open("/instruments/code/motions/new")).status == 403
    assert json.loads((await Motion.objects().first()).detail) == {}
