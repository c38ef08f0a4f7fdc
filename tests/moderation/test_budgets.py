"""Budgets hold for an organisation and for its owner, whoever writes, also at once."""

from __future__ import annotations

import asyncio

import pytest

from forum.errors import Invalid
from forum.organisations.tables import Organisation
from forum.threads.tables import Comment
from tests.drafts.setting import tabled
from tests.forum.test_threads import say
from tests.moderation.setting import travel


async def flood(cast, many: int, *keys: str) -> list[object]:
    who = [await cast.who(key) for key in keys]
    from forum.threads.actions import make_comment
    from tests.forum.test_threads import CLAUSE

    return await asyncio.gather(
        *(
            make_comment(
                who[n % len(who)],
                container="/instruments/code",
                subject=CLAUSE,
                wording=f"{CLAUSE}/revisions/1",
                text="",
                stance="support",
                body=f"Number {n}.",
            )
            for n in range(many)
        ),
        return_exceptions=True,
    )


async def test_an_organisation_has_one_budget_however_many_write(cast):
    done = await flood(cast, 50, "cobalt", "cobalt.delegate")
    assert sum(isinstance(each, int) for each in done) == 20 == await Comment.count()
    assert all(isinstance(each, (int, Invalid)) for each in done)
    assert "Cobalt Cloud sent the 20 comments" in str(next(each for each in done if isinstance(each, Invalid)))


async def test_an_owner_has_half_as_much_again_however_many_it_owns(cast):
    await Organisation.update({Organisation.parent: cast.organisations["cobalt"]}).where(
        Organisation.slug.is_in(["lumen", "tidewater"])
    )
    done = await flood(cast, 90, "cobalt", "lumen", "tidewater")
    assert sum(isinstance(each, int) for each in done) == 30
    assert "The organisations of Cobalt Cloud sent the 30" in str(
        next(each for each in done if isinstance(each, Invalid))
    )
    assert isinstance(await say(cast, "norland"), int)


async def test_they_come_back_with_time_and_grow_with_what_is_open(cast, monkeypatch):
    await flood(cast, 20, "cobalt")
    with pytest.raises(Invalid):
        await say(cast, "cobalt")
    travel(monkeypatch, minutes=3)
    assert await say(cast, "cobalt")
    with pytest.raises(Invalid):
        await say(cast, "cobalt")
    await tabled(cast)
    assert sum(isinstance(each, int) for each in await flood(cast, 40, "sudria")) == 22


async def test_what_was_typed_stays_on_the_page(cast, site):
    from tests.drafts.setting import bring, clause

    await bring(cast)
    at = await clause(cast)
    visitor = await site.signed_in(cast.people["cobalt"])
    for n in range(21):
        await visitor.open(at.path)
        page = await visitor.send("/comments", stance="support", body=f"The words number {n}.")
    assert page.status == 422 and "The next can be sent in" in page.words and "The words number 20." in page.text
