"""Rival amendments in one ballot, from the opening to what becomes of each."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from drafts.amendments import actions as amendments
from drafts.amendments.tables import Amendment
from drafts.ballots import queries
from drafts.ballots.actions import cast as cast_vote
from drafts.ballots.actions import close_due, open_rivals
from drafts.ballots.records.checks import first_fault
from drafts.ballots.tables import Candidate, Cast
from drafts.ballots.values import Choice
from drafts.rules.record import parse_record
from drafts.rules.tally import recount
from forum.errors import Conflict, Invalid, Unlawful
from tests.drafts.ballot_setting import CLOSE, HEADS, Time, in_force, let_it_close, opened, text_with, vouched

HALF = {"adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"}}


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


async def rivals(cast, counting: str, clauses: int = 1) -> int:
    ids = await text_with(cast, "One.", "Two.", "Three.", clauses=clauses)
    await in_force(HALF, ids[0])
    return await open_rivals(await cast.who("secretariat"), ids, counting, CLOSE)


async def choose(cast, ballot: int, *chosen: tuple[str, object]) -> None:
    for head, among in chosen:
        choice = Choice.of({"position": "chose", **among}) if isinstance(among, dict) else Choice(among)
        await cast_vote(await cast.who(head), ballot, choice)


async def fates() -> list[str]:
    return [row["fate"] for row in await Amendment.select(Amendment.fate).order_by(Amendment.id)]


async def test_the_most_approved_is_put_against_the_words_in_force(cast, time, database):
    ballot = await rivals(cast, "approval")
    assert await fates() == ["in-ballot"] * 3 and await vouched(*await Candidate.objects())
    one, two = {"approved": ["1"]}, {"approved": ["1", "2"]}
    await choose(
        cast, ballot, *[(head, two) for head in HEADS[:3]], (HEADS[3], one), (HEADS[4], "abstain"), (HEADS[5], "recuse")
    )
    assert not await Cast.exists().where(Cast.position != "")
    await let_it_close(time, database)
    view = await queries.ballot(ballot)
    assert (view.outcome, await fates()) == ("adopted", ["adopted", "rejected", "rejected"])
    assert recount(parse_record(await queries.record(ballot))).outcome == "adopted"
    assert view.rivals.rows[0][1] == "4" and "Amendment 1" in view.rivals.sentences[0]
    assert await first_fault() == ""


async def test_a_ranked_ballot(cast, time, database):
    ballot = await rivals(cast, "ranked")
    best = {"ranked": [["2"], ["1"], ["status-quo"]]}
    other = {"ranked": [["3"], ["status-quo"]]}
    await choose(cast, ballot, *[(head, best) for head in HEADS[:4]], *[(head, other) for head in HEADS[4:]])
    await let_it_close(time, database)
    assert await fates() == ["rejected", "adopted", "rejected"]
    record = json.loads(await queries.record(ballot))
    assert [each["position"] for each in record["casts"]] == ["yes"] * 4 + ["no"] * 2
    assert record["question"]["choices"]["norland"] == {"position": "chose", **best}
    assert await first_fault() == ""


@pytest.mark.parametrize(
    "counting,chosen", [("approval", [{"approved": ["1"]}, {"approved": ["2"]}]), ("ranked", []), ("approval", [])]
)
async def test_where_none_is_preferred_the_words_in_force_stay(cast, time, database, counting, chosen):
    ballot = await rivals(cast, counting)
    await choose(cast, ballot, *zip(HEADS, chosen, strict=False))
    await let_it_close(time, database)
    assert (await queries.ballot(ballot)).outcome == "rejected" and await fates() == ["rejected"] * 3


async def test_one_that_is_withdrawn_is_out(cast, time, database):
    ballot = await rivals(cast, "approval")
    await choose(cast, ballot, *[(head, {"approved": ["1", "2"]}) for head in HEADS[:4]])
    await amendments.withdraw(await cast.who("norland"), 1, "We support the second.")
    await let_it_close(time, database)
    assert await fates() == ["withdrawn", "adopted", "rejected"]


async def test_what_cannot_be_one_ballot(cast, time):
    ids = await text_with(cast, "One.", "Two.", clauses=2)
    who = await cast.who("secretariat")
    for chosen, counting, says in (
        (ids[:1], "approval", "at least two"),
        (ids, "approval", "same clause"),
        (ids, "dice", "counted"),
    ):
        with pytest.raises(Unlawful, match=says):
            await open_rivals(who, chosen, counting, CLOSE)


async def test_no_second_ballot_on_a_rival(cast, time):
    await rivals(cast, "approval")
    with pytest.raises(Conflict):
        await opened(cast, amendment=2)


async def test_a_method_that_adopts_by_silence_cannot_choose(cast, time):
    ids = await text_with(cast, "One.", "Two.")
    await in_force({"adopted_when": {"count": ["no", "bare_no"], "at_most": 0}}, ids[0])
    with pytest.raises(Unlawful, match="silence"):
        await open_rivals(await cast.who("secretariat"), ids, "approval", CLOSE)


@pytest.mark.parametrize("among", ["yes", "{", {"approved": ["9"]}, {"approved": ["1", "1"]}, {"ranked": [["1"]]}])
async def test_choices_that_cannot_be_taken(cast, time, among):
    ballot = await rivals(cast, "approval")
    with pytest.raises(Invalid) as refused:
        await choose(cast, ballot, ("norland", among))
    assert set(refused.value.fields) == {"position"} and not await Cast.exists()


@pytest.mark.parametrize("counting", ["approval", "ranked"])
async def test_by_the_pages(cast, time, site, database, counting):
    ids = await text_with(cast, "One.", "Two.")
    await in_force(HALF, ids[0])
    secretariat = await site.signed_in(cast.people["secretariat"])
    await secretariat.open("/amendments/1/ballot")
    await secretariat.follow("Put it into one ballot with rival amendments to the same clause")
    wrong = await secretariat.send("/rivals", counting=counting)
    assert wrong.status == 422 and "at least two" in wrong.words
    at = f"{time.now + timedelta(days=8):%Y-%m-%dT%H:%M}"
    checked = await secretariat.post(
        "/amendments/1/rivals",
        {**secretariat.filled("/rivals", counting=counting, closes_at=at)[1], "rivals": ["1", "2"]},
    )
    assert checked.status == 200 and "Amendment 1 to Article 1" in checked.words and "6 letters go out" in checked.words
    form = secretariat.form("/rivals")
    values = {name: form.fields[name] for name in ("_csrf", "_once", "counting", "closes_at", "act", "seen")}
    done = await secretariat.post("/amendments/1/rivals", {**values, "rivals": ["1", "2"]})
    assert done.path == "/ballots/1" and "or its rivals" in done.words
    norland = await site.signed_in(cast.people["norland"])
    await norland.open("/ballots/1")
    fields = {"approved": ["2"]} if counting == "approval" else {"place_2": "1", "place_status-quo": "2", "place_1": ""}
    target, values = norland.filled("/choices", position="chose")
    voted = await norland.post(target, {**values, **fields})
    assert "Kingdom of Norland voted:" in voted.words and "Amendment 2 to Article 1" in voted.words
    time.now = CLOSE
    await close_due(database)
    closed = await site.visitor().open("/ballots/1")
    assert "Which was preferred" in closed.words and "Amendment 2 to Article 1 was preferred" in closed.words
