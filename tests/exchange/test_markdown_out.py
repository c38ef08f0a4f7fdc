"""Markdown out: read again, an edition has the same words, and where lists can say it, the same numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from drafts.exchange import akn
from drafts.exchange.edition import PrintedLine
from drafts.exchange.markdown import read_markdown
from drafts.exchange.markdown_out import edition_markdown, outline_markdown
from drafts.exchange.outline import BULLET
from drafts.exchange.render import plain
from tests.exchange.outlines import changed, editions, key_of, sample


def shape(nodes) -> list[tuple]:
    return [
        (node.kind, node.depth, node.label, node.title, "".join(plain(node.text).split()), node.form, node.entrenched)
        for node in nodes
    ]


def test_everything_in_it_comes_back():
    back = read_markdown(edition_markdown(sample()))
    assert back.title == sample().title and shape(back.nodes) == shape(sample().lines) and not back.notices


def test_numbers_stay_where_a_provision_was_repealed_or_moved():
    repealed = changed(sample(), **{key_of(sample(), "Article 1, paragraph 1"): ""})
    assert [node.label for node in read_markdown(edition_markdown(repealed)).clauses][1:3] == ["2.", "(a)"]
    lines = [
        PrintedLine("clause", 0, label, "", label, label, 1, f"Words of {label}")
        for label in ("3.", "1.", "2.", "2a.", "4.", "7.")
    ]
    assert [node.label for node in read_markdown(edition_markdown(replace(sample(), lines=tuple(lines)))).clauses] == [
        line.label for line in lines
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# not a heading",
        "1. not a list",
        "- nor this",
        "---",
        "* * *",
        "=== x",
        "a\\\n- b",
        "one\n\n2) two",
        "> quoted",
    ],
)
def test_sentences_that_begin_like_markdown_stay_sentences(text):
    lines = (
        PrintedLine("clause", 0, "1.", "", "Paragraph 1", "k", 1, text),
        PrintedLine("clause", 0, "2.", "", "Paragraph 2", "l", 1, "Last."),
    )
    assert words(read_markdown(edition_markdown(replace(sample(), lines=lines))).nodes) == words(lines)


def test_an_akoma_ntoso_document_becomes_the_same_markdown():
    back = read_markdown(outline_markdown(akn.read(akn.write(sample()))))
    assert shape(back.nodes) == shape(sample().lines)


@settings(max_examples=150, deadline=None)
@given(editions())
def test_any_edition_keeps_its_words(edition):
    back = read_markdown(edition_markdown(edition))
    assert words(back.nodes) == words(edition.lines)


def words(nodes) -> str:
    """All of them in order, with the labels of what has words: a label that was typed may be read as one or as a
    word."""
    said = [node for node in nodes if node.kind != "clause" or plain(node.text)]
    return "".join(
        "".join(f"{node.label}{node.title}{plain(node.text)}".split()).replace(BULLET, "").replace(".", "")
        for node in said
    )
