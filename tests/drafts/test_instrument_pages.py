"""The pages of instruments over HTTP."""

import pytest

from drafts.exchange.markdown import read_markdown
from drafts.instruments import queries
from drafts.instruments.actions import Change, bring_by_operator, publish_change
from forum.database import atomic
from forum.record.actions import append

SOURCE = """# Code of Test

Opening words for the reader.

## Part I. Duties

### Article 1. Peace

1. Keep it, *always*. {entrenched}
2. Each Party shall:
   1. give;
   2. take. Then it rests. <b>Bold</b> is not taken.
3. End.

### Article 2. Form

| a | b |
|---|---|
| 1 | 2 |
"""
PATH = "/instruments/code-of-test"


@pytest.fixture
async def code(cast) -> int:
    return (await queries.instrument(await bring_by_operator(read_markdown(SOURCE)))).id


async def entry(code: int, citation: str):
    return next(each for each in (await queries.edition(code)).entries if each.citation == citation)


async def publish(code: int, kind: str, citation: str, text: str = "", note: str = "A change."):
    at = await entry(code, citation)
    async with atomic():
        published = await publish_change(code, Change(kind, at.clause_id, text), amendment="/amendments/1", note=note)
        await append("edition.published", PATH, "An edition was published.", *published.rows)
    return at.key


async def test_the_text_in_force(cast, code, site):
    answer = await site.visitor().open(PATH)
    assert answer.status == 200 and "Keep it, always." in answer.words and "Part I Duties" in answer.words
    clause = await entry(code, "Article 1, paragraph 1")
    block = answer.tree.get_element_by_id(clause.key)
    assert "is-entrenched" in block.get("class") and f"{PATH}/clauses/{clause.key}" in answer.links()
    assert answer.tree.get_element_by_id("article-1").tag == "h3" and "#article-1" in answer.links()
    assert "(a)" in answer.words and answer.tree.xpath("//article//table//td") and "entrenched}" not in answer.words


async def test_a_change_is_in_the_margin_and_the_old_edition_stays(cast, code, site):
    key = await publish(code, "replace", "Article 1, paragraph 3", "The very end.")
    visitor = site.visitor()
    answer = await visitor.open(PATH)
    assert (
        "The very end." in answer.words
        and f"{PATH}/clauses/{key}/revisions/2" in answer.links()
        and "edition 2" in answer.words
    )
    old = await visitor.open(f"{PATH}/editions/1")
    assert "3. End." in old.words and "You are reading an old edition" in old.words and PATH in old.links()
    assert f"{PATH}/clauses/{key}/revisions/1" in old.links()
    newest = await visitor.open(f"{PATH}/editions/2")
    assert "in force" in newest.words and "/amendments/1" in newest.links()


async def test_a_repealed_clause_says_so(cast, code, site):
    await publish(code, "repeal", "Article 1, paragraph 3")
    assert "3. (repealed)" in (await site.visitor().open(PATH)).words


async def test_all_norms(cast, code, site):
    answer = await site.visitor().open("/instruments")
    assert (
        PATH in answer.links()
        and "Edition 1, in force since" in answer.words
        and "/instruments/new" not in answer.links()
    )
    assert "/instruments/new" in (await (await site.signed_in(cast.people["secretariat"])).open("/instruments")).links()


async def test_editions_are_listed_newest_first(cast, code, site):
    await publish(code, "replace", "Article 1, paragraph 3", "The very end.")
    answer = await site.visitor().open(f"{PATH}/editions")
    assert answer.words.index("Edition 2") < answer.words.index("Edition 1") and f"{PATH}/editions/1" in answer.links()


@pytest.mark.parametrize(
    "path",
    [
        "/instruments/none",
        PATH + "/editions/9",
        PATH + "/editions/0",
        PATH + "/editions/99999999999",
        "/instruments/none/editions",
        PATH + "/clauses/none",
        PATH + "/clauses/none/revisions/1",
        PATH + "/clauses/none/compare/1/2",
    ],
)
async def test_what_is_not_there(cast, code, site, path):
    assert (await site.visitor().open(path)).status in (400, 404)


async def test_the_clause_page(cast, code, site):
    key = await publish(code, "replace", "Article 1, paragraph 2 (b)", "take only a little. Then it rests.")
    answer = await site.visitor().open(f"{PATH}/clauses/{key}")
    assert answer.status == 200 and answer.tree.find(".//h1").text_content() == "Article 1, paragraph 2 (b)"
    assert (
        answer.tree.xpath(f"//*[@data-quote-to='{PATH}/clauses/{key}']")[0].text_content()
        == "take only a little. Then it rests."
    )
    assert {
        f"{PATH}/clauses/{key}/revisions/1",
        f"{PATH}/clauses/{key}/compare/1/2",
        f"{PATH}/clauses/{key}/amendments/new",
        f"{PATH}#{key}",
    } <= answer.links()
    assert "Each Party shall:" in answer.words and "Revision 2, in force since" in answer.words
    assert answer.tree.xpath("//a[@rel='prev']")[0].text_content() == "Article 1, paragraph 2 (a)"


async def test_a_revision_that_is_not_in_force_says_so(cast, code, site):
    key = await publish(code, "replace", "Article 1, paragraph 3", "The very end.")
    visitor = site.visitor()
    old = await visitor.open(f"{PATH}/clauses/{key}/revisions/1")
    assert "You are reading old words" in old.words and "End." in old.words
    new = await visitor.open(f"{PATH}/clauses/{key}/revisions/2")
    assert "These are the words in force" in new.words and "What changed" in new.words
    assert (await visitor.open(f"{PATH}/clauses/{key}/revisions/3")).status == 404


async def test_compare_in_three_views(cast, code, site):
    key = await publish(code, "replace", "Article 1, paragraph 2 (b)", "take. Then it never rests. Bold is not taken.")
    path, visitor = f"{PATH}/clauses/{key}/compare/1/2", site.visitor()
    marked = await visitor.open(path)
    assert "Added: never" in marked.words and "Removed:" not in marked.words
    columns = await visitor.open(path + "?view=columns")
    assert len(columns.tree.xpath("//table[contains(@class, 'columns')]//td")) == 2
    clean = await visitor.open(path + "?view=clean")
    assert not list(clean.tree.iter("ins", "del")) and "never rests" in clean.words
    assert (await visitor.open(path + "?view=nonsense")).status == 200
    assert "No difference in words" in (await visitor.open(f"{PATH}/clauses/{key}/compare/2/2")).words
    backwards = await visitor.open(f"{PATH}/clauses/{key}/compare/2/1")
    assert "Removed: never" in backwards.words


async def test_words_that_are_mostly_new_are_not_mixed(cast, code, site):
    key = await publish(code, "replace", "Article 1, paragraph 3", "Something entirely different stands here now.")
    answer = await site.visitor().open(f"{PATH}/clauses/{key}/compare/1/2")
    assert [len(list(answer.tree.iter(tag))) for tag in ("ins", "del")] == [1, 1]


async def test_a_repealed_clause_keeps_its_page_and_its_words(cast, code, site):
    key = await publish(code, "repeal", "Article 1, paragraph 3")
    visitor = site.visitor()
    answer = await visitor.open(f"{PATH}/clauses/{key}")
    assert answer.status == 200 and "repealed since" in answer.words and not answer.tree.xpath("//*[@data-quote-to]")
    assert "End." in (await visitor.open(f"{PATH}/clauses/{key}/revisions/1")).words
    assert "Removed: End." in (await visitor.open(f"{PATH}/clauses/{key}/compare/1/2")).words
