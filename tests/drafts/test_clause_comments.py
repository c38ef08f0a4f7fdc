"""Commenting on a clause: as a whole, on a sentence without a script, and when the words move on meanwhile."""

import pytest

from drafts.exchange.markdown import read_markdown
from drafts.instruments import queries
from drafts.instruments.actions import Change, bring_by_operator, publish_change
from drafts.instruments.views import ClauseView
from forum.database import atomic
from forum.record.actions import append
from forum.threads import queries as threads

TEXT = "Each Party shall keep a *register*. It shall publish the register every year."
PATH = "/instruments/code"


@pytest.fixture
async def clause(cast) -> ClauseView:
    await bring_by_operator(read_markdown(f"# Code\n\n## Article 1. Tools\n\n1. {TEXT}\n2. End."), "code")
    edition = await queries.edition((await queries.instrument("code")).id)
    return await queries.clause_by_id(next(entry.clause_id for entry in edition.entries if entry.text == TEXT))


async def move_on(clause: ClauseView, text: str) -> None:
    async with atomic():
        published = await publish_change(
            clause.instrument_id, Change("replace", clause.id, text), amendment="/amendments/1"
        )
        await append("edition.published", PATH, "An edition was published.", *published.rows)


async def test_on_the_whole_clause(cast, clause, site):
    visitor = await site.signed_in(cast.people["norland"])
    await visitor.open(clause.path)
    answer = await visitor.send("/comments", stance="concern", body="Who pays for it?")
    assert (
        answer.path.startswith(clause.path)
        and "Who pays for it?" in answer.words
        and "Kingdom of Norland" in answer.words
    )
    book = await site.visitor().open(PATH)
    note = book.tree.get_element_by_id(clause.key).xpath(".//li[@class='note-comments']/a")[0]
    assert (
        " ".join(note.text_content().split()) == "1 comment from 1 group"
        and note.get("href") == f"{clause.path}#discussion"
    )


async def test_on_a_sentence_without_a_script(cast, clause, site):
    visitor = await site.signed_in(cast.people["openrights"])
    await visitor.open(clause.path)
    answer = await visitor.follow("It shall publish the register every year.")
    assert (
        answer.tree.xpath("//*[@id='comment']//blockquote")[0].text_content()
        == "It shall publish the register every year."
    )
    answer = await visitor.send("/comments", stance="objection", body="Too seldom.", resolution="Every month.")
    comment = (await threads.comments_on(clause.path))[0]
    assert comment.quote.exact == "It shall publish the register every year." and comment.wording == clause.wording_path
    assert "1 open objection" in (await site.visitor().open(PATH)).words


@pytest.mark.parametrize(
    "query", ["?start=0&end=9999", "?start=-1&end=3", "?start=x&end=y", "?start=5&end=5", "?reply=99999", "?start=1"]
)
async def test_an_address_that_names_no_words(cast, clause, site, query):
    answer = await (await site.signed_in(cast.people["norland"])).open(clause.path + query)
    assert answer.status == 200 and not answer.tree.xpath("//*[@id='comment']//blockquote")


async def test_what_is_missing_is_said_and_what_was_typed_stays(cast, clause, site):
    visitor = await site.signed_in(cast.people["norland"])
    await visitor.open(clause.path + "?start=0&end=35")
    answer = await visitor.send("/comments", stance="objection", body="I object & <b>loudly</b>.")
    assert (
        answer.status == 422
        and answer.tree.xpath("//textarea[@name='body']")[0].value.strip() == "I object & <b>loudly</b>."
    )
    assert (
        answer.tree.xpath("//*[@id='comment']//blockquote")[0].text_content()
        == "Each Party shall keep a register. I"[:35]
    )
    assert answer.tree.find(".//title").text.startswith("Error: ") and await threads.comments_on(clause.path) == ()


async def test_the_words_move_on_while_it_is_written(cast, clause, site):
    visitor = await site.signed_in(cast.people["norland"])
    await visitor.open(clause.path + "?start=0&end=33")
    await move_on(clause, "Each Party shall keep a list.")
    refused = await visitor.send("/comments", stance="objection", body="Why a register?")
    assert refused.status == 422 and "The words changed while you wrote" in refused.words
    answer = await visitor.send("/comments", resolution="A list.")
    assert "About older words (revision 1)" in answer.words and "Each Party shall keep a register." in answer.words
    assert (await threads.comments_on(clause.path))[0].wording == clause.revision_path(1)
    assert "Why a register?" in (await visitor.open(clause.revision_path(1))).words
    assert "Why a register?" not in (await visitor.open(clause.revision_path(2))).words


async def test_a_wording_of_something_else_is_refused(cast, clause, site):
    visitor = await site.signed_in(cast.people["norland"])
    await visitor.open(clause.path)
    target, values = visitor.filled("/comments", stance="support", body="Yes.")
    answer = await visitor.post(target, {**values, "wording": "/instruments/code/clauses/other/revisions/1"})
    assert answer.status == 404 and await threads.comments_on(clause.path) == ()


async def test_without_an_account_one_reads_and_is_led_to_sign_in(cast, clause, site):
    answer = await site.visitor().open(clause.path)
    assert any(link.startswith("/sessions/new") for link in answer.links()) and not answer.tree.xpath("//textarea")
    assert answer.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize("key, says", [("reader", "You hold no mandate"), ("latecomer", "is not accredited")])
async def test_whoever_cannot_comment_reads_why_before_typing(cast, clause, site, key, says):
    answer = await (await site.signed_in(cast.people[key])).open(clause.path)
    assert says in answer.words and not answer.tree.xpath("//textarea")


async def test_markup_in_a_comment_is_text(cast, clause, site):
    visitor = await site.signed_in(cast.people["norland"])
    await visitor.open(clause.path)
    answer = await visitor.send("/comments", stance="question", body="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" in answer.words and not answer.tree.xpath("//script[contains(text(), 'alert')]")
