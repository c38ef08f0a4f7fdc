"""Balance of participation and floors before a ballot, on both engines."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from fractions import Fraction

import pytest

from drafts.ballots.actions import open_ballot
from drafts.instruments import queries as instruments
from forum import clock
from forum.clock import now
from forum.errors import Conflict, Invalid, NotAllowed
from forum.mail.tables import Letter
from forum.record.queries import entries
from forum.threads.actions import make_comment
from forum.threads.restricting import hide
from forum.threads.tables import Comment
from moderation.balance import actions, periods
from moderation.balance.floors import standing
from moderation.balance.measuring import measured
from moderation.balance.scopes import of_clause, of_instrument
from tests.drafts.setting import bring, clause, tabled
from tests.house.test_queries import Counter, norm

HEARD = Fraction(1, 2)


async def say(cast, who: str, subject: str, body: str = "One two three.") -> int:
    return await make_comment(
        await cast.who(who),
        container="/instruments/code",
        subject=subject,
        wording=f"{subject}/wordings/1",
        text="",
        stance="concern",
        body=body,
    )


async def floored(cast, heard: Fraction | None = HEARD, words: Fraction | None = None, days: int = 10) -> int:
    """An amendment, tabled under these floors, that a government and an industry organisation stand behind."""
    await bring(cast)
    await actions.set_floors(await cast.who("secretariat"), "code", heard, words, days, "So that all are heard.")
    return await tabled(cast)


def later(monkeypatch, days: int) -> None:
    moment = clock.now() + timedelta(days=days)
    for module in (
        "moderation.balance.floors",
        "moderation.balance.periods",
        "moderation.balance.actions",
        "drafts.ballots.opening.actions",
    ):
        monkeypatch.setattr(f"{module}.now", lambda: moment)


async def missing(amendment: int) -> tuple[str, ...]:
    return tuple(each.sentence for each in (await standing(amendment)).missing)


async def test_what_organisations_did_is_summed_and_what_is_hidden_does_not_count(cast):
    amendment = await tabled(cast)
    at = await clause(cast)
    for who in ("norland", "norland.delegate", "openrights"):
        await say(cast, who, at.path)
    await hide(await say(cast, "lumen", f"/amendments/{amendment}"), "x", "x")
    found = await measured(of_instrument(await instruments.instrument("code")))
    rows = {row.key: row for row in found.balance.groups}
    assert (rows["government"].heard, rows["government"].eligible) == (1, 2)
    assert (rows["government"].words.part, rows["government"].words.whole, rows["government"].amendments.part) == (
        6,
        9,
        1,
    )
    assert (rows["industry"].heard, rows["industry"].comments.part) == (
        1,
        0,
    )  # cobalt sponsors; lumen's comment is hidden
    assert found.balance.by_organisation["words"].voices == Fraction(81, 45)
    assert (await measured(await of_clause(await clause(cast, 1)))).balance.heard == 0


async def test_what_few_say_who_are_shown_by_group_only_is_left_out(cast, site):
    path = await norm("Small", 2, 3, cast)
    for key in ("norland", "sudria"):
        await Comment(
            container=path,
            subject=path,
            wording=path,
            participant=cast.people[key],
            group=cast.groups["industry"],
            stance="concern",
            body="x",
            words=7,
        ).save()
    answer = await site.visitor().open(f"{path}/balance")
    assert "Fewer than 5 people of Industry" in answer.words and "7 of" not in answer.words


async def test_no_ballot_opens_while_a_floor_is_not_met(cast):
    amendment = await floored(cast, days=1)
    assert any(
        each.startswith("Civil society: 0 of 2 heard; 1 needed; 1 day left.") for each in await missing(amendment)
    )
    with pytest.raises(Conflict, match="Civil society"):
        await open_ballot(await cast.who("secretariat"), amendment, now() + timedelta(days=30))


async def test_no_comment_counts_as_heard_and_opens_the_gate(cast, monkeypatch):
    amendment = await floored(cast)
    await actions.pass_without_comment(await cast.who("tidewater"), amendment)
    assert len(await missing(amendment)) == 1  # the time
    with pytest.raises(Conflict):
        await actions.pass_without_comment(await cast.who("tidewater"), amendment)
    with pytest.raises(NotAllowed):
        await actions.pass_without_comment(await cast.who("reader"), amendment)
    later(monkeypatch, 11)
    assert await missing(amendment) == ()
    assert await open_ballot(await cast.who("secretariat"), amendment, now() + timedelta(days=60))


async def test_floors_hold_for_what_is_tabled_after_they_were_set(cast):
    before = await tabled(cast)
    await actions.set_floors(await cast.who("secretariat"), "code", HEARD, None, 10, "x")
    assert await standing(before) is None
    with pytest.raises(Conflict):
        await actions.set_floors(await cast.who("secretariat"), "code", HEARD, None, 10, "x")
    with pytest.raises(Invalid):
        await actions.set_floors(await cast.who("secretariat"), "code", HEARD, None, 0, "")
    with pytest.raises(NotAllowed):
        await actions.set_floors(await cast.who("norland"), "code", None, None, 0, "x")


async def test_time_that_runs_out_is_extended_once_and_the_silent_are_invited(cast, database, monkeypatch):
    amendment = await floored(cast)
    await periods.end_periods(database)
    assert not (await standing(amendment)).ended
    later(monkeypatch, 11)
    await asyncio.gather(*(periods.end_periods(database) for _ in range(3)))
    later(monkeypatch, 22)
    await periods.end_periods(database)
    found = await standing(amendment)
    assert found.extended and found.over and found.missing
    invited = await Letter.select(Letter.recipient).where(Letter.subject.like("%not been heard%")).output(as_list=True)
    assert sorted(invited) == ["openrights@forum.test", "tidewater@forum.test"]
    assert sum(entry.kind == "comments.extended" for entry in await entries()) == 1


async def test_all_other_groups_waive_a_floor_and_none_of_them_alone(cast, database, monkeypatch):
    amendment = await floored(cast)
    asked = (amendment, "heard", "civil-society")
    with pytest.raises(NotAllowed, match="extended"):
        await actions.waive(await cast.who("moderator.industry"), *asked, "They were asked.")
    later(monkeypatch, 11)
    await periods.end_periods(database)
    later(monkeypatch, 22)
    with pytest.raises(NotAllowed, match="your own group"):
        await actions.waive(await cast.who("moderator.civil-society"), *asked, "x")
    with pytest.raises(Invalid):
        await actions.waive(await cast.who("moderator.industry"), *asked, " ")
    assert await actions.waive(await cast.who("moderator.industry"), *asked, "They were asked.") == ("government",)
    assert await missing(amendment)
    who = await cast.who("moderator.government")
    done = await asyncio.gather(*(actions.waive(who, *asked, "Twice.") for _ in range(2)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["Conflict", "tuple"]
    assert await missing(amendment) == () and [each.group for each in (await standing(amendment)).reasons] == [
        "industry",
        "government",
    ]
    assert await open_ballot(await cast.who("secretariat"), amendment, now() + timedelta(days=60))


async def test_one_organisation_with_too_many_words_holds_the_ballot(cast):
    amendment = await floored(cast, None, Fraction(1, 2))
    await say(cast, "norland", f"/amendments/{amendment}", "One two three four")
    assert "Kingdom of Norland has 4 of the 4 words" in (await missing(amendment))[0]
    for who in ("openrights", "cobalt"):
        await say(cast, who, f"/amendments/{amendment}", "One two")
    assert len(await missing(amendment)) == 1


async def test_the_pages(cast, site):
    await bring(cast)
    desk = await site.signed_in(cast.people["secretariat"])
    await desk.open("/instruments/code/balance")
    await desk.follow("Set floors")
    assert "Error" in (await desk.send("/floors", heard="half", days="10", reasons="x")).text
    answer = await desk.send("/floors", heard="1/2", days="10", reasons="All should be heard.")
    assert answer.status == 200 and "at least half of its organisations" in answer.words
    amendment = await tabled(cast)
    public = await site.visitor().open(f"/amendments/{amendment}")
    assert (
        "Civil society: 0 of 2 heard; 1 needed; 10 days left." in public.words
        and public.headers["cache-control"] == "no-cache"
    )
    assert "no comment" not in public.words
    delegate = await site.signed_in(cast.people["openrights"])
    await delegate.open(f"/amendments/{amendment}")
    answer = await delegate.send("/passes")
    assert (
        answer.status == 200
        and "Civil society" not in answer.tree.get_element_by_id("missing").getparent().find("ul").text_content()
    )
    assert "Civil society" in (await desk.open("/instruments/code/balance?period=90-days")).words
    assert (await site.visitor().open("/instruments/code")).links() >= {"/instruments/code/balance"}
    moderator = await site.signed_in(cast.people["moderator.industry"])
    assert (
        "Nothing is missing there"
        in (await moderator.open(f"/amendments/{amendment}/waivers/heard/civil-society")).words
    )


async def test_a_flood_of_one_group_does_not_bury_another_and_time_order_is_a_link_away(cast, site):
    at = await clause(cast)
    made = [await say(cast, who, at.path) for who in ("norland", "norland", "norland", "sudria", "openrights")]
    visitor = site.visitor()

    def shown() -> list[int]:
        return [
            int(each.get("id").removeprefix("comment-"))
            for each in visitor.at.tree.iter("li")
            if (each.get("id") or "").startswith("comment-")
        ]

    await visitor.open(at.path)
    assert shown() == [made[0], made[4], made[3], made[1], made[2]]
    await visitor.follow("In order of time")
    assert shown() == made


async def test_the_balance_page_asks_no_more_for_many_comments(cast, site, monkeypatch):
    small, large = await norm("Small", 2, 3, cast), await norm("Large", 20, 1000, cast)
    counter, asked = Counter(monkeypatch), []
    for path in (small, large):
        counter.asked()
        answer = await site.visitor().open(f"{path}/balance")
        assert answer.status == 200 and answer.headers["etag"]
        asked.append(counter.asked())
    assert 3 < asked[0] == asked[1] <= 20
    assert "1000 of 1000" in answer.words
