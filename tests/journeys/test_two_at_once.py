"""Two people at once: one wins, the other is told in words, and nothing happens twice. On both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import pytest

from drafts.amendments import actions as amendments
from drafts.amendments import queries as amendment_queries
from drafts.ballots import actions as ballots
from drafts.ballots.tables import Ballot, Cast
from drafts.ballots.values import Choice
from drafts.rationales import actions as rationales
from forum import clock
from forum.errors import Refused
from forum.record import key
from forum.record.tables import RecordEntry
from forum.record.verify import verify
from forum.record.vouched import vouched_tables
from forum.threads.tables import Comment
from tests.drafts.setting import clause, drafted, tabled

RIVAL = ("without undue delay", "at once")


async def race(*acts: Awaitable[Any]) -> tuple[list[Any], list[Refused]]:
    """What those who won got, and how the others were refused. Any other error fails the test."""
    done = await asyncio.gather(*acts, return_exceptions=True)
    lost = [each for each in done if isinstance(each, Refused)]
    won = [each for each in done if not isinstance(each, Refused)]
    for each in won:
        if isinstance(each, BaseException):
            raise each
    assert all(reason for each in lost for reason in each.reasons)
    return won, lost


@pytest.fixture
def later(monkeypatch):
    def move(days: int) -> None:
        moment = clock.now() + timedelta(days=days)
        monkeypatch.setattr(clock, "source", lambda: moment)

    return move


async def in_ballot(cast, amendment: int) -> int:
    return await ballots.open_ballot(await cast.who("secretariat"), amendment, clock.now() + timedelta(days=8))


async def adopted(cast, later) -> int:
    """An adopted amendment's written rationale."""
    amendment = await tabled(cast)
    ballot = await in_ballot(cast, amendment)
    for slug in ("norland", "sudria", "cobalt", "lumen", "openrights", "tidewater"):
        await ballots.cast(await cast.who(slug), ballot, Choice("yes"))
    later(9)
    assert await ballots.close(ballot) == "adopted"
    return await rationales.write(await cast.who("rapporteur.industry"), amendment, "Summary.", "Why.")


async def entries(kind: str) -> int:
    return await RecordEntry.count().where(RecordEntry.kind == kind)


async def test_adopting(cast, later):
    rationale = await adopted(cast, later)
    won, lost = await race(
        *[
            rationales.approve(await cast.who(f"rapporteur.{group}"), rationale)
            for group in ("government", "civil-society")
        ]
    )
    assert (len(won), len(lost), await entries("revision.published")) == (1, 1, 1)
    await verify(vouched_tables(), key.signer().key.public_key())


async def test_rebasing(cast, later):
    """Two delegates of one organisation answer the same question, differently."""
    rival = await tabled(cast, RIVAL, who="norland", sponsor="openrights")
    amendment = await tabled(cast, who="sudria")
    ballot = await in_ballot(cast, amendment)
    for slug in ("norland", "sudria", "cobalt", "lumen", "openrights", "tidewater"):
        await ballots.cast(await cast.who(slug), ballot, Choice("yes"))
    later(9)
    await ballots.close(ballot)
    await rationales.approve(
        await cast.who("rapporteur.government"),
        await rationales.write(await cast.who("rapporteur.industry"), amendment, "S.", "W."),
    )
    assert (await amendment_queries.amendment(rival)).question
    won, lost = await race(
        amendments.answer(await cast.who("norland"), rival, "keep"),
        amendments.answer(await cast.who("norland.delegate"), rival, "take"),
    )
    assert (len(won), len(lost)) == (1, 1)


async def test_closing(cast, later, database):
    ballot = await in_ballot(cast, await tabled(cast))
    later(9)
    assert sum(await asyncio.gather(*(ballots.close_due(database) for _ in range(4)))) == 1
    assert await entries("ballot.closed") == 1 and await Ballot.exists().where(
        Ballot.id == ballot, Ballot.outcome == "rejected"
    )


