"""A comment's own pages over HTTP, and what a thread shows to whom."""

from __future__ import annotations

import pytest
from lxml import html

from forum.database import atomic
from forum.record.actions import append
from forum.rules.permission import Identity, Office, Speaking
from forum.threads import queries, restricting
from forum.threads.forms import CommentForm
from forum.web.pages import environment
from tests.forum.test_threads import CLAUSE, say

MACROS = environment("forum").get_template("forum/threads/macros.html").module
SPEAKING = Speaking(1, "delegate", 1, "norland", "Kingdom of Norland", "government", 1, "Government", 1, True)
READER, DELEGATE, RAPPORTEUR = (
    Identity(1, "r", "Ann"),
    Identity(3, "d", "Di", (SPEAKING,), SPEAKING),
    Identity(2, "s", "Bo", offices=(Office("rapporteur"),)),
)


async def thread(identity: Identity | None = None, current: int = 1) -> html.HtmlElement:
    comments = await queries.comments_on(CLAUSE)
    return html.fromstring(f"<div>{MACROS.thread(comments, identity, f'{CLAUSE}/revisions/{current}', CLAUSE)}</div>")


def words(tree: html.HtmlElement) -> str:
    return " ".join(tree.text_content().split())


async def test_a_comment_has_one_address_for_ever(cast, site):
    made = await say(cast)
    response = await site.visitor().client.get(f"/comments/{made}")
    assert (response.status_code, response.headers["location"]) == (303, f"{CLAUSE}#comment-{made}")
    assert [(await site.visitor().open(f"/comments/{number}")).status for number in (made + 1, 0, 2**31, 2**70)] == [
        404,
        400,
        400,
        400,
    ]


@pytest.mark.parametrize("key", ["norland", "reader", "moderator.industry"])
async def test_who_does_not_answer_on_the_record(cast, site, key):
    made = await say(cast)
    visitor = await site.signed_in(cast.people[key])
    assert (await visitor.open(f"/comments/{made}/disposition")).status == 403


async def test_a_rapporteur_answers_on_the_record(cast, site):
    made = await say(cast, stance="objection", body="Too broad.", resolution="Name the act.")
    visitor = await site.signed_in(cast.people["rapporteur.industry"])
    page = await visitor.open(f"/comments/{made}/disposition")
    assert "Too broad." in page.words and "Name the act." in page.words
    refused = await visitor.send("/disposition", reason="It is named now.")
    assert refused.status == 422 and "Choose an answer." in refused.words and "It is named now." in refused.text
    await visitor.send("/disposition", kind="partly")
    shown = words(await thread())
    assert "Accepted in part by Rapporteur Industry" in shown and "It is named now." in shown


async def test_each_reader_sees_the_doors_that_are_theirs(cast):
    made = await say(cast)
    doors = {
        identity: [link.get("href") for link in (await thread(identity)).xpath("//*[@class='comment-acts']/a")]
        for identity in (None, READER, DELEGATE, RAPPORTEUR)
    }
    assert doors[None] == [] and doors[READER] == [f"/comments/{made}/flags/new"]
    assert doors[DELEGATE] == [f"{CLAUSE}?reply={made}#comment", f"/comments/{made}/flags/new"]
    assert f"/comments/{made}/disposition" in doors[RAPPORTEUR]


async def test_older_words_are_shown_as_that(cast):
    await say(cast, quote=(0, 9))
    assert "About older words" not in words(await thread(current=1))
    assert "About older words (revision 1): Hospitals" in words(await thread(current=2))


async def test_a_tombstone_stands_where_the_words_were_and_replies_stay(cast):
    made = await say(cast, body="A rude word.", quote=(0, 9), resolution="Go away.")
    await say(cast, "cobalt", stance="reply", parent=made, body="Please stay calm.")
    async with atomic():
        await append("comment.hidden", CLAUSE, "Hidden.", await restricting.hide(made, "Respect", "It insults."))
    shown = await thread(READER)
    assert "Rule: Respect. Reason: It insults." in words(shown) and "Please stay calm." in words(shown)
    for gone in ("A rude word.", "Hospitals", "Go away.", "Norland"):
        assert gone not in html.tostring(shown.xpath(f"//*[@id='comment-{made}']/p")[0]).decode()
    assert "A rude word." not in words(shown) and not shown.xpath(f"//a[@href='/comments/{made}/flags/new']")


async def test_deep_replies_say_whom_they_answer(cast):
    last = await say(cast)
    for _ in range(6):
        last = await say(cast, "cobalt", stance="reply", parent=last)
    shown = await thread()
    assert max(len(item.xpath("ancestor-or-self::li")) for item in shown.iter("li")) == 4
    assert [link.get("href") for link in shown.xpath("//*[starts-with(normalize-space(.), 'In reply to')]/a")] == [
        f"#comment-{last - n}" for n in (3, 2, 1)
    ]


@pytest.mark.parametrize(
    "start, end, expected, quoted, moved",
    [
        ("0", "9", "", "Hospitals", False),
        ("0", "9", "Hosp", "Hospitals", False),
        ("0", "9", "Schools", "", True),
        ("9", "10", "", "", False),
        ("0", "99", "", "", False),
        ("5", "2", "", "", False),
        ("", "", "", "", False),
        ("0", "999", "Hosp", "", True),
        ("٠", "٩", "", "Hospitals", False),
    ],
)
def test_a_form_quotes_only_words_that_stand_there(start, end, expected, quoted, moved):
    form = CommentForm(data={"start": start, "end": end}).on("Hospitals shall be spared.", expected)
    assert (form.quoted, form.moved) == (quoted, moved) and bool(form.start.data) == bool(quoted)


async def test_whoever_signs_in_comes_back_to_the_words(cast):
    form = CommentForm(data={"start": "0", "end": "9"}).on("Hospitals shall be spared.")
    shown = html.fromstring(str(MACROS.comment_form(form, f"{CLAUSE}/comments", None, "", "", CLAUSE)))
    assert shown.xpath("//a")[0].get("href") == f"/sessions/new?next={CLAUSE}%3Fstart%3D0%26end%3D9%23comment"
