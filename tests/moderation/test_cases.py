"""From a report to a decision, on both engines."""
from __future__ import annotations

import asyncio

import pytest

from forum.errors import Conflict, Invalid, NotAllowed
from forum.mail.tables import Letter
from forum.record.queries import entries
from forum.threads import queries as threads
from moderation.cases import actions, queries
from tests.forum.test_threads import CLAUSE, say


async def reported(cast, by: str = "cobalt") -> int:
    return await actions.flag(await cast.who(by), await say(cast, body="You are all fools."), "person", "Look.")


async def test_two_moderators_of_different_groups_hide_and_the_author_is_told(cast):
    case = await reported(cast)
    assert await actions.give_opinion(await cast.who("moderator.industry"), case, "hide", "person", "About persons.") == ""
    assert not (await threads.comments_on(CLAUSE))[0].hidden
    assert await actions.give_opinion(await cast.who("moderator.civil-society"), case, "hide", "person", "So it is.") == "hidden"
    view = (await threads.comments_on(CLAUSE))[0]
    assert view.hidden.because == "About persons. So it is." and view.body == ""
    assert await Letter.exists().where(Letter.recipient == "norland@forum.test")
    decision = (await queries.decisions())[0]
    assert (decision.outcome, decision.groups, decision.reports) == ("hidden", ("Industry", "Civil society"), 1)


async def test_a_storm_of_reports_is_one_case_and_hides_nothing(cast):
    made = await say(cast)
    cases = [await actions.flag(await cast.who(key), made, "off-topic") for key in ("cobalt", "cobalt.delegate", "lumen", "latecomer", "reader")]
    assert len(set(cases)) == 1 and not (await threads.comments_on(CLAUSE))[0].hidden
    with pytest.raises(Conflict):
        await actions.flag(await cast.who("cobalt"), made, "off-topic")
    assert all('"actor":""' in entry.bytes for entry in await entries() if entry.kind == "comment.reported")


async def test_moderators_see_from_which_groups_reports_came_and_not_from_whom(cast):
    made = await say(cast)
    case = [await actions.flag(await cast.who(key), made, "off-topic") for key in ("cobalt", "cobalt.delegate", "norland", "reader")][0]
    view = await queries.case(case, await cast.who("moderator.industry"))
    assert view.reporters == (("Industry", 2), ("Government", 1), ("people without a mandate", 1))
    assert not any(name in repr((view.reports, view.reporters)) for name in ("Cobalt", "Norland", "Reader", "cobalt", "norland"))


async def test_what_was_kept_is_not_reported_again_by_the_same_person(cast):
    made = await say(cast)
    case = await actions.flag(await cast.who("cobalt"), made, "off-topic")
    for key in ("moderator.industry", "moderator.government"):
        await actions.give_opinion(await cast.who(key), case, "keep", "person", "Fine.")
    assert (await queries.decisions())[0].rule == ""
    with pytest.raises(Conflict):
        await actions.flag(await cast.who("cobalt"), made, "person")
    assert await actions.flag(await cast.who("lumen"), made, "person") != case


async def test_what_is_hidden_is_not_reported(cast):
    case = await reported(cast)
    comment = (await queries.case(case, await cast.who("moderator.industry"))).comment.id
    for key in ("moderator.industry", "moderator.government"):
        await actions.give_opinion(await cast.who(key), case, "hide", "person" if key.endswith("y") else "threat", "So.")
    assert (await threads.comment(comment)).hidden.rule == "Speak to the argument, not about the person; Do not threaten"
    with pytest.raises(Conflict):
        await actions.flag(await cast.who("lumen"), comment, "person")
    with pytest.raises(Conflict):
        await actions.give_opinion(await cast.who("moderator.civil-society"), case, "keep", "", "Late.")


async def test_views_are_hidden_until_ones_own_is_given(cast):
    case = await reported(cast)
    await actions.give_opinion(await cast.who("moderator.industry"), case, "keep", "", "Fine.")
    assert not (await queries.case(case, await cast.who("moderator.government"))).opinions
    assert len((await queries.case(case, await cast.who("moderator.industry"))).opinions) == 1


@pytest.mark.parametrize("key", ["norland", "secretariat", "rapporteur.industry", "reader"])
async def test_who_may_not_decide(cast, key):
    case = await reported(cast)
    with pytest.raises(NotAllowed):
        await actions.give_opinion(await cast.who(key), case, "keep", "", "x")


async def test_nobody_twice_nobody_on_a_report_of_ones_own_and_faults_by_field(cast):
    case = await reported(cast, by="moderator.government")
    with pytest.raises(NotAllowed):
        await actions.give_opinion(await cast.who("moderator.government"), case, "keep", "", "x")
    with pytest.raises(Invalid):
        await actions.give_opinion(await cast.who("moderator.industry"), case, "hide", "", "")
    await actions.give_opinion(await cast.who("moderator.industry"), case, "keep", "", "Fine.")
    with pytest.raises(NotAllowed):
        await actions.give_opinion(await cast.who("moderator.industry"), case, "keep", "", "Fine.")


async def test_two_deciding_at_once_and_a_third_is_told(cast):
    case = await reported(cast)
    who = [await cast.who(f"moderator.{group}") for group in ("government", "industry", "civil-society")]
    done = await asyncio.gather(*(actions.give_opinion(each, case, "hide", "person", "x") for each in who), return_exceptions=True)
    assert sorted(str(each) if isinstance(each, str) else type(each).__name__ for each in done) == ["", "Conflict", "hidden"]


async def test_by_hand_over_http(cast, site):
    case = await reported(cast)
    visitor = await site.signed_in(cast.people["moderator.industry"])
    await visitor.open("/moderation")
    await visitor.follow(f"Case {case}")
    answer = await visitor.send("/opinions", view="hide", reasons="")
    assert answer.status == 422 and "Name the rule" in answer.words
    answer = await visitor.send("/opinions", view="keep", reasons="Hard, but about the text.")
    assert answer.status == 200 and "Hard, but about the text." in answer.words
    public = site.visitor()
    assert "No comment has been decided" in (await public.open("/moderation/decisions")).words
    assert "Speak to the argument" in (await public.open("/rules/conduct")).words
    assert (await public.open("/moderation")).path.startswith("/moderation") and public.at.status in (303, 200)
