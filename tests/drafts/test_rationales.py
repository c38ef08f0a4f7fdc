"""From an adopted amendment to the published revision with its reasons, on both engines."""
from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest
from lxml import etree

from drafts.amendments import queries as amendments
from drafts.ballots import actions as ballots
from drafts.instruments import queries as instruments
from drafts.rationales import actions, queries
from forum import clock
from forum.errors import Conflict, Invalid, NotAllowed
from forum.record import key
from forum.record.verify import verify
from forum.record.vouched import vouched_tables
from tests.drafts.setting import tabled

HEADS = ("norland", "sudria", "cobalt", "lumen", "openrights", "tidewater")
SUMMARY, WHY = "States now answer within 24 hours.", "Because hours matter.\n\nOne company objected, and was answered."
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
async def adopted(cast, monkeypatch) -> int:
    """An adopted amendment; the clock stands after its ballot."""
    amendment = await tabled(cast)
    closes_at = clock.now() + timedelta(days=8)
    ballot = await ballots.open_ballot(await cast.who("secretariat"), amendment, "balanced", closes_at)
    for slug in HEADS:
        await ballots.cast(await cast.who(slug), ballot, "yes", "")
    monkeypatch.setattr(clock, "source", lambda: closes_at + timedelta(minutes=1))
    assert await ballots.close(ballot) == "adopted"
    return amendment


async def written(cast, amendment: int) -> int:
    return await actions.write(await cast.who("rapporteur.industry"), amendment, SUMMARY, WHY)


async def test_published_only_with_reasons_approved_across_groups(cast, adopted):
    view = await amendments.amendment(adopted)
    assert view.clause.current.number == 1 and len(await queries.owed()) == 1
    rationale = await written(cast, adopted)
    with pytest.raises(NotAllowed):
        await actions.approve(await cast.who("rapporteur.industry"), rationale)
    path = await actions.approve(await cast.who("rapporteur.government"), rationale)
    clause = await instruments.clause_by_id(view.clause.id)
    assert clause.current.number == 2 and "within 24 hours" in clause.current.text and path == clause.wording_path
    assert (await instruments.edition(clause.instrument_id)).number == 2 and not await queries.owed()
    found = await queries.for_revision(clause.current.id)
    assert found.figures["ballot"]["outcome"] == "adopted" and [each["favour"] for each in found.figures["ballot"]["chambers"]][:3] == [2, 2, 2]
    assert "Norland" not in json.dumps(found.figures["heard"])
    await verify(vouched_tables(), key.signer().key.public_key())


async def test_two_approving_at_once_publish_once(cast, adopted):
    rationale = await written(cast, adopted)
    who = [await cast.who("rapporteur.government"), await cast.who("rapporteur.civil-society")]
    done = await asyncio.gather(*(actions.approve(each, rationale) for each in who), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["Conflict", "str"]
    assert len(await queries.latest()) == 1


async def test_nobody_approves_words_that_they_did_not_read(cast, adopted):
    rationale = await written(cast, adopted)
    with pytest.raises(Conflict):
        await actions.approve(await cast.who("rapporteur.government"), rationale, "2020-01-01T00:00:00+00:00")


async def test_faults_and_rights(cast, adopted):
    with pytest.raises(Invalid) as refused:
        await actions.write(await cast.who("rapporteur.industry"), adopted, "word " * 101, "")
    assert sorted(refused.value.fields) == ["summary", "why"]
    with pytest.raises(NotAllowed):
        await actions.write(await cast.who("secretariat"), adopted, SUMMARY, WHY)
    rationale = await written(cast, adopted)
    await actions.approve(await cast.who("rapporteur.government"), rationale)
    with pytest.raises(NotAllowed):  # published: never edited
        await written(cast, adopted)
    with pytest.raises(NotAllowed):  # its group voted in favour
        await actions.state(await cast.who("norland"), rationale, "We disagree.")


async def test_by_hand_over_http_and_in_the_feed(cast, adopted, site):
    public = site.visitor()
    empty = etree.fromstring((await public.open("/feeds/revisions.atom")).text.encode())
    assert empty.find(f"{ATOM}entry") is None
    author, second = await site.signed_in(cast.people["rapporteur.industry"]), await site.signed_in(cast.people["rapporteur.government"])
    await author.open(f"/amendments/{adopted}/rationale")
    answer = await author.send("/rationale", summary="word " * 101, why=WHY)
    assert answer.status == 422 and "At most 100 words" in answer.words and WHY.split("\n")[0] in answer.text
    assert (await author.send("/rationale", summary=SUMMARY, why=WHY)).status == 200
    await second.open("/work")
    await second.follow(f"Amendment {adopted}")
    answer = await second.send("/rationale/approval")
    assert "/revisions/2" in answer.path and SUMMARY in answer.words and "Who was heard" in answer.words
    feed = etree.fromstring((await public.open("/feeds/revisions.atom")).text.encode())
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}summary").text == SUMMARY and "[Removed: without undue delay]" in entry.find(f"{ATOM}content").text
    assert SUMMARY in (await public.open("/")).words
