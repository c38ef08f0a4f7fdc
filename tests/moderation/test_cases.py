"""From a report to a decision, on both engines."""

from __future__ import annotations

import asyncio

import pytest

from forum.errors import Conflict, Invalid, NotAllowed
from forum.mail.tables import Letter
from forum.people.queries import identity_of
from forum.record.queries import entries
from forum.settings import Settings
from forum.threads import queries as threads
from forum.threads.restricting import was_hidden_for_a_day
from moderation.appeals import actions as appeals
from moderation.cases import actions, queries
from moderation.cases.tables import Case
from moderation.cases.tending import tend
from moderation.measures.queries import of_case
from moderation.panels.actions import declare, end
from moderation.panels.queries import interests_of, panel, seats_of
from moderation.panels.tables import Panel
from moderation.rules.panels import Lot, order, seats
from tests.cast import GROUPS
from tests.forum.test_threads import CLAUSE, say
from tests.moderation.setting import decide, members, reported


async def test_three_of_different_groups_are_drawn_and_anybody_can_replay_it(cast):
    case = await reported(cast)
    sitting = await members(cast, case)
    assert set(sitting) == {key for key, _ in GROUPS}
    said = (await panel(case)).as_json
    again = seats(order(said["seed"], said["case"], [Lot(**each) for each in said["candidates"]]), said["size"])
    assert [each.ref for each in again] == said["first"] and len(said["candidates"]) == 9
    opened = next(each for each in await entries() if each.kind == "comment.reported")
    assert said["seed_size"] == opened.seq + 1


async def test_all_three_give_views_and_what_more_than_half_want_is_done(cast):
    case = await reported(cast)
    assert await decide(cast, case, "hide", "keep", "pause") == "hide"
    view = (await threads.comments_on(CLAUSE))[0]
    assert view.hidden and view.body == "" and view.hidden.statement
    statement = await of_case(case)
    assert (statement.measure, statement.reasons.dissent, len(statement.groups)) == ("hide", 2, 3)
    assert await Letter.exists().where(Letter.recipient == "norland@forum.test") and await Letter.exists().where(
        Letter.recipient == "cobalt@forum.test"
    )


async def test_a_storm_of_reports_is_one_case_and_hides_nothing(cast):
    made = await say(cast)
    cases = [
        await actions.flag(await cast.who(key), made, "off-topic")
        for key in ("cobalt", "cobalt.delegate", "lumen", "latecomer", "reader")
    ]
    assert len(set(cases)) == 1 and not (await threads.comments_on(CLAUSE))[0].hidden
    with pytest.raises(Conflict):
        await actions.flag(await cast.who("cobalt"), made, "off-topic")
    assert all('"actor":""' in entry.bytes for entry in await entries() if entry.kind == "comment.reported")


async def test_moderators_see_from_which_groups_reports_came_and_not_from_whom(cast):
    made = await say(cast)
    case, *_ = [
        await actions.flag(await cast.who(key), made, "off-topic")
        for key in ("cobalt", "cobalt.delegate", "openrights", "reader")
    ]
    view = await queries.case(case, await cast.who("moderator.industry"))
    assert view.reporters == (("Industry", 2), ("Civil society", 1), ("people without a mandate", 1))
    assert not any(
        name in repr((view.reports, view.reporters))
        for name in ("Cobalt", "Open Rights", "Reader", "cobalt", "openrights")
    )


async def test_views_are_shown_when_all_are_there(cast):
    case = await reported(cast)
    first, second, third = [await identity_of(each.participant) for each in await seats_of(case)]
    await actions.give_view(first, case, "keep", "", "Fine.")
    await actions.give_view(second, case, "hide", "person", "Not fine.", 5)
    assert not (await queries.case(case, first)).opinions and (await queries.case(case, third)).given == 2
    await actions.give_view(third, case, "keep", "", "Fine.")
    assert len((await queries.case(case, first)).opinions) == 3


