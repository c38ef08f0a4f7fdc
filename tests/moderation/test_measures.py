"""Measures are done, end by themselves, and can be asked about again, on both engines."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from drafts.ballots.actions import cast as vote
from drafts.ballots.actions import open_ballot
from drafts.ballots.tables import Cast
from drafts.ballots.values import Choice
from forum.clock import now
from forum.errors import Conflict, Invalid, NotAllowed
from forum.mail.tables import Letter
from forum.record.verify_rows import check_rows
from forum.record.vouched import vouched_tables
from forum.settings import Settings
from forum.threads import queries as threads
from forum.threads.tables import Comment
from moderation.appeals import actions as appeals
from moderation.appeals.tables import Appeal
from moderation.cases import actions
from moderation.cases.tables import Case
from moderation.cases.tending import tend
from moderation.measures.ending import end_emergencies, end_measures
from moderation.measures.queries import of_case
from moderation.measures.rewriting import rewritten
from moderation.panels.queries import seats_of
from moderation.panels.tables import Seat
from tests.drafts.setting import tabled
from tests.forum.test_threads import CLAUSE, say
from tests.moderation.setting import decide, members, reported, travel

ALL = Settings()


async def shown():
    return (await threads.comments_on(CLAUSE))[0]


async def test_a_note_and_a_fold_leave_the_words(cast):
    await decide(cast, await reported(cast), "note")
    view = await shown()
    assert view.body and view.note and not view.folded and not view.hidden
    case = await actions.flag(await cast.who("lumen"), view.id, "person")
    await decide(cast, case, "fold")
    view = await shown()
    assert view.body and view.note and view.folded.statement == (await of_case(case)).ref


async def test_what_is_returned_is_rewritten_by_its_author_only_and_that_ends_it(cast):
    case = await reported(cast)
    await decide(cast, case, "return")
    made = (await shown()).id
    assert (await shown()).hidden.kind == "returned"
    for who, body, error in (
        ("cobalt", "x", NotAllowed),
        ("norland", "", Invalid),
        ("norland", "You are all fools.", Invalid),
    ):
        with pytest.raises(error):
            await rewritten(await cast.who(who), made, body, "")
    await rewritten(await cast.who("norland"), made, "The text would not work for us.", "")
    view = await shown()
    assert view.body == "The text would not work for us." and view.rewritten_at and not view.hidden
    assert (await Comment.select(Comment.words, Comment.body).where(Comment.id == made).first()) == {
        "words": 7,
        "body": "You are all fools.",
    }
    assert (await of_case(case)).ended
    with pytest.raises(Conflict):
        await rewritten(await cast.who("norland"), made, "Again.", "")


async def test_a_pause_stops_comments_for_some_days_and_no_vote(cast, monkeypatch):
    await decide(cast, await reported(cast), "pause", days=5)
    with pytest.raises(NotAllowed, match="paused until"):
        await say(cast, body="More.")
    travel(monkeypatch, days=5, seconds=1)
    assert await say(cast, body="More.")


async def test_a_pause_takes_no_vote(cast):
    ballot = await open_ballot(await cast.who("secretariat"), await tabled(cast), now() + timedelta(days=30))
    await decide(cast, await reported(cast), "pause")
    await vote(await cast.who("norland"), ballot, Choice("yes", ""))
    assert await Cast.exists().where(Cast.ballot == ballot, Cast.organisation == cast.organisations["norland"])


@pytest.mark.parametrize("measure", ["note", "fold", "return", "hide", "pause"])
async def test_every_measure_ends_by_itself(cast, monkeypatch, measure):
    case = await reported(cast)
    await decide(cast, case, measure, days=3)
    travel(monkeypatch, days=3, seconds=1)
    await end_measures(ALL)
    view = await shown()
    assert view.body == "You are all fools." and not view.hidden and not view.marks
    assert (await of_case(case)).ended == "It ended by itself"


async def test_what_one_moderator_hid_falls_after_a_day(cast, monkeypatch):
    made = await say(cast)
    await actions.hide_for_a_day(await cast.who("moderator.government"), made, "private", "An address.")
    travel(monkeypatch, hours=23)
    await end_emergencies(ALL)
    assert (await shown()).hidden
    travel(monkeypatch, hours=1, seconds=1)
    assert not (await shown()).hidden
    await end_emergencies(ALL)
    await end_emergencies(ALL)
    assert not (await shown()).hidden and await Case.exists().where(Case.comment == made, Case.closed_at.is_null())


async def test_a_panel_confirms_what_was_hidden_for_a_day(cast, monkeypatch):
    made = await say(cast)
    await actions.hide_for_a_day(await cast.who("moderator.government"), made, "private", "An address.")
    case = (await Case.select(Case.id).where(Case.comment == made).first())["id"]
    await decide(cast, case, "hide", days=30)
    travel(monkeypatch, days=2)
    await end_emergencies(ALL)
    assert (await shown()).hidden and (await of_case(case)).reasons.found == "own"


async def test_an_appeal_goes_to_other_people_and_a_reversal_puts_the_comment_back(cast):
    case = await reported(cast)
    below = set((await members(cast, case)).values())
    await decide(cast, case, "hide")
    ref = (await of_case(case)).ref
    again = await appeals.appeal(await cast.who("norland"), ref, "It spoke of the text.")
    assert not below & set((await members(cast, again)).values())
    assert (await shown()).hidden
    await decide(cast, again, "keep")
    assert not (await shown()).hidden and (await of_case(case)).ended == "A second panel reversed it"
    assert await Letter.exists().where(Letter.recipient == "cobalt@forum.test", Letter.body.like("%2026-2%"))
    with pytest.raises(NotAllowed):
        await appeals.appeal(await cast.who("norland"), (await of_case(again)).ref, "Once more.")
    third = await appeals.appeal(await cast.who("cobalt"), (await of_case(again)).ref, "It is an insult.")
    assert not (below | set((await members(cast, again)).values())) & set((await members(cast, third)).values())


async def test_an_appeal_that_is_upheld_leaves_the_measure_and_its_end(cast):
    case = await reported(cast)
    await decide(cast, case, "hide", days=20)
    first = await of_case(case)
    again = await appeals.appeal(await cast.who("norland"), first.ref, "It spoke of the text.")
    await decide(cast, again, "hide", days=300)
    view = await shown()
    assert view.hidden.statement == first.ref and view.hidden.until == first.until and not (await of_case(case)).ended
    assert (await of_case(again)).until == first.until


async def test_who_reported_asks_again_about_what_was_kept(cast):
    case = await reported(cast)
    await decide(cast, case, "keep")
    ref = (await of_case(case)).ref
    for key in ("norland", "lumen"):
        with pytest.raises(NotAllowed):
            await appeals.appeal(await cast.who(key), ref, "x")
    again = await appeals.appeal(await cast.who("cobalt"), ref, "Look again.")
    await decide(cast, again, "fold")
    assert (await shown()).folded


async def test_two_appeals_at_once_one_is_told(cast):
    case = await reported(cast)
    await decide(cast, case, "hide")
    ref = (await of_case(case)).ref
    who = [await cast.who(key) for key in ("norland", "cobalt")]
    done = await asyncio.gather(*(appeals.appeal(each, ref, "x") for each in who), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["Conflict", "int"] and await Appeal.count() == 1


async def test_an_appeal_has_its_time(cast, monkeypatch):
    case = await reported(cast)
    await decide(cast, case, "hide", days=700)
    travel(monkeypatch, days=185)
    with pytest.raises(NotAllowed, match="ended on"):
        await appeals.appeal(await cast.who("norland"), (await of_case(case)).ref, "x")


async def test_who_is_late_is_reminded_and_replaced_by_the_next_in_the_draw(cast, monkeypatch):
    case = await reported(cast)
    before = await members(cast, case)
    await actions.give_view(await cast.who(before["industry"]), case, "keep", "", "Fine.")
    travel(monkeypatch, days=3, seconds=1)
    await tend(ALL)
    assert await Letter.count().where(Letter.subject.like("Your view on case%")) == 2
    travel(monkeypatch, days=2)
    await tend(ALL)
    after = await members(cast, case)
    assert after["industry"] == before["industry"] and all(
        after[group] != before[group] for group in ("government", "civil-society")
    )
    assert await Seat.count().where(Seat.why == "late") == 2


async def test_where_nobody_is_left_the_others_decide(cast, monkeypatch):
    case = await reported(cast)
    for _ in range(2):
        for group in ("industry",):
            await actions.step_down(await cast.who((await members(cast, case))[group]), case)
    sitting = await members(cast, case)
    for group in ("government", "civil-society"):
        await actions.give_view(await cast.who(sitting[group]), case, "hide", "person", "So.", 5)
    assert not (await shown()).hidden
    travel(monkeypatch, days=6)
    await tend(ALL)
    assert (await shown()).hidden and len(await seats_of(case)) == 2


async def test_the_record_vouches_for_all_of_it(cast, monkeypatch):
    case = await reported(cast)
    await decide(cast, case, "pause")
    await appeals.appeal(await cast.who("norland"), (await of_case(case)).ref, "x")
    travel(monkeypatch, days=30)
    await end_measures(ALL)
    assert await check_rows(vouched_tables(), lambda *_: None)
