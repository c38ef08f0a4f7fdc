"""What bad input gets over HTTP: an answer beside the field with what was typed still there, and nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drafts.ballots import actions as ballots
from drafts.ballots.tables import Cast
from forum import clock
from forum.people.tables import LoginSession
from forum.threads.tables import Comment
from tests.drafts.setting import clause, tabled

ARABIC = "تلتزم الدول بحماية المستشفيات (المادة 7) دائما."


async def test_a_long_paste_is_refused_and_kept(cast, site):
    at, visitor = await clause(cast), await site.signed_in(cast.people["norland"])
    await visitor.open(at.path)
    answer = await visitor.send("/comments", stance="concern", body="word " * 80_000)
    assert answer.status == 422 and "At most 10,000 characters" in answer.words and "word " * 79_999 in answer.text
    assert await Comment.count() == 0


async def test_a_paste_of_two_megabytes_is_refused_and_the_browser_keeps_it(cast, site):
    at, visitor = await clause(cast), await site.signed_in(cast.people["norland"])
    await visitor.open(at.path)
    answer = await visitor.send("/comments", stance="concern", body="word " * 400_000)
    assert answer.status == 413 and "more than 512 kB" in answer.words and "Go back" in answer.words
    assert await Comment.count() == 0


@pytest.mark.parametrize(
    "body", [ARABIC, "<script>alert(1)</script><img src=x onerror=alert(1)>", "🏥 a\u0301 \u202eabc", "{{ 7*7 }} %s"]
)
async def test_text_is_shown_as_text(cast, site, body):
    at, visitor = await clause(cast), await site.signed_in(cast.people["norland"])
    await visitor.open(at.path)
    answer = await visitor.send("/comments", stance="concern", body=body)
    shown = answer.tree.xpath("//div[contains(@class, 'comment-body')]")[0]
    assert shown.get("dir") == "auto" and not shown.xpath(".//script | .//img")
    assert shown.text_content().strip() == (await Comment.select(Comment.body).first())["body"].strip()


async def test_an_expired_session_costs_no_comment(cast, site):
    at, visitor = await clause(cast), await site.signed_in(cast.people["norland"])
    await visitor.open(at.path)
    target, values = visitor.filled("/comments", stance="concern", body="Typed for an hour.")
    await LoginSession.delete(force=True)
    answer = await visitor.post(target, values)
    assert answer.status == 401 and "Typed for an hour." in answer.text and await Comment.count() == 0
    again = await site.signed_in(cast.people["norland"])
    again.at = answer
    form = next(form for form in answer.tree.forms if (form.get("action") or "").endswith("/comments"))
    sent = {name: value for name, value in form.form_values() if name != "_csrf"}
    assert sent["body"] == "Typed for an hour." and sent["stance"] == "concern"


async def test_a_closed_ballot_takes_nothing_and_says_so(cast, site, monkeypatch):
    ballot = await ballots.open_ballot(
        await cast.who("secretariat"), await tabled(cast), clock.now() + timedelta(days=8)
    )
    visitor = await site.signed_in(cast.people["norland"])
    await visitor.open(f"/ballots/{ballot}")
    target, values = visitor.filled("/casts", position="yes")
    monkeypatch.setattr(clock, "source", lambda: clock.system() + timedelta(days=8, minutes=1))
    answer = await visitor.post(target, values)
    assert answer.status == 422 and "was not counted" in answer.words and await Cast.count() == 0


@pytest.mark.parametrize(
    "path", ["/amendments/{}", "/ballots/{}", "/record/entries/{}", "/comments/{}", "/instruments/code/editions/{}"]
)
@pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9" * 40, "x", "1.5", "%00"])
async def test_numbers_out_of_bounds_are_not_found(cast, site, path, number):
    await clause(cast)
    answer = await site.visitor().open(path.format(number))
    assert answer.status in (400, 404) or (path.startswith("/record") and number == "0")
