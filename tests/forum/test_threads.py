"""Comments on both engines: bound to exact words, threaded, answered, hidden and shown again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forum import handed
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.record.actions import append
from forum.record.queries import entries
from forum.threads import actions, queries, restricting

CLAUSE = "/instruments/code/clauses/k3m9p"
WORDS = "Hospitals shall not be the target of any act."


async def say(cast, key: str = "norland", **given) -> int:
    asked = {
        "container": "/instruments/code",
        "subject": CLAUSE,
        "wording": f"{CLAUSE}/revisions/1",
        "text": WORDS,
        "stance": "concern",
        "body": "Words.",
        **given,
    }
    return await actions.make_comment(await cast.who(key), **asked)


@pytest.mark.parametrize(
    "key, may",
    [
        ("norland", True),
        ("norland.delegate", True),
        ("sudria.observer", True),
        ("latecomer", False),
        ("reader", False),
        ("secretariat", False),
    ],
)
async def test_who_may_comment(cast, key, may):
    if may:
        assert await say(cast, key)
    else:
        with pytest.raises(NotAllowed):
            await say(cast, key)


async def test_a_quote_is_of_the_words_that_stood_there(cast):
    await say(cast, quote=(0, 10))  # with the space behind the word, as a double click selects it
    view = (await queries.comments_on(CLAUSE))[0]
    assert (view.quote.exact, view.quote.after[:6], view.wording_name) == ("Hospitals", " shall", "revision 1")
    assert view.about_older(f"{CLAUSE}/revisions/2") and not view.about_older(f"{CLAUSE}/revisions/1")
    for quote in ((5, 5), (9, 10), (0, 999), (-1, 4)):
        with pytest.raises(Invalid) as refused:
            await say(cast, quote=quote)
        assert "quote" in refused.value.fields


async def test_replies_hang_under_what_they_answer(cast):
    first = await say(cast)
    reply = await say(cast, "cobalt", stance="reply", parent=first)
    await say(cast, "norland", stance="reply", parent=reply)
    await say(cast, "openrights", stance="support")
    threads = await queries.comments_on(CLAUSE)
    assert [len(each.replies) for each in threads] == [1, 0] and threads[0].replies[0].replies[
        0
    ].organisation == "Kingdom of Norland"
    with pytest.raises(NotFound):
        await say(cast, stance="reply", parent=first, subject="/amendments/1")


async def test_a_quarrel_of_hundreds_of_replies_stays_as_deep_as_a_page_can_show(cast):
    handed.use(replace(handed.parts(), before_comments=()))  # no budget ends this quarrel
    last = await say(cast)
    for _ in range(60):
        last = await say(cast, "cobalt", stance="reply", parent=last)
    (thread,) = await queries.comments_on(CLAUSE)
    levels = []
    level = (thread,)
    while level:
        levels.append(len(level))
        level = tuple(reply for each in level for reply in each.replies)
    assert levels == [1, 1, 1, 58]


async def test_to_a_hidden_comment_nobody_replies(cast):
    made = await say(cast)
    async with atomic():
        await append("comment.hidden", CLAUSE, "Hidden.", await restricting.hide(made, "Respect", "Rude."))
    with pytest.raises(Invalid):
        await say(cast, "cobalt", stance="reply", parent=made)


async def test_what_would_resolve_it_is_kept_whatever_the_stance(cast):
    await say(cast, stance="concern", resolution="Name who pays.")
    assert (await queries.comments_on(CLAUSE))[0].resolution == "Name who pays."


async def test_counts_and_who_was_heard(cast):
    await say(cast)
    await say(cast, "norland.delegate")
    objection = await say(cast, "cobalt", stance="objection", resolution="Say when.")
    found = (await queries.counts("/instruments/code"))[CLAUSE]
    assert (found.total, found.by_group, found.objections_open) == (3, {"government": 2, "industry": 1}, 1)
    assert [(each.group_key, each.organisations, each.comments) for each in await queries.heard([CLAUSE])] == [
        ("government", 1, 2),
        ("industry", 1, 1),
        ("civil-society", 0, 0),
    ]
    with pytest.raises(NotAllowed):
        await actions.dispose(await cast.who("norland"), objection, "noted", "x")
    with pytest.raises(Invalid):
        await actions.dispose(await cast.who("rapporteur.industry"), objection, "noted", " ")
    await actions.dispose(await cast.who("rapporteur.industry"), objection, "noted", "It will be looked at.")
    await actions.dispose(await cast.who("secretariat"), objection, "accepted", "It was.")
    answer = (await queries.objections([CLAUSE]))[0].disposition
    assert (answer.kind, answer.given_by) == ("accepted", "Secretariat")
    assert (await queries.counts("/instruments/code"))[CLAUSE].objections_open == 0 and await queries.totals() == {
        "/instruments/code": 3
    }


async def test_hidden_words_leave_no_door_and_come_back(cast):
    made = await say(cast, quote=(0, 9), body="A rude word.")
    async with atomic():
        await append("comment.hidden", CLAUSE, "Hidden.", await restricting.hide(made, "Respect", "Rude."))
    view = (await queries.comments_on(CLAUSE))[0]
    assert (view.body, view.quote, view.hidden.rule) == ("", None, "Respect")
    with pytest.raises(Conflict):
        await restricting.hide(made, "Respect", "Again.")
    async with atomic():
        await append("comment.shown", CLAUSE, "Shown.", await restricting.lift(made))
    assert (await queries.comments_on(CLAUSE))[0].body == "A rude word."
    with pytest.raises(Conflict):
        await restricting.lift(made)


async def test_the_record_says_who_spoke_and_not_what(cast):
    await say(cast, body="Not for the record.")
    entry = (await entries())[0]
    assert entry.kind == "comment.made" and "Not for the record" not in entry.bytes and "norland" in entry.bytes
