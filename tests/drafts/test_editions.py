"""Editions against each other, and a consolidation that numbers them anew."""

from __future__ import annotations

import pytest

from drafts.instruments import queries
from drafts.instruments.actions import Change, publish_change
from drafts.instruments.numbers import renamed
from drafts.instruments.renumbering import planned, renumber
from forum.database import atomic
from forum.errors import Conflict, NotAllowed, Unlawful
from forum.record.actions import append
from tests.drafts.setting import clause


async def publish(at, change: Change) -> None:
    async with atomic():
        done = await publish_change(at.instrument_id, change, amendment="", note="x")
        await append("revision.published", at.path, "Published.", *done.rows)


@pytest.fixture
async def grown(cast):
    """One clause came in behind the first, one has other words, one was moved to the end."""
    first, second = await clause(cast), await clause(cast, 1)
    await publish(first, Change("insert", first.id, "A new promise."))
    await publish(second, Change("replace", second.id, second.current.text.replace("may make", "shall make")))
    last = await clause(cast, 3)
    await publish(first, Change("move", first.id, "", last.id))
    return first


async def test_numbers_run_again(cast, grown):
    before = await queries.edition(grown.instrument_id)
    number = await renumber(await cast.who("secretariat"), "code", before.number)
    after = await queries.edition(grown.instrument_id)
    assert number == after.number == before.number + 1
    assert [e.revision_id for e in before.entries] == [e.revision_id for e in after.entries]
    assert renamed(before.entries, after.entries) and not await planned("code")
    with pytest.raises(Unlawful):
        await renumber(await cast.who("secretariat"), "code", number)


@pytest.mark.parametrize("who, seen, error", [("norland", 4, NotAllowed), ("secretariat", 3, Conflict)])
async def test_refusals(cast, grown, who, seen, error):
    with pytest.raises(error):
        await renumber(await cast.who(who), "code", seen)
    assert (await queries.edition(grown.instrument_id)).number == 4


async def test_pages(cast, grown, site):
    reader, desk = site.visitor(), await site.signed_in(cast.people["secretariat"])
    listed = await reader.open("/instruments/code/editions")
    assert "/instruments/code/compare/3/4" in listed.links()
    compared = await reader.open("/instruments/code/compare/1/4")
    assert all(
        says in compared.words for says in ("New", "Words changed", "Moved here from", "Moved to", "Added: shall")
    )
    for view in ("text", "columns", "clean", "odd"):
        assert (await reader.open(f"/instruments/code/compare/1/4?view={view}&whole=1")).status == 200
    assert "Nothing differs" in (await reader.open("/instruments/code/compare/2/2")).words
    assert (await reader.open("/instruments/code/compare/1/9")).status == 404
    assert (await reader.open("/instruments/code/editions/1/numbers")).status == 404
    await desk.open("/instruments/code/editions")
    await desk.follow("Renumber provisions")
    stale = await desk.post(
        "/instruments/code/renumbering", {**desk.filled("/renumbering")[1], "edition": "1", "_once": "stale"}
    )
    assert stale.status == 409 and "Read its map first" in stale.words
    await desk.open("/instruments/code/renumbering")
    done = await desk.send("/renumbering")
    assert done.status == 200 and "Old and new numbers" in done.words
    assert (await reader.open("/instruments/code/renumbering")).status == 303
