"""Nobody comments under what has ended: the form is a sentence that leads on; what comes anyway is kept and refused."""

from __future__ import annotations

import pytest

from drafts.amendments import actions as amendments
from drafts.amendments.tables import Amendment
from drafts.front.discussions import ended
from drafts.instruments.actions import Change, publish_change
from drafts.rules import lifecycle
from forum.database import atomic
from forum.errors import Unlawful
from forum.record.actions import append
from forum.threads.answering import agree, agree_no_more
from forum.threads.tables import Agreement, Comment
from tests.drafts.setting import clause, tabled

FATES = (*lifecycle.FOLLOWS, *lifecycle.ENDED, lifecycle.DISCARDED)


@pytest.mark.parametrize("fate", FATES)
def test_every_fate_says_whether_it_is_discussed(fate):
    verdict = lifecycle.may_be_discussed(fate)
    assert bool(verdict) == (fate not in lifecycle.ENDED)
    assert verdict or f"This amendment {lifecycle.BECAME[fate]}, so" in verdict.reasons[0]


async def comment(site, cast, path: str, **typed: str) -> int:
    sudria = await site.signed_in(cast.people["sudria"])
    await sudria.open(path)
    await sudria.send("/comments", **{"stance": "concern", "body": "Who pays?", **typed})
    return (await Comment.select(Comment.id).order_by(Comment.id, ascending=False).first())["id"]


@pytest.mark.parametrize("fate", lifecycle.ENDED)
@pytest.mark.parametrize("stance", ["concern", "objection"])
async def test_an_amendment_that_is_over(cast, site, fate, stance):
    amendment = await tabled(cast)
    path = f"/amendments/{amendment}"
    before = await comment(site, cast, path)
    cobalt = await site.signed_in(cast.people["cobalt"])
    await cobalt.open(path)
    target, values = cobalt.filled("/comments", stance=stance, body="I typed for an hour.", resolution="A fund.")
    reply = {**values, "parent": str(before), "_once": values["_once"] + "r"}
    await Amendment.update({Amendment.fate: fate}).where(Amendment.id == amendment)
    for sent in (values, reply):
        refused = await cobalt.post(target, sent)
        assert refused.status == 422 and "I typed for an hour." in refused.text and "A fund." in refused.text
        assert lifecycle.BECAME[fate] in refused.words and await Comment.count() == 1
    page = await cobalt.open(path)
    assert not [
        form for form in page.tree.forms if (form.get("action") or "").endswith(("/comments#comment", "/agreements"))
    ]
    assert "Reply" not in page.words and "instead" in page.words
    there = await cobalt.follow("instead")
    assert "/clauses/" in there.path and there.tree.xpath("//form[contains(@action, '/comments')]")
    public = await site.visitor().open(path)
    assert "Sign in to comment" not in public.words and lifecycle.BECAME[fate] in public.words


async def test_agreeing_under_what_is_over(cast, site):
    amendment = await tabled(cast)
    said = await comment(site, cast, f"/amendments/{amendment}")
    await agree(await cast.who("lumen"), said)
    await amendments.withdraw(await cast.who("norland"), amendment, "No longer needed.")
    with pytest.raises(Unlawful, match="was withdrawn"):
        await agree(await cast.who("cobalt"), said)
    await agree_no_more(await cast.who("lumen"), said)  # nobody is held to what they said
    assert await Agreement.count() == 1


async def test_a_repealed_clause(cast, site):
    at = await clause(cast)
    said = await comment(site, cast, at.path)
    cobalt = await site.signed_in(cast.people["cobalt"])
    await cobalt.open(at.path)
    target, values = cobalt.filled("/comments", stance="concern", body="Kept words.")
    async with atomic():
        done = await publish_change(at.instrument_id, Change("repeal", at.id, ""), amendment="/amendments/1")
        await append("edition.published", at.instrument_path, "An edition was published.", *done.rows)
    refused = await cobalt.post(target, values)
    assert refused.status == 422 and "Kept words." in refused.text and "was repealed" in refused.words
    with pytest.raises(Unlawful):
        await agree(await cast.who("cobalt"), said)
    page = await site.visitor().open(at.path)
    assert "was repealed" in page.words and "The rest of" in page.words and await Comment.count() == 1


@pytest.mark.parametrize("subject", ["/motions/1", "/ballots/1", "/amendments/99", "/instruments/x/clauses/y", "/"])
async def test_what_is_not_discussed_or_not_there_has_no_end(cast, subject):
    assert await ended(subject) is None
