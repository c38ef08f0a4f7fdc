"""What two registrars refused, a panel may accredit."""

from __future__ import annotations

import pytest

from forum.errors import Conflict, NotAllowed
from forum.organisations import accrediting, queries
from forum.record.verify_rows import check_rows
from forum.record.vouched import vouched_tables
from moderation.appeals import accreditation
from moderation.cases.actions import give_view
from tests.moderation.setting import members


async def refused(cast) -> None:
    await accrediting.put_forward(await cast.who("secretariat"), "latecomer")
    for group in ("industry", "government"):
        await accrediting.give_grounds(
            await cast.who(f"registrar.{group}"), "latecomer", "refuse", "Nobody answers there."
        )


@pytest.mark.parametrize("answer,accredited", [("accredit", True), ("refuse", False)])
async def test_a_panel_decides_again(cast, site, answer, accredited):
    await refused(cast)
    head = await site.signed_in(cast.people["latecomer"])
    await head.open("/organisations/latecomer/accreditation")
    await head.follow("Appeal to a panel")
    assert (await head.send("/appeals", reasons="")).status == 422
    await head.send("/appeals", reasons="We moved; the letter went to the old house.")
    with pytest.raises(Conflict):
        await accreditation.appeal(await cast.who("latecomer"), "latecomer", "Again.")
    sitting = await members(cast, 1)
    page = await (await site.signed_in(cast.people[sitting["industry"]])).open("/moderation/cases/1")
    assert "the old house" in page.words and "Nobody answers there." in page.words
    for key in sitting.values():
        await give_view(await cast.who(key), 1, answer, "", "As we see it.")
    assert bool((await queries.organisation("latecomer")).accredited_at) is accredited
    assert await check_rows(vouched_tables(), lambda *_: None)


async def test_only_its_head_asks(cast):
    await refused(cast)
    for key in ("cobalt", "secretariat", "reader"):
        with pytest.raises(NotAllowed):
            await accreditation.appeal(await cast.who(key), "latecomer", "x")