@pytest.mark.parametrize("key", ["norland", "secretariat", "rapporteur.industry", "reader"])
async def test_who_may_not_decide(cast, key):
    case = await reported(cast)
    with pytest.raises(NotAllowed):
        await actions.give_view(await cast.who(key), case, "keep", "", "x")


async def test_who_was_not_drawn_does_not_decide_and_nobody_twice(cast):
    case = await reported(cast)
    sitting = set((await members(cast, case)).values())
    other = next(
        key
        for key in cast.people
        if "industry" in key and key.split(".")[0] in ("moderator", "second", "third") and key not in sitting
    )
    with pytest.raises(NotAllowed):
        await actions.give_view(await cast.who(other), case, "keep", "", "x")
    who = await cast.who(next(iter(sitting)))
    await actions.give_view(who, case, "keep", "", "Fine.")
    with pytest.raises(Conflict):
        await actions.give_view(who, case, "keep", "", "Fine.")


async def test_faults_by_field(cast):
    case = await reported(cast)
    who = await identity_of((await seats_of(case))[0].participant)
    with pytest.raises(Invalid) as refused:
        await actions.give_view(who, case, "hide", "", "You are Norland, all fools.", 0)
    assert set(refused.value.fields) == {"rule", "days", "reasons"}


async def test_parties_are_excluded_and_so_is_who_declared_an_interest(cast):
    for key in ("moderator.industry", "second.industry"):
        await declare(await cast.who(key), "norland")
    case = await reported(cast, by="moderator.government")
    assert (await members(cast, case))["industry"] == "third.industry"
    excluded = {each.ref: each.excluded for each in (await panel(case)).candidates if each.excluded}
    assert len(excluded) == 3 and (await members(cast, case))["government"] != "moderator.government"


async def test_a_case_waits_while_a_group_has_nobody_who_may_sit(cast):
    for nth in ("moderator", "second", "third"):
        await declare(await cast.who(f"{nth}.industry"), "norland")
    case = await reported(cast)
    assert not await Panel.exists().where(Panel.case == case)
    assert not (await queries.case(case, await cast.who("moderator.government"))).drawn
    await tend(Settings())
    assert not await Panel.exists()
    who = await cast.who("second.industry")
    await end(who, (await interests_of(who))[0].id)
    await asyncio.gather(tend(Settings()), tend(Settings()))
    assert (await members(cast, case))["industry"] == "second.industry" and await Panel.count() == 1


async def test_who_sits_does_not_report_and_who_reports_leaves_no_seat_to_the_own_organisation(cast):
    case = await reported(cast)
    comment = (await queries.case(case, await cast.who("moderator.industry"))).comment.id
    who = await cast.who((await members(cast, case))["industry"])
    with pytest.raises(NotAllowed):
        await actions.flag(who, comment, "person")


async def test_stepping_down_seats_the_next_of_the_group(cast):
    case = await reported(cast)
    before = (await members(cast, case))["industry"]
    await actions.step_down(await cast.who(before), case)
    after = (await members(cast, case))["industry"]
    assert after != before and "industry" in after
    with pytest.raises(NotAllowed):
        await actions.give_view(await cast.who(before), case, "keep", "", "x")


async def test_what_was_kept_is_not_reported_again_by_the_same_person(cast):
    made = await say(cast)
    case = await actions.flag(await cast.who("cobalt"), made, "off-topic")
    assert await decide(cast, case, "keep") == "keep"
    with pytest.raises(Conflict):
        await actions.flag(await cast.who("cobalt"), made, "person")
    assert await actions.flag(await cast.who("lumen"), made, "person") != case


async def test_what_is_hidden_is_not_reported_and_a_view_comes_too_late(cast):
    case = await reported(cast)
    comment = (await Case.select(Case.comment).where(Case.id == case).first())["comment"]
    who = await identity_of((await seats_of(case))[0].participant)
    await decide(cast, case, "hide")
    with pytest.raises(Conflict):
        await actions.flag(await cast.who("lumen"), comment, "person")
    with pytest.raises(Conflict):
        await actions.give_view(who, case, "keep", "", "Late.")


