"""Akoma Ntoso in: what other tools write is taken, what is hostile is refused in a sentence, and what is left out is
said."""

from __future__ import annotations

import pytest

from drafts.exchange.akn import read
from drafts.exchange.akn.elements import NAMESPACE
from drafts.exchange.akn.parsing import MAX_BYTES
from drafts.exchange.outline import Unreadable
from drafts.exchange.render import plain


def akn(body: str, around: str = "<preface><p><docTitle>An Act</docTitle></p></preface>", name: str = "act") -> bytes:
    act = f'<{name} name="act">{around}<body>{body}</body></{name}>'
    return f'<akomaNtoso xmlns="{NAMESPACE}">\n{act}</akomaNtoso>'.encode()


SECTION = "<section><num>1.</num><heading>Short title</heading><content><p>This is it.</p></content></section>"


def outline_of(body: str) -> list[tuple[str, int, str, str]]:
    return [(node.kind, node.depth, node.label, node.title or node.text) for node in read(akn(body)).nodes]


def test_sections_with_subsections():
    assert outline_of("""<chapter><num>Chapter I</num><heading>General</heading>
      <section><num>1.</num><heading>Help</heading>
        <subsection><num>(1)</num><intro><p>A Party <b>shall</b></p></intro>
          <paragraph><num>(a)</num><content><p>give;</p></content></paragraph>
          <paragraph><num>(b)</num><content><p>take,</p></content></paragraph>
          <wrapUp><p>without delay.</p></wrapUp></subsection>
      </section></chapter>""") == [
        ("part", 1, "Chapter I", "General"),
        ("article", 2, "1", "Help"),
        ("clause", 0, "(1)", "A Party **shall**"),
        ("clause", 1, "(a)", "give;"),
        ("clause", 1, "(b)", "take,"),
        ("clause", 1, "", "without delay."),
    ]


def test_a_bare_number_gets_the_name_of_its_element():
    body = "<part><num>I</num><heading>One</heading><article><num>2a</num><heading>Two</heading>"
    words = "<p>Words<authorialNote><p>noted</p></authorialNote></p>"
    body += f"<paragraph><num>1.</num><content>{words}</content></paragraph></article></part>"
    assert [label for _, _, label, _ in outline_of(body)] == ["Part I", "Article 2a", "1."]
    assert [each.says for each in read(akn(body)).notices] == ["The words of a footnote stand in the sentence now."]


def test_lists_notes_and_tables_of_other_tools():
    nodes = read(
        akn("""<article><num>Art. 2</num><content>
      <blockList><listIntroduction>Each shall</listIntroduction><item><num>(a)</num><p>keep</p></item>
        <item><num>(b)</num><p>share</p></item></blockList>
      <ul><li>one <i>thing</i><ul><li>inner</li></ul></li><li><p>two</p></li></ul>
      <p>Sure<authorialNote><p>A note.</p></authorialNote>.</p>
      <table><tr><th colspan="2"><p>Head</p></th></tr>
        <tr><td><p>1</p></td><td><p>2 | 3</p></td></tr></table></content></article>""")
    )
    assert [(node.depth, node.label, node.text) for node in nodes.clauses] == [
        (0, "", "Each shall"),
        (0, "(a)", "keep"),
        (0, "(b)", "share"),
        (0, "–", "one *thing*"),
        (1, "–", "inner"),
        (0, "–", "two"),
        (0, "", "Sure A note. ."),
        (0, "", "| Head |  |\n| --- | --- |\n| 1 | 2 \\| 3 |"),
    ]
    assert {each.says for each in nodes.notices} == {
        "The words of a footnote stand in the sentence now.",
        "Joined cells of this table were divided.",
    }


@pytest.mark.parametrize(
    "words", ["1. not a list", "- nor this", "# nor a heading", "&lt;b&gt; &amp;copy; *stars* _x_ `t` [a](b)", "a | b"]
)
def test_words_that_look_like_markdown_stay_words(words):
    import html

    node = read(akn(f"<article><num>1</num><content><p>{words}</p></content></article>")).clauses[0]
    assert plain(node.text) == html.unescape(words)


