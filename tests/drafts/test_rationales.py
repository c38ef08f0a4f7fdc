"""From an adopted amendment to the published revision with its reasons, on both engines."""

from __future__ import annotations

import asyncio

import pytest

from drafts.amendments import queries as amendments
from drafts.amendments.actions import sponsor
from drafts.instruments import queries as instruments
from drafts.rationales import actions, queries
from drafts.rationales.tables import Rationale, Statement
from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.record import key
from forum.record.tables import Checkpoint, RecordEntry
from forum.record.verify import verify
from forum.record.vouched import vouched_tables
from tests.drafts.ballot_setting import Time, vouched
from tests.drafts.rationale_setting import SUMMARY, WHY, adopt, published, tabled_as, written
from tests.drafts.setting import clause, tabled

OTHER, RIVAL = ("those who asked", "the State that asked"), ("without undue delay", "at once")


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


@pytest.fixture
async def adopted(cast, time) -> int:
    amendment = await tabled(cast)
    await adopt(cast, time, amendment)
    return amendment


async def test_published_only_with_reasons_approved_across_groups(cast, adopted):
    assert (await clause(cast)).current.number == 1
    rationale = await written(cast, adopted)
    with pytest.raises(NotAllowed, match="yourself"):
        await actions.approve(await cast.who("rapporteur.industry"), rationale)
    with pytest.raises(NotAllowed):
        await actions.approve(await cast.who("secretariat"), rationale)
    path = await actions.approve(await cast.who("rapporteur.government"), rationale)
    now = await clause(cast)
    assert now.current.number == 2 and "within 24 hours" in now.current.text and path == now.wording_path
    edition = await instruments.edition(now.instrument_id)
    found = await queries.for_revision(now.current.id)
    assert edition.number == 2 and (found.summary, found.why, found.revision_path) == (SUMMARY, WHY, path)
    assert (found.written_for, found.approved_for) == ("Industry", "Government")
    assert found == await queries.of_amendment(adopted) and await queries.for_revision(now.current.id - 1) is None


async def test_one_entry_vouches_for_all_of_it_and_a_checkpoint_follows(cast, adopted):
    rationale = await written(cast, adopted)
    entries, checkpoints = await RecordEntry.count(), await Checkpoint.count()
    path = await actions.approve(await cast.who("rapporteur.government"), rationale)
    last = await RecordEntry.objects().order_by(RecordEntry.id, ascending=False).first()
    assert await RecordEntry.count() == entries + 1 and (last.kind, last.subject) == ("revision.published", path)
    assert await Checkpoint.count() == checkpoints + 1
    assert await vouched(await Rationale.objects().first())
    await verify(vouched_tables(), key.signer().key.public_key())


