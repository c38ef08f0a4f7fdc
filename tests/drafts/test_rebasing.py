"""What becomes of open amendments when the clause under them moves on, on both engines."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from drafts.amendments import actions, queries
from drafts.amendments.fates import may_open_ballot
from drafts.amendments.tables import Amendment, Question, Sponsor, Step, Wording
from drafts.ballots import queries as ballots
from drafts.ballots.actions import close_due
from drafts.instruments.actions import Change, publish_change
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, Unlawful
from forum.mail.tables import Letter
from forum.record.actions import append
from tests.drafts.ballot_setting import Time, opened, vouched
from tests.drafts.setting import clause, drafted, tabled

OTHER = ("those who asked", "the State that asked")
RIVAL = ("without undue delay", "at once")


async def tabled_as(cast, kind: str, text: str = "", after: int | None = None) -> int:
    at = await clause(cast)
    amendment = await actions.draft(
        await cast.who("norland"), at.id, actions.Proposal(kind, text, "It is time.", after), at.current.number
    )
    await actions.circulate(await cast.who("norland"), amendment)
    await actions.sponsor(await cast.who("cobalt"), amendment)
    await actions.table(await cast.who("norland"), amendment)
    return amendment


async def publish(cast, amendment: int, text: str) -> None:
    """What an approved rationale does, without the vote before it."""
    at = await clause(cast)
    async with atomic():
        done = await publish_change(
            at.instrument_id,
            Change("replace" if text else "repeal", at.id, text, None),
            amendment=f"/amendments/{amendment}",
            note="x",
        )
        rows = await actions.carry_over(at.id, done.revision_id, amendment)
        await append("revision.published", at.path, "Published.", *done.rows, *rows)


async def test_words_that_do_not_collide_are_carried_over_and_say_so(cast):
    adopted, other = await tabled(cast), await tabled(cast, OTHER)
    await publish(cast, adopted, (await queries.amendment(adopted)).wording.text)
    view = await queries.amendment(other)
    assert view.wording.because == "carried" and view.wording.base.number == 2 and view.question is None
    assert "within 24 hours" in view.wording.text and "the State that asked" in view.wording.text


@pytest.mark.parametrize("choice", ["keep", "take", "write"])
async def test_words_that_collide_are_asked_about(cast, choice):
    adopted, rival = await tabled(cast), await tabled(cast, RIVAL, who="sudria", sponsor="openrights")
    await publish(cast, adopted, (await queries.amendment(adopted)).wording.text)
    view = await queries.amendment(rival)
    assert (
        view.question.revision.number == 2 and view.wording.base.number == 1 and "at once" in view.wording.text
    )  # nothing changed by itself
    assert await Letter.exists().where(Letter.recipient == "openrights@forum.test")
    with pytest.raises(NotAllowed):
        await actions.answer(await cast.who("norland"), rival, choice)
    with pytest.raises(Invalid):
        await actions.answer(await cast.who("sudria"), rival, "perhaps")
    text = view.question.revision.text.replace("24 hours", "12 hours") if choice == "write" else ""
    await actions.answer(await cast.who("sudria"), rival, choice, text)
    view = await queries.amendment(rival)
    assert view.question is None
    if choice == "take":
        assert view.fate == "superseded"
    else:
        assert view.wording.base.number == 2 and ("at once" if choice == "keep" else "12 hours") in view.wording.text
    with pytest.raises(Conflict):
        await actions.answer(await cast.who("sudria"), rival, choice, "x")


async def test_a_repeal_supersedes_and_equal_words_are_in_force_already(cast):
    adopted, same = await tabled(cast), await tabled(cast, who="sudria", sponsor="openrights")
    await publish(cast, adopted, (await queries.amendment(adopted)).wording.text)
    assert (await queries.amendment(same)).fate == "superseded"
    last, repeal = await tabled(cast, OTHER), await tabled_as(cast, "repeal")
    await publish(cast, repeal, "")
    assert (await queries.amendment(last)).fate == "superseded"


async def test_an_asked_amendment_is_not_edited_before_it_is_answered(cast):
    adopted, rival = await tabled(cast), await tabled(cast, RIVAL, who="sudria", sponsor="openrights")
    await publish(cast, adopted, (await queries.amendment(adopted)).wording.text)
    with pytest.raises(Unlawful):
        await actions.save(await cast.who("sudria"), rival, actions.Proposal("replace", "New.", "x"), 1)


async def test_what_follows_for_each_kind(cast):
    adopted, below = await tabled(cast), await clause(cast, 2)
    inserted, repealed, moved = [
        await tabled_as(cast, *proposal) for proposal in (("insert", "A new one."), ("repeal",), ("move", "", below.id))
    ]
    draft = await drafted(cast, RIVAL, who="sudria")
    await publish(cast, adopted, (await queries.amendment(adopted)).wording.text)
    views = {
        name: await queries.amendment(each, await cast.who("sudria"))
        for name, each in (("inserted", inserted), ("repealed", repealed), ("moved", moved), ("draft", draft))
    }
    assert {name: (view.wording.number, bool(view.question)) for name, view in views.items()} == {
        "inserted": (1, False),
        "repealed": (1, True),
        "moved": (2, False),
        "draft": (1, True),
    }


async def test_support_of_words_that_were_carried_over_is_given_again(cast):
    adopted, other = await tabled(cast), await tabled(cast, OTHER)
    await publish(cast, adopted, (await queries.amendment(adopted)).wording.text)
    view = await queries.amendment(other)
    assert {each.slug: each.wording for each in view.sponsors} == {"norland": 2, "cobalt": 1}
    assert not await may_open_ballot(view)
    await actions.sponsor(await cast.who("cobalt"), other, 2)
    assert await may_open_ballot(await queries.amendment(other))


async def test_a_question_waits_with_the_newest_words(cast):
    adopted, rival, third = (
        await tabled(cast),
        await tabled(cast, RIVAL, who="sudria", sponsor="openrights"),
        await tabled(cast, OTHER),
    )
    await publish(cast, adopted, (await queries.amendment(adopted)).wording.text)
    await publish(cast, third, (await queries.amendment(third)).wording.text)
    assert (await queries.amendment(rival)).question.revision.number == 3
    with pytest.raises(Conflict, match="once more"):
        await actions.answer(await cast.who("sudria"), rival, "keep", revision=2)
    with pytest.raises(Unlawful, match="changed since"):
        await actions.move(rival, "in-ballot", "A ballot opened.")
    await actions.withdraw(await cast.who("sudria"), rival, "Overtaken.")
    assert (await queries.amendment(rival)).question is None and await queries.asked(await cast.who("sudria")) == ()
    for table in (Amendment, Wording, Sponsor, Step, Question):
        assert await vouched(*await table.objects())


async def test_two_who_answer_at_once_and_the_second_is_told(cast):
    adopted, rival = await tabled(cast), await tabled(cast, RIVAL, who="cobalt", sponsor="openrights")
    await publish(cast, adopted, (await queries.amendment(adopted)).wording.text)
    results = await asyncio.gather(
        *[
            actions.answer(await cast.who(key), rival, choice)
            for key, choice in (("cobalt", "keep"), ("cobalt.delegate", "take"))
        ],
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in results) == ["Conflict", "NoneType"]


async def test_words_without_support_do_not_go_to_a_ballot(cast, monkeypatch):
    time = Time(monkeypatch)
    amendment = await tabled(cast)
    text = (await queries.amendment(amendment)).wording.text
    await actions.save(
        await cast.who("norland"), amendment, actions.Proposal("replace", text.replace("24", "48"), "Hours matter."), 1
    )
    with pytest.raises(Conflict, match="1 organisation stands behind these words"):
        await opened(cast, amendment=amendment)
    await actions.sponsor(await cast.who("lumen"), amendment, 2)
    ballot = await opened(cast, amendment=amendment)
    await actions.withdraw(await cast.who("norland"), amendment, "It would harm small States.")
    time.now += timedelta(minutes=1)
    assert await close_due(None) == 1
    assert (await ballots.ballot(ballot)).outcome == "withdrawn" and (
        await queries.amendment(amendment)
    ).fate == "withdrawn"


BOTH = (
    "without undue delay and shall say what it can do for those",
    "at once and shall say what it can do for those States",
)


async def test_place_by_place(cast, site):
    """What collides with nothing is kept from both; where they collide the sponsors choose, in every place."""
    adopted, rival = await tabled(cast), await tabled(cast, BOTH, who="sudria", sponsor="openrights")
    await publish(cast, adopted, (await queries.amendment(adopted)).wording.text)
    view = await queries.amendment(rival)
    base = view.wording.base.text
    at = base.index("without undue delay")
    with pytest.raises(Invalid, match="Choose the words of every passage: 1 of 1 is left"):
        await actions.answer(await cast.who("sudria"), rival, "pick", picks={0: "ours"})
    sudria = await site.signed_in(cast.people["sudria"])
    page = await sudria.open(f"/amendments/{rival}")
    assert page.tree.xpath(f"//input[@name='pick-{at}']")
    refused = await sudria.send("/answer", answer="pick")
    assert refused.status == 422 and "Choose the words of every passage" in refused.words
    done = await sudria.send("/answer", answer="pick", **{f"pick-{at}": "theirs"})
    assert done.status == 200
    text = (await queries.amendment(rival)).wording.text
    assert "within 24 hours" in text and "for those States who asked" in text and "at once" not in text