def test_marks_that_would_not_be_read_are_dropped_and_their_words_kept():
    node = read(akn("<article><num>1</num><content><p>a<b> b </b>c<i>d</i>e<b>.</b>f</p></content></article>")).clauses[
        0
    ]
    assert plain(node.text) == "a b cde.f"


def test_the_title_is_found_where_others_put_it():
    work = '<FRBRWork><FRBRalias name="title" value="By alias"/></FRBRWork>'
    meta = f'<meta><identification source="#x">{work}</identification></meta>'
    assert read(akn(SECTION, meta)).title == "By alias"
    assert (
        read(akn(SECTION, "<preface><longTitle><p>An act to test</p></longTitle></preface>")).title == "An act to test"
    )
    preface = "<preface><p>Number 5</p><p><docTitle>T</docTitle></p></preface>"
    assert "The preface was left out" in read(akn(SECTION, preface)).notices[0].says


def test_what_is_left_out_is_said():
    source = akn(
        SECTION + "<article><num>2</num><paragraph><num>1.</num><content><p/></content></paragraph></article>"
    ).replace(b"</act>", b"<attachments/></act>")
    assert [each.says[:34] for each in read(source).notices] == [
        "A provision without words was left",
        "“attachments” was left out: bring ",
    ]


def test_a_preamble_is_text():
    source = akn(
        SECTION,
        "<preface><p><docTitle>T</docTitle></p></preface><preamble><recitals><recital><num>(1)</num><p>Whereas.</p></recital></recitals></preamble>",
    )
    assert [(node.label, node.text) for node in read(source).preamble] == [("(1)", "Whereas.")]


ENTITIES = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "data,says",
    [
        (b"", "not well-formed"),
        (b"<akomaNtoso", "not well-formed"),
        (b"<html/>", "not Akoma Ntoso 3.0"),
        (akn(SECTION).replace(b"akn/3.0", b"akn/2.0"), "not Akoma Ntoso 3.0"),
        (f'<akomaNtoso xmlns="{NAMESPACE}"><judgment/></akomaNtoso>'.encode(), "this holds judgment"),
        (f'<akomaNtoso xmlns="{NAMESPACE}"/>'.encode(), "this holds nothing"),
        (ENTITIES + akn(SECTION).replace(b"This is it", b"&x;"), "DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + akn("&b;"), "DOCTYPE"),
        ((ENTITIES.decode() + akn(SECTION).decode()).encode("utf-16"), "UTF-8"),
        (b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-' + akn(SECTION), "not well-formed"),
        (akn(SECTION).replace(b"This", b"\xff"), "UTF-8"),
        (akn(SECTION).replace(b"This", b"&undefined;"), "not well-formed"),
        (akn("<section>" * 70 + "</section>" * 70), "60 deep"),
        (akn("<section>" * 9000 + "</section>" * 9000), "not well-formed"),
        (akn(SECTION.replace("This", "\u202ethis")), "U+202E"),
        (akn("<section><num>1</num></section>"), "no provision"),
        (akn(SECTION, ""), "no title"),
        (b" " * (MAX_BYTES + 1), "larger than 10 MB"),
        (akn(SECTION.replace("This", "a" * 50_001)), "at most 50,000"),
        (akn(SECTION * 2501), "5,002 headings"),
        (akn(SECTION, f"<preface><p><docTitle>{'T' * 301}</docTitle></p></preface>"), "301 characters"),
    ],
)
def test_refused_in_a_sentence(data, says):
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert says in str(refused.value)
    assert "hostname" not in str(refused.value).replace("file:///etc/hostname", "")


def test_quotations_in_quotations_take_no_longer_than_they_are_long():
    nested = "<blockContainer class='quote'>" * 40 + "<p>deep</p>" + "</blockContainer>" * 40
    assert plain(read(akn(f"<article><num>1</num><content>{nested}</content></article>")).clauses[0].text) == "deep"
