"""The balance desk: turnout by group, invitations, and a constant number of queries."""

from __future__ import annotations

import pytest

from forum.errors import Conflict, NotAllowed, NotFound
from forum.mail.tables import Letter
from moderation.balance.actions import waive
from moderation.balance.desk import texts
from moderation.balance.inviting import invite
from moderation.balance.tasks import tasks
from moderation.panels.actions import declare
from tests.drafts.setting import clause, tabled
from tests.house.test_queries import Counter
from tests.moderation.setting import boycotted, travel
from tests.moderation.test_balance import say


async def test_turnout_and_invitations(cast, site, monkeypatch):
    await tabled(cast)
    await say(cast, "norland", (await clause(cast)).path)
    [row] = await texts()
    assert [(each.key, each.heard, each.eligible) for each in row.turnout] == [
        ("government", 1, 2),
        ("industry", 0, 2),
        ("civil-society", 0, 2),
    ]
    visitor = await site.signed_in(cast.people["moderator.industry"])
    page = await visitor.open("/moderation/balance")
    assert "1 of 2 organisations commented" in page.words and "Amendment 1" in page.words
    await visitor.send("/invitations/civil-society")
    assert (
        await Letter.count().where(Letter.subject.like("%has not been heard yet")) == 2
        and "/balance" in visitor.at.path
    )
    who = await cast.who("moderator.government")
    with pytest.raises(Conflict):
        await invite(who, "code", "civil-society")
    travel(monkeypatch, days=8)
    assert await invite(who, "code", "civil-society") == 2
    for key, group, error in (("norland", "industry", NotAllowed), ("moderator.industry", "nobody", NotFound)):
        with pytest.raises(error):
            await invite(await cast.who(key), "code", group)


async def test_it_asks_no_more_for_many_amendments(cast, site, monkeypatch):
    await tabled(cast)
    visitor, counter = await site.signed_in(cast.people["moderator.industry"]), Counter(monkeypatch)
    await visitor.open("/moderation/balance")
    few = counter.asked()
    from drafts.amendments.tables import Amendment

    row = (await Amendment.select())[0]
    for _ in range(8):
        await Amendment(**{key: value for key, value in row.items() if key != "id"}).save()
    counter.asked()
    assert (await visitor.open("/moderation/balance")).words.count("Amendment") == 9 and counter.asked() == few


async def test_what_may_be_waived_waits_on_the_desk_until_the_group_gave_reasons(cast, database):
    amendment = await boycotted(cast, database)
    who = await cast.who("moderator.industry")
    assert [each.title for each in await tasks(who)] == [f"Amendment {amendment}: its extended time is over"]
    await waive(who, amendment, "heard", "civil-society", "They were asked twice.")
    assert not await tasks(who) and len(await tasks(await cast.who("moderator.government"))) == 1


async def test_who_is_close_to_the_proposer_does_not_waive(cast, database):
    amendment = await boycotted(cast, database)
    await declare(await cast.who("moderator.industry"), "norland")
    with pytest.raises(NotAllowed, match="close to the organisation"):
        await waive(await cast.who("moderator.industry"), amendment, "heard", "civil-society", "x")
