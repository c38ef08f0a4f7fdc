"""Who stands behind an amendment, and two who act on one at once, on both engines."""

from __future__ import annotations

import asyncio

import pytest

from drafts.amendments import actions, queries
from drafts.amendments.actions import Proposal
from forum.database import atomic
from forum.errors import Conflict, NotAllowed, Unlawful
from forum.organisations.tables import Organisation
from tests.drafts.setting import drafted, tabled


async def test_support_is_for_the_words_that_were_read(cast):
    amendment = await tabled(cast)
    text = (await queries.amendment(amendment)).wording.text
    await actions.save(
        await cast.who("norland"), amendment, Proposal("replace", text.replace("24", "48"), "Hours matter."), 1
    )
    with pytest.raises(Conflict, match="wording 2"):
        await actions.sponsor(await cast.who("tidewater"), amendment, 1)
    with pytest.raises(NotAllowed, match="by that"):
        await actions.sponsor(await cast.who("norland.delegate"), amendment)
    for observer in ("sudria.observer", "latecomer", "secretariat"):
        with pytest.raises(NotAllowed):
            await actions.sponsor(await cast.who(observer), amendment)


async def test_two_who_write_at_once_and_the_second_is_told(cast):
    amendment = await drafted(cast)
    results = await asyncio.gather(
        *[
            actions.save(await cast.who(key), amendment, Proposal("replace", f"Words of {key}.", "x"), 1)
            for key in ("norland", "norland.delegate")
        ],
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in results) == ["Conflict", "NoneType"]
    assert (await queries.amendment(amendment, await cast.who("norland"))).wording.number == 2


async def test_two_who_table_at_once_and_the_second_is_told(cast):
    amendment = await drafted(cast)
    await actions.circulate(await cast.who("norland"), amendment)
    await actions.sponsor(await cast.who("cobalt"), amendment)
    results = await asyncio.gather(
        *[actions.table(await cast.who(key), amendment) for key in ("norland", "norland.delegate")],
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in results) == ["Conflict", "NoneType"]
    assert [step.fate for step in (await queries.amendment(amendment)).steps] == ["circulated", "tabled"]


async def test_a_company_and_its_own_foundation_do_not_table_together(cast):
    async with atomic():
        await Organisation.update({Organisation.parent: cast.organisations["cobalt"]}).where(
            Organisation.slug == "openrights"
        )
    amendment = await drafted(cast, who="cobalt")
    await actions.circulate(await cast.who("cobalt"), amendment)
    await actions.sponsor(await cast.who("openrights"), amendment)
    with pytest.raises(Unlawful, match="different owners"):
        await actions.table(await cast.who("cobalt"), amendment)