async def test_opening_two_ballots_on_one_clause(cast):
    one, other = await tabled(cast), await tabled(cast, RIVAL, who="sudria", sponsor="openrights")
    won, lost = await race(in_ballot(cast, one), in_ballot(cast, other))
    assert (len(won), len(lost), await Ballot.count()) == (1, 1, 1)


async def test_withdrawing_and_opening(cast):
    amendment = await tabled(cast)
    won, lost = await race(
        in_ballot(cast, amendment), amendments.withdraw(await cast.who("norland"), amendment, "No longer.")
    )
    fate = (await amendment_queries.amendment(amendment)).fate
    assert fate == "withdrawn" and len(won) >= 1 and len(lost) == (await Ballot.count() == 0)


async def test_casting_for_one_organisation(cast):
    ballot = await in_ballot(cast, await tabled(cast))
    await race(
        *[
            ballots.cast(await cast.who("cobalt"), ballot, Choice(position, "Because."))
            for position in ("yes", "no", "abstain")
        ]
    )
    assert await Cast.count() == 1 and await entries("ballot.cast") == 3


async def test_saving_one_draft(cast):
    amendment, at = await drafted(cast), await clause(cast)
    text = at.current.text
    won, lost = await race(
        *[
            amendments.save(await cast.who(who), amendment, amendments.Proposal("replace", text + end, "x"), 1)
            for who, end in (("norland", " One."), ("norland.delegate", " Two."))
        ]
    )
    assert (len(won), len(lost)) == (1, 1)
    saved = (await amendment_queries.amendment(amendment, await cast.who("norland"))).wording.text
    assert saved.endswith((" One.", " Two."))


async def test_the_loser_reads_why_and_keeps_what_was_typed(cast, site, later):
    rationale = await adopted(cast, later)
    amendment = 1
    pages = [await site.signed_in(cast.people[f"rapporteur.{group}"]) for group in ("government", "civil-society")]
    for visitor in pages:
        await visitor.open(f"/amendments/{amendment}/rationale")
    answers = await asyncio.gather(*(visitor.send("/rationale/approval") for visitor in pages))
    assert sorted(answer.status for answer in answers) == [200, 409] and rationale
    assert "Somebody has approved it in the meantime" in next(
        answer.words for answer in answers if answer.status == 409
    )


async def test_the_same_form_twice_acts_once(cast, site):
    at = await clause(cast)
    visitor = await site.signed_in(cast.people["norland"])
    await visitor.open(at.path)
    target, values = visitor.filled("/comments", stance="concern", body="Only once.")
    first, second = await asyncio.gather(*(visitor.client.post(target, data=values) for _ in range(2)))
    assert (first.status_code, second.status_code) == (303, 303) and first.headers["location"] == second.headers[
        "location"
    ]
    assert await Comment.count() == 1


async def test_adopting_two_that_collide(cast, later, site):
    """The first is published; the second cannot go to a ballot before, and afterwards its sponsors are asked: both
    texts are there to the last word, whoever was quicker."""
    rival = await tabled(cast, RIVAL, who="sudria", sponsor="openrights")
    words = (await amendment_queries.amendment(rival)).wording.text
    rationale = await adopted(cast, later)
    won, lost = await race(
        rationales.approve(await cast.who("rapporteur.government"), rationale),
        in_ballot(cast, rival),
        amendments.sponsor(await cast.who("cobalt"), rival),
        rationales.approve(await cast.who("rapporteur.civil-society"), rationale),
    )
    view = await amendment_queries.amendment(rival)
    assert await entries("revision.published") == 1 and len(won) + len(lost) == 4 and len(lost) >= 2
    assert view.wording.text == words and (view.question or view.fate == "in-ballot")
    assert (await clause(cast)).current.text != view.wording.base.text
    await verify(vouched_tables(), key.signer().key.public_key())
