"""A report and its case over HTTP: what each reader is shown, and what nobody is."""
from __future__ import annotations

from forum.clock import now
from forum.database import atomic
from forum.mail.tables import Letter
from forum.people.tables import Office
from forum.record.actions import append
from moderation.cases import actions
from tests.forum.test_threads import say


async def appoint(cast, key: str, group: str) -> None:
    row = Office(participant=cast.people[key], office="moderator", group=cast.groups[group], since=now())
    async with atomic():
        await row.save()
        await append("office.given", "/organisations", "A moderator took office.", row)


async def test_a_report_is_sent_and_leads_to_the_moderators(cast, site):
    made = await say(cast, body="You are all fools.")
    visitor = await site.signed_in(cast.people["reader"])
    await visitor.open(f"/comments/{made}/flags/new")
    refused = await visitor.send("/flags", note="See the second word.")
    assert refused.status == 422 and "Choose the rule" in refused.words and "See the second word." in refused.text
    answer = await visitor.send("/flags", rule="person")
    assert answer.status == 200 and "Your report was received" in answer.words
    await visitor.open(f"/comments/{made}/flags/new")
    assert (await visitor.send("/flags", rule="threat")).status == 409
    desk = await (await site.signed_in(cast.people["moderator.industry"])).open("/moderation")
    assert "1 report" in desk.words and "Waits for you" in desk.words


async def test_who_is_not_a_moderator_sees_no_case(cast, site):
    case = await actions.flag(await cast.who("cobalt"), await say(cast), "person")
    for key in ("norland", "secretariat", "reader"):
        visitor = await site.signed_in(cast.people[key])
        assert [(await visitor.open(path)).status for path in ("/moderation", f"/moderation/cases/{case}")] == [403, 403]
    assert (await site.visitor().client.get(f"/moderation/cases/{case}")).status_code == 303


async def test_a_case_shows_what_was_answered_and_how_many_reported(cast, site):
    first = await say(cast, body="The text is vague.")
    made = await say(cast, "cobalt", stance="reply", parent=first, body="You would say that.")
    case = await actions.flag(await cast.who("lumen"), made, "person", "Read it.")
    page = await (await site.signed_in(cast.people["moderator.civil-society"])).open(f"/moderation/cases/{case}")
    assert "The text is vague." in page.words and "You would say that." in page.words
    assert "1 report from Industry (1)" in page.words and "Read it." in page.words and "Lumen" not in page.text
    assert page.tree.xpath("//h1")[0].text_content() == f"Case {case}"


async def test_a_moderator_does_not_decide_about_the_own_organisation(cast, site):
    await appoint(cast, "norland.delegate", "government")
    case = await actions.flag(await cast.who("cobalt"), await say(cast), "person")
    visitor = await site.signed_in(cast.people["norland.delegate"])
    page = await visitor.open(f"/moderation/cases/{case}")
    assert "an organisation for which you speak" in page.words and not page.tree.xpath("//textarea")


async def test_two_groups_hide_it_and_the_public_reads_why(cast, site):
    made = await say(cast, body="You are all fools.")
    case = await actions.flag(await cast.who("cobalt"), made, "person")
    for group in ("industry", "civil-society"):
        visitor = await site.signed_in(cast.people[f"moderator.{group}"])
        await visitor.open(f"/moderation/cases/{case}")
        decided = await visitor.send("/opinions", view="hide", rule="person", reasons=f"As {group} sees it.")
    assert "Decided on" in decided.words and "hidden" in decided.words
    public = site.visitor()
    log = await public.open("/moderation/decisions")
    assert "As industry sees it. As civil-society sees it." in log.words and "Industry and Civil society" in log.words
    for name in ("Norland", "Moderator", "Cobalt", "fools"):
        assert name not in log.words
    letter = await Letter.select(Letter.body).where(Letter.recipient == "norland@forum.test").first()
    assert "You are all fools." in letter["body"] and "As industry sees it." in letter["body"] and "Moderator" not in letter["body"]
    flag = await (await site.signed_in(cast.people["lumen"])).open(f"/comments/{made}/flags/new")
    assert "hidden already" in flag.words and "fools" not in flag.text and not flag.tree.xpath("//textarea")


async def test_a_view_that_comes_too_late_is_told_so(cast, site):
    case = await actions.flag(await cast.who("cobalt"), await say(cast), "person")
    late = await site.signed_in(cast.people["moderator.government"])
    await late.open(f"/moderation/cases/{case}")
    target, values = late.filled("/opinions", view="hide", rule="person", reasons="I came late.")
    for group in ("industry", "civil-society"):
        await actions.give_opinion(await cast.who(f"moderator.{group}"), case, "keep", "", "Fine.")
    answer = await late.post(target, values)
    assert answer.status == 409 and "have decided this case meanwhile" in answer.words