async def test_three_at_once_decide_once(cast):
    case = await reported(cast)
    who = [await identity_of(each.participant) for each in await seats_of(case)]
    done = await asyncio.gather(*(actions.give_view(each, case, "hide", "person", "x", 5) for each in who))
    assert sorted(done) == [False, False, True]
    again = await asyncio.gather(
        *(actions.give_view(each, case, "hide", "person", "x", 5) for each in who), return_exceptions=True
    )
    assert all(isinstance(each, Conflict) for each in again)
    assert len([each for each in await entries() if each.kind == "case.decided"]) == 1


async def test_two_reports_at_once_are_one_case_and_one_panel(cast):
    made = await say(cast)
    who = [await cast.who(key) for key in ("cobalt", "lumen", "openrights")]
    found = await asyncio.gather(*(actions.flag(each, made, "person") for each in who))
    assert len(set(found)) == 1 and await Panel.count() == 1


async def test_one_moderator_hides_for_a_day_and_does_not_decide(cast):
    made = await say(cast, body="He lives at 3 Harbour Street, behind the red door.")
    until = await actions.hide_for_a_day(await cast.who("moderator.government"), made, "private", "An address.")
    view = (await threads.comments_on(CLAUSE))[0]
    assert view.hidden.kind == "emergency" and view.hidden.until == until and view.body == ""
    case = (await Case.select(Case.id).where(Case.comment == made).first())["id"]
    assert "moderator.government" not in (await members(cast, case)).values() and await was_hidden_for_a_day(
        made, (await panel(case)).drawn_at.replace(year=2000)
    )
    assert await decide(cast, case, "keep", "keep", "hide") == "keep"
    assert not (await threads.comments_on(CLAUSE))[0].hidden
    with pytest.raises(Conflict):
        await actions.hide_for_a_day(await cast.who("moderator.government"), made, "private", "Again.")


@pytest.mark.parametrize(
    "key,rule,note,error",
    [
        ("norland", "private", "x", NotAllowed),
        ("reader", "private", "x", NotAllowed),
        ("moderator.industry", "", "x", Invalid),
        ("moderator.industry", "private", "", Invalid),
    ],
)
async def test_who_may_not_hide_for_a_day_and_what_it_needs(cast, key, rule, note, error):
    made = await say(cast)
    with pytest.raises(error):
        await actions.hide_for_a_day(await cast.who(key), made, rule, note)
    assert not await Case.exists()


async def test_once_a_panel_kept_it_no_other_moderator_hides_it_for_another_day(cast):
    made = await say(cast)
    await actions.hide_for_a_day(await cast.who("moderator.government"), made, "private", "An address.")
    case = (await Case.select(Case.id).where(Case.comment == made).first())["id"]
    await decide(cast, case, "keep")
    for key in ("second.industry", "third.civil-society"):
        with pytest.raises(Conflict, match="for a day already"):
            await actions.hide_for_a_day(await cast.who(key), made, "private", "Again.")


async def test_a_hiding_for_a_day_ends_with_a_second_panel_too(cast):
    made = await say(cast)
    case = await actions.flag(await cast.who("cobalt"), made, "person")
    sat = set((await members(cast, case)).values())
    await decide(cast, case, "keep")
    again = await appeals.appeal(await cast.who("cobalt"), (await of_case(case)).ref, "Look again.")
    sat |= set((await members(cast, again)).values())
    free = next(key for key in ("second.industry", "third.industry", "moderator.industry") if key not in sat)
    await actions.hide_for_a_day(await cast.who(free), made, "private", "An address.")
    await decide(cast, again, "keep")
    assert not (await threads.comments_on(CLAUSE))[0].hidden


async def test_nobody_steps_down_when_too_few_would_sit(cast):
    case = await reported(cast)
    for _ in range(3):  # all three of one group
        await actions.step_down(await cast.who((await members(cast, case))["industry"]), case)
    for _ in range(2):
        await actions.step_down(await cast.who((await members(cast, case))["government"]), case)
    with pytest.raises(Conflict, match="too few would sit"):
        await actions.step_down(await cast.who((await members(cast, case))["government"]), case)
