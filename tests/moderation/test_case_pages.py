"""A report, its case, the decision, an appeal and a rewriting over HTTP: what each reader is shown, and nobody is."""

from __future__ import annotations

import pytest

from forum.mail.tables import Letter
from forum.people.queries import identity_of
from moderation.cases import actions
from moderation.measures.queries import of_case
from moderation.panels.queries import seats_of
from tests.forum.test_threads import CLAUSE, say
from tests.moderation.setting import decide, members, reported

NAMES = ("Norland", "Moderator", "Second", "Third", "Cobalt", "fools")


async def test_a_report_is_sent_and_leads_to_the_moderators(cast, site):
    made = await say(cast, body="You are all fools.")
    visitor = await site.signed_in(cast.people["reader"])
    await visitor.open(f"/comments/{made}/flags/new")
    refused = await visitor.send("/flags", note="See the second word.", quote="all cowards")
    assert (
        refused.status == 422
        and "Choose the rule" in refused.words
        and "See the second word." in refused.text
        and "not in the comment" in refused.words
    )
    answer = await visitor.send("/flags", rule="person", quote="all fools")
    assert answer.status == 200 and "Your report was received" in answer.words
    await visitor.open(f"/comments/{made}/flags/new")
    assert (await visitor.send("/flags", rule="threat")).status == 409
    seat = (await seats_of(1))[0]
    desk = await (await site.signed_in(seat.participant)).open("/moderation")
    assert f"Comment {made}" in desk.words and "Due by" in desk.words and "0 of 3" in desk.words


async def test_who_is_not_a_moderator_sees_no_case(cast, site):
    case = await reported(cast)
    for key in ("norland", "secretariat", "reader"):
        visitor = await site.signed_in(cast.people[key])
        assert [(await visitor.open(path)).status for path in ("/moderation", f"/moderation/cases/{case}")] == [
            403,
            403,
        ]
    assert (await site.visitor().client.get(f"/moderation/cases/{case}")).status_code == 303


async def test_a_case_shows_what_was_answered_and_how_many_reported(cast, site):
    first = await say(cast, body="The text is vague.")
    made = await say(cast, "cobalt", stance="reply", parent=first, body="You would say that.")
    case = await actions.flag(await cast.who("lumen"), made, "person", "Read it.", "would say")
    page = await (await site.signed_in(cast.people["moderator.civil-society"])).open(f"/moderation/cases/{case}")
    assert "The text is vague." in page.words and "You would say that." in page.words
    assert "1 report from Industry (1)" in page.words and "Read it." in page.words and "Lumen" not in page.text
    assert page.tree.xpath("//h1")[0].text_content() == f"Case {case}: Comment {made}"


async def test_a_panel_decides_and_the_public_reads_why(cast, site):
    case = await reported(cast)
    for n, seat in enumerate(await seats_of(case)):
        visitor = await site.signed_in(seat.participant)
        await visitor.open(f"/moderation/cases/{case}")
        refused = await visitor.send("/opinions", choice="hide", reasons="")
        assert refused.status == 422 and "Name the rule" in refused.words and "how many days" in refused.words
        page = await visitor.send("/opinions", choice="hide", rule="person", reasons=f"View {n}.", days="30")
    assert "Decided on" in page.words and "Hidden" in page.words
    public = site.visitor()
    log = await public.open("/moderation/decisions")
    assert "View 0. View 1. View 2." in log.words
    statement = await public.follow("Comment 1")
    assert (
        "Statement of reasons" in statement.words
        and "Nothing here is found or decided by a machine" in statement.words
        and "Government, Industry, Civil society" in statement.words
    )
    draw = await public.open(f"/moderation/cases/{case}/panel")
    assert "SHA-256" in draw.words
    for page in (log, statement, draw):
        assert not [name for name in NAMES if name in page.words], page.path
    for to in ("norland", "cobalt"):
        letter = (
            await Letter.select(Letter.body)
            .where(Letter.recipient == f"{to}@forum.test")
            .order_by(Letter.id, ascending=False)
            .first()
        )
        assert (
            "Automated means" in letter["body"]
            and "/moderation/statements/" in letter["body"]
            and "Moderator" not in letter["body"]
        )
        assert ("You are all fools." in letter["body"]) == (to == "norland")
    flag = await (await site.signed_in(cast.people["lumen"])).open("/comments/1/flags/new")
    assert "hidden already" in flag.words and "fools" not in flag.text and not flag.tree.xpath("//textarea")
    thread = await site.visitor().open("/moderation/statements/2026-99")
    assert thread.status == 404