async def test_two_approving_at_once_publish_once(cast, adopted):
    rationale = await written(cast, adopted)
    who = [await cast.who("rapporteur.government"), await cast.who("rapporteur.civil-society")]
    done = await asyncio.gather(*(actions.approve(each, rationale) for each in who), return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["Conflict", "str"]
    assert len(await queries.latest()) == 1 and (await clause(cast)).current.number == 2


async def test_of_rewriting_and_approving_at_once_nothing_unread_comes_out(cast, adopted):
    rationale = await written(cast, adopted)
    version = (await queries.rationale(rationale)).version
    done = await asyncio.gather(
        actions.write(await cast.who("rapporteur.civil-society"), adopted, "Other words.", WHY, version),
        actions.approve(await cast.who("rapporteur.government"), rationale, version),
        return_exceptions=True,
    )
    assert sum(isinstance(each, Exception) for each in done) == 1
    found = await queries.rationale(rationale)
    assert found.summary == (SUMMARY if found.published_at else "Other words.")


async def test_words_that_changed_are_neither_approved_nor_overwritten_unread(cast, adopted):
    rationale = await written(cast, adopted)
    read = (await queries.rationale(rationale)).version
    civil = await cast.who("rapporteur.civil-society")
    assert await actions.write(civil, adopted, "Other words.", WHY, read) == rationale
    with pytest.raises(Conflict, match="rewritten"):
        await actions.approve(await cast.who("rapporteur.government"), rationale, read)
    for stale in (read, ""):
        with pytest.raises(Conflict, match="in the meantime"):
            await actions.write(await cast.who("rapporteur.industry"), adopted, SUMMARY, WHY, stale)
    assert (await queries.rationale(rationale)).written_for == "Civil society"
    await actions.approve(await cast.who("rapporteur.industry"), rationale)  # who now reads another's words


async def test_who_writes_and_what(cast, adopted):
    with pytest.raises(Invalid) as refused:
        await actions.write(await cast.who("rapporteur.industry"), adopted, "word " * 101, " \n ")
    assert sorted(refused.value.fields) == ["summary", "why"]
    for person in ("secretariat", "norland", "moderator.industry"):
        with pytest.raises(NotAllowed):
            await actions.write(await cast.who(person), adopted, SUMMARY, WHY)
    await published(cast, adopted)
    with pytest.raises(NotAllowed, match="never edited"):
        await written(cast, adopted)
    with pytest.raises(NotFound):
        await actions.approve(await cast.who("rapporteur.industry"), 4711)


async def test_what_was_not_adopted_gets_no_rationale(cast, time):
    amendment = await tabled(cast)
    with pytest.raises(NotAllowed, match="adopted"):
        await written(cast, amendment)
    assert await queries.of_amendment(amendment) is None and not await queries.owed()


async def test_what_is_owed_and_by_whom(cast, adopted):
    [owed] = await queries.owed()
    assert owed.path == f"/amendments/{adopted}/rationale" and "has to be written" in owed.says
    await written(cast, adopted)
    for who, says in (("government", "approve it"), ("industry", "waits for a second rapporteur")):
        assert says in (await queries.owed(await cast.who(f"rapporteur.{who}")))[0].says
    await actions.approve(await cast.who("rapporteur.government"), (await queries.of_amendment(adopted)).id)
    assert await queries.owed() == ()


async def test_other_amendments_are_carried_over_or_asked_about(cast, time):
    adopted, other = await tabled(cast), await tabled(cast, OTHER)
    rival = await tabled(cast, RIVAL, who="sudria", sponsor="openrights")
    await adopt(cast, time, adopted)
    await published(cast, adopted)
    carried, asked = await amendments.amendment(other), await amendments.amendment(rival)
    assert carried.wording.because == "carried" and "within 24 hours" in carried.wording.text and not carried.question
    assert asked.question.revision.number == 2 and asked.wording.number == 1
    await verify(vouched_tables(), key.signer().key.public_key())


@pytest.mark.parametrize("kind, title", [("insert", "came in"), ("repeal", "was repealed"), ("move", "was moved")])
async def test_each_kind_has_its_revision_and_its_line(cast, time, kind, title):
    below = await clause(cast, 2)
    text, after = "A new one." if kind == "insert" else "", below.id if kind == "move" else None
    amendment = await tabled_as(cast, kind, text, after)
    await adopt(cast, time, amendment)
    path = await published(cast, amendment)
    [line] = await queries.latest()
    assert line.path == path and title in line.title and (line.old is None) == (kind == "insert")
    kinds = {span.kind for span in line.spans}
    assert kinds == {{"insert": "inserted", "repeal": "deleted", "move": "same"}[kind]}
    assert (await queries.for_revision(line.new.id)).amendment == amendment


async def test_what_the_change_before_it_left_alone_is_still_published(cast, time):
    """An insertion after a clause that has new words now, and new words for a clause that has moved away."""
    first, inserted = await tabled(cast), await tabled_as(cast, "insert", "A new one.")
    moved = await tabled_as(cast, "move", "", (await clause(cast, 2)).id)
    await adopt(cast, time, first)
    await published(cast, first)
    await adopt(cast, time, inserted)
    assert "/revisions/1" in await published(cast, inserted)
    await sponsor(await cast.who("cobalt"), moved, (await amendments.amendment(moved)).wording.number)
    other = await tabled(cast, OTHER)
    await adopt(cast, time, moved)
    await published(cast, moved)
    await adopt(cast, time, other)
    assert "/revisions/4" in await published(cast, other)
    assert [line.new.number for line in await queries.latest()] == [4, 3, 1, 2]


async def test_a_group_that_voted_against_says_why_once(cast, time):
    amendment = await tabled(cast)
    await adopt(cast, time, amendment, against=("cobalt", "lumen"))
    rationale = await written(cast, amendment)
    with pytest.raises(NotFound):  # not published yet
        await actions.state(await cast.who("cobalt"), rationale, "Too early.")
    await actions.approve(await cast.who("rapporteur.government"), rationale)
    for person, why in (("norland", "voted against"), ("cobalt.delegate", "head")):
        with pytest.raises(NotAllowed, match=why):
            await actions.state(await cast.who(person), rationale, "We disagree.")
    for body in ("  ", "x" * 2_001):
        with pytest.raises(Invalid):
            await actions.state(await cast.who("cobalt"), rationale, body)
    heads = [await cast.who("cobalt"), await cast.who("lumen")]
    stating = [actions.state(each, rationale, "24 hours are few.") for each in heads]
    done = await asyncio.gather(*stating, return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["NotAllowed", "int"]
    [statement] = (await queries.rationale(rationale)).statements
    assert (statement.group, statement.body) == ("industry", "24 hours are few.")
    assert await vouched(await Statement.objects().first())
