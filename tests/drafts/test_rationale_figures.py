"""The figures that go with a rationale: who was heard, what was objected, how each group voted."""

from __future__ import annotations

import json

import pytest

from drafts.amendments import queries as amendments
from drafts.amendments.actions import sponsor
from drafts.exchange.render import plain
from drafts.rationales import queries
from drafts.text.redline import ALGORITHM
from forum.people.tables import Participant
from forum.threads import actions as threads
from tests.drafts.ballot_setting import Time
from tests.drafts.rationale_setting import adopt, published
from tests.drafts.setting import tabled


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


async def say(cast, who: str, amendment: int, stance: str, on: str = "amendment") -> int:
    view = await amendments.amendment(amendment)
    subject, wording, text = {
        "amendment": (view.path, view.wording_path, view.wording.text),
        "clause": (view.clause.path, view.clause.wording_path, view.clause.current.text),
    }[on]
    return await threads.make_comment(
        await cast.who(who),
        container=view.instrument_path,
        subject=subject,
        wording=wording,
        text=plain(text),
        stance=stance,
        body="Words.",
        resolution="Say who pays." if stance == "objection" else "",
    )


async def test_who_was_heard_and_what_became_of_objections(cast, time):
    amendment = await tabled(cast)
    await say(cast, "cobalt", amendment, "support")
    answered = await say(cast, "cobalt.delegate", amendment, "objection")
    left = await say(cast, "openrights", amendment, "objection", "clause")
    await threads.dispose(await cast.who("rapporteur.government"), answered, "partly", "The costs are shared.")
    ballot = await adopt(cast, time, amendment)
    await published(cast, amendment)
    figures = (await queries.of_amendment(amendment)).figures
    assert [(each["group"], each["organisations"], each["comments"]) for each in figures["heard"]] == [
        ("government", 0, 0),
        ("industry", 1, 2),
        ("civil-society", 1, 1),
    ]
    assert [(each["comment"], each["answer"], each["reason"], each["older"]) for each in figures["objections"]] == [
        (f"/comments/{answered}", "partly", "The costs are shared.", False),
        (f"/comments/{left}", "", "", False),
    ]
    assert {kind: number for kind, number in figures["answers"].items() if number} == {"partly": 1, "none": 1}
    vote = figures["ballot"]
    assert vote["outcome"] == "adopted"
    assert (vote["path"], vote["record"]) == (f"/ballots/{ballot}", f"/ballots/{ballot}.json")
    first = vote["chambers"][0]
    assert (first["name"], first["favour"], first["against"]) == ("Government", 2, 0)
    assert figures["redline"] == ALGORITHM and figures["amendment"] == f"/amendments/{amendment}"


async def test_figures_are_frozen_and_name_no_person(cast, time):
    amendment = await tabled(cast)
    objection = await say(cast, "cobalt", amendment, "objection")
    await threads.dispose(await cast.who("rapporteur.government"), objection, "noted", "It is known.")
    await adopt(cast, time, amendment)
    await published(cast, amendment)
    before = (await queries.of_amendment(amendment)).figures
    await say(cast, "lumen", amendment, "objection", "clause")
    await threads.dispose(await cast.who("rapporteur.government"), objection, "rejected", "It was wrong.")
    assert (await queries.of_amendment(amendment)).figures == before
    words = json.dumps(before)
    people = await Participant.select(Participant.name, Participant.ref)
    assert len(people) > 10 and "Cobalt Cloud" in words
    assert not any(f'"{each["name"]}"' in words or each["ref"] in words for each in people)


async def test_an_objection_to_older_words_says_so(cast, time):
    first, second = await tabled(cast), await tabled(cast, ("those who asked", "the State that asked"))
    await say(cast, "openrights", first, "objection", "clause")
    await adopt(cast, time, first)
    await published(cast, first)
    await sponsor(await cast.who("cobalt"), second, 2)
    await adopt(cast, time, second)
    await published(cast, second)
    figures = [(await queries.of_amendment(each)).figures for each in (first, second)]
    assert [each["objections"][0]["older"] for each in figures] == [False, True]
