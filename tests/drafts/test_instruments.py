"""Bringing an instrument, and publishing changes to it, on both databases."""

import pytest

from drafts.exchange.markdown import read_markdown
from drafts.instruments import queries
from drafts.instruments.actions import Change, bring, bring_by_operator, publish_change
from drafts.instruments.tables import Clause, EditionEntry, Instrument, Revision
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.record.actions import append
from forum.record.tables import RecordEntry, Witness

SOURCE = """# Code of Test

Opening words for the reader.

## Article 1. Peace

1. Keep it. {entrenched}
2. Each Party shall:
   1. give;
   2. take.
3. End.

## Article 2. Form

| a | b |
|---|---|
| 1 | 2 |
"""


@pytest.fixture
async def code(cast) -> int:
    slug = await bring(await cast.who("secretariat"), read_markdown(SOURCE))
    return (await queries.instrument(slug)).id


async def labelled(instrument: int, number: int | None = None) -> list[tuple[str, str]]:
    return [
        (entry.label, entry.text)
        for entry in (await queries.edition(instrument, number)).entries
        if entry.kind == "clause"
    ]


async def at(instrument: int, citation: str) -> int:
    return next(entry.clause_id for entry in (await queries.edition(instrument)).entries if entry.citation == citation)


async def change(instrument: int, *arguments) -> None:
    async with atomic():
        published = await publish_change(instrument, Change(*arguments), amendment="/amendments/1", note="A change.")
        await append("edition.published", "/instruments/code-of-test", "An edition was published.", *published.rows)
    return published


async def test_bring(cast, code):
    view = await queries.instrument("code-of-test")
    assert (view.title, view.edition_number, view.about) == ("Code of Test", 1, "Opening words for the reader.")
    edition = await queries.edition(code)
    assert [entry.citation for entry in edition.entries] == [
        "paragraph 1",
        "Article 1",
        "Article 1, paragraph 1",
        "Article 1, paragraph 2",
        "Article 1, paragraph 2 (a)",
        "Article 1, paragraph 2 (b)",
        "Article 1, paragraph 3",
        "Article 2",
        "Article 2, paragraph 1",
    ]
    assert [entry.entrenched for entry in edition.entries if entry.kind == "clause"] == [
        False,
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    assert edition.entries[-1].form == "table" and edition.in_force


async def test_every_row_is_vouched_for(cast, code):
    entries, revisions = await EditionEntry.count(), await Revision.count()
    for table, count in (
        ("edition_entry", entries),
        ("revision", revisions),
        ("clause", revisions),
        ("instrument", 1),
        ("edition", 1),
    ):
        assert await Witness.count().where(Witness.row.like(f"{table}/%")) == count
    assert await RecordEntry.count().where(RecordEntry.kind == "instrument.brought") == 1


async def test_only_the_secretariat_brings(cast):
    with pytest.raises(NotAllowed):
        await bring(await cast.who("norland"), read_markdown(SOURCE))


@pytest.mark.parametrize("slug", ["code-of-test", "new", "With Space", "a--b", "a" * 81])
async def test_addresses_are_free_and_plain_and_nothing_is_half_imported(cast, code, slug):
    before = await Clause.count()
    with pytest.raises(Invalid) as refused:
        await bring_by_operator(read_markdown(SOURCE), slug)
    assert "slug" in refused.value.fields and await Clause.count() == before


async def test_the_operator_is_nobody_in_the_record(database):
    slug = await bring_by_operator(read_markdown(SOURCE), "other", "About it.")
    assert (await queries.instrument(slug)).about == "About it."
    assert await RecordEntry.select(RecordEntry.actor).where(RecordEntry.kind == "instrument.brought").first() == {
        "actor": ""
    }


async def test_a_long_text_survives(database):
    source = "# Long\n\n" + "\n\n".join(
        f"## Article {n}. Title\n\n" + "\n".join(f"{p}. Words of it." for p in range(1, 8)) for n in range(1, 251)
    )
    heard = []
    slug = await bring_by_operator(read_markdown(source), heard=lambda *says: heard.append(says))
    view = await queries.instrument(slug)
    assert len((await queries.edition(view.id)).entries) == 2000 and heard[-1] == ("Lines of the edition", 2000, 2000)


async def test_replace(cast, code):
    clause = await at(code, "Article 1, paragraph 3")
    published = await change(code, "replace", clause, "The very end.")
    assert (published.edition_number, published.clause_id) == (2, clause)
    view = await queries.clause_by_id(clause)
    assert (view.current.text, view.current.number, view.current.form, view.current.id) == (
        "The very end.",
        2,
        "item",
        published.revision_id,
    )
    assert ("3.", "End.") in await labelled(code, 1) and ("3.", "The very end.") in await labelled(code)
    assert [revision.text for revision in await queries.revisions(clause)] == ["End.", "The very end."]
    assert [line.number for line in await queries.editions(code)] == [2, 1] and (
        await queries.instrument("code-of-test")
    ).edition_number == 2


async def test_insert_keeps_adopted_numbers(cast, code):
    anchor = await at(code, "Article 1, paragraph 2")
    first = await change(code, "insert", anchor, "In between.")
    await change(code, "insert", anchor, "And again.")
    assert list(await labelled(code))[2:7] == [
        ("2.", "Each Party shall:"),
        ("(a)", "give;"),
        ("(b)", "take."),
        ("2a.", "In between."),
        ("2b.", "And again."),
    ]
    view = await queries.clause_by_id(first.clause_id)
    assert view.citation == "Article 1, paragraph 2a" and view.current.number == 1 and not view.entrenched


async def test_repeal_leaves_the_number_and_can_be_replaced(cast, code):
    clause = await at(code, "Article 1, paragraph 3")
    await change(code, "repeal", clause)
    assert ("3.", "") in await labelled(code) and (await queries.clause_by_id(clause)).repealed
    with pytest.raises(Conflict):
        await change(code, "move", clause, "", await at(code, "Article 1, paragraph 1"))
    await change(code, "replace", clause, "Again.")
    assert ("3.", "Again.") in await labelled(code)


async def test_move_takes_along_what_stands_under(cast, code):
    clause, anchor = await at(code, "Article 1, paragraph 2"), await at(code, "Article 1, paragraph 3")
    published = await change(code, "move", clause, "", anchor)
    assert await labelled(code) == [
        ("", "Opening words for the reader."),
        ("1.", "Keep it."),
        ("3.", "End."),
        ("3a.", "Each Party shall:"),
        ("(a)", "give;"),
        ("(b)", "take."),
        ("", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
    ]
    assert (await queries.clause_by_id(clause)).citation == "Article 1, paragraph 3a" and published.clause_id == clause
    assert await at(code, "Article 1, paragraph 3a (a)")


async def test_a_clause_cannot_go_under_itself(cast, code):
    clause = await at(code, "Article 1, paragraph 2")
    with pytest.raises(Conflict):
        await change(code, "move", clause, "", await at(code, "Article 1, paragraph 2 (a)"))
    assert (await queries.instrument("code-of-test")).edition_number == 1


async def test_a_clause_of_another_instrument_is_not_found(cast, code):
    other = await queries.instrument(await bring_by_operator(read_markdown("# Other\n\nwords")))
    with pytest.raises(NotFound):
        await change(code, "replace", await at(other.id, "paragraph 1"), "x")
    assert await Instrument.count() == 2