async def test_the_author_asks_again_and_a_reversal_is_shown(cast, site):
    case = await reported(cast)
    await decide(cast, case, "hide")
    ref = (await of_case(case)).ref
    author, other = await site.signed_in(cast.people["norland"]), await site.signed_in(cast.people["lumen"])
    assert "Ask other people" not in (await other.open(f"/moderation/statements/{ref}")).words
    assert (await other.open(f"/moderation/statements/{ref}/appeals/new")).status == 404
    await author.open(f"/moderation/statements/{ref}")
    await author.follow("Ask a second panel")
    refused = await author.send("/appeals", reasons="")
    assert refused.status == 422 and "Say what was overlooked" in refused.words
    page = await author.send("/appeals", reasons="It was about the text.")
    assert "The author appealed" in page.words and "You have appealed" in page.words
    again = max(each for each in [case + 1])
    sitting = (await members(cast, again))["industry"]
    seen = await (await site.signed_in(cast.people[sitting])).open(f"/moderation/cases/{again}")
    assert "It was about the text." in seen.words and "You are all fools." in seen.words
    await decide(cast, again, "keep")
    assert "A second panel reversed it" in (await site.visitor().open(f"/moderation/statements/{ref}")).words


async def test_a_returned_comment_is_written_again(cast, site):
    await decide(cast, await reported(cast), "return")
    author = await site.signed_in(cast.people["norland"])
    page = await author.open("/comments/1/rewriting")
    assert "A panel returned it" in page.words and "You are all fools." in page.text
    refused = await author.send("/rewriting", body="")
    assert refused.status == 422 and "Write your comment" in refused.words
    target, values = author.filled("/rewriting", body="The text is vague.")
    answer = await author.client.post(target, data=values)
    assert answer.status_code == 303 and answer.headers["location"] == f"{CLAUSE}#comment-1"
    assert (await (await site.signed_in(cast.people["lumen"])).open("/comments/1/rewriting")).status == 404


async def test_a_view_that_comes_too_late_is_told_so(cast, site):
    case = await reported(cast)
    late = await site.signed_in((await seats_of(case))[0].participant)
    await late.open(f"/moderation/cases/{case}")
    target, values = late.filled("/opinions", choice="hide", rule="person", days="5", reasons="I came late.")
    for seat in await seats_of(case):
        await actions.give_view(await identity_of(seat.participant), case, "keep", "", "Fine.")
    answer = await late.post(target, values)
    assert (
        answer.status == 409
        and "has decided in the meantime" in answer.words
        and "I came late." not in (await late.open("/moderation/decisions")).words
    )


async def test_one_moderator_hides_for_a_day_over_http(cast, site):
    made = await say(cast, body="He lives at 3 Harbour Street.")
    visitor = await site.signed_in(cast.people["moderator.industry"])
    await visitor.open(f"/comments/{made}/hiding/new")
    assert (await visitor.send("/hiding", rule="private", note="")).status == 422
    target, values = visitor.filled("/hiding", rule="private", note="An address.")
    assert (await visitor.client.post(target, data=values)).status_code == 303
    assert (await (await site.signed_in(cast.people["norland"])).open(f"/comments/{made}/hiding/new")).status == 403


async def test_interests_are_declared_and_ended(cast, site):
    visitor = await site.signed_in(cast.people["moderator.industry"])
    await visitor.open("/moderation/interests")
    assert (await visitor.send("/interests", organisation="")).status == 422
    page = await visitor.send("/interests", organisation="norland")
    assert "Kingdom of Norland" in page.words and "I no longer have it" in page.words
    await visitor.open("/moderation/interests")
    assert (await visitor.send("/interests", organisation="norland")).status == 409
    await visitor.open("/moderation/interests")
    assert "You have declared none" in (await visitor.send("/moderation/interests/1/end")).words


async def test_agreeing_with_a_comment(cast, site):
    from forum.threads.queries import comments_on
    from tests.drafts.setting import bring, clause

    await bring(cast)
    at = await clause(cast)
    made = await actions_say(cast, at)
    visitor = await site.signed_in(cast.people["cobalt"])
    page = await visitor.open(at.path)
    page = await visitor.send(f"/comments/{made}/agreements")
    assert "1 organisation agrees: Industry 1" in page.words and "No longer agree" in page.words
    assert [each.slug for each in (await comments_on(at.path))[0].agreeing] == ["cobalt"]
    assert "agrees" not in (await visitor.send(f"/comments/{made}/agreements/end")).words
    for key, status in (("norland", 409), ("reader", 403), ("sudria.observer", 403)):
        other = await site.signed_in(cast.people[key])
        await other.open(at.path)
        csrf = other.at.tree.xpath("//input[@name='_csrf']/@value")[0]
        assert (await other.post(f"/comments/{made}/agreements", {"_csrf": csrf})).status == status


async def actions_say(cast, at) -> int:
    from forum.threads.actions import make_comment

    return await make_comment(
        await cast.who("norland"),
        container=at.instrument_path,
        subject=at.path,
        wording=at.wording_path,
        text="",
        stance="support",
        body="Good.",
    )


@pytest.mark.parametrize("order,first", [("fair", 1), ("bridging", 2), ("time", 1)])
async def test_what_several_groups_support_comes_first_when_asked(cast, order, first):
    from forum.threads.answering import agree
    from forum.threads.queries import comments_on

    for who in ("norland", "cobalt", "sudria"):
        await say(cast, who)
    for who in ("openrights", "norland"):
        await agree(await cast.who(who), 2)
    assert (await comments_on(CLAUSE, order))[0].id == first
