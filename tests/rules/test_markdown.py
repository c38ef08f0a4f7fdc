"""Reading a norm out of Markdown: what becomes of each construct, and that no word of the source is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from drafts.exchange.markdown import read_markdown
from drafts.exchange.markdown_writing import write_markdown
from drafts.exchange.outline import MAX_PROVISION, Outline, Unreadable
from drafts.exchange.printed import letters, list_label, roman, split_heading, split_typed
from drafts.exchange.render import plain, render_inline

CODE = Path(__file__).parents[2] / "moderation/demonstration/code.md"
WORD = re.compile(r"[^\W_]+")


def shape(source: str) -> list[tuple]:
    return [(n.kind, n.depth, n.label, n.title or plain(n.text)) for n in read_markdown("# T\n\n" + source).nodes]


def words_seen(source: str) -> list[str]:
    """The words of a rendered document, by CommonMark's own renderer; HTML in it is not part of the text."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.add_render_rule(
        "image", lambda self, tokens, at, options, env: self.renderInlineAsText(tokens[at].children, options, env)
    )
    import html

    return WORD.findall(html.unescape(re.sub(r"<[^>]*>", " ", parser.render(source))))


def words_kept(outline: Outline) -> list[str]:
    return WORD.findall(" ".join([outline.title, *(f"{n.label} {n.title} {plain(n.text)}" for n in outline.nodes)]))


def is_subsequence(needle: list[str], hay: list[str]) -> bool:
    rest = iter(hay)
    return all(any(word == other for other in rest) for word in needle)


@pytest.mark.parametrize(
    "source,expected",
    [
        ("One.\n\nTwo\nlines.", [("clause", 0, "", "One."), ("clause", 0, "", "Two lines.")]),
        (
            "## Part I. Duties\n\n### Article 2. Peace\n\n1. Keep it.",
            [("part", 1, "Part I", "Duties"), ("article", 2, "Article 2", "Peace"), ("clause", 0, "1.", "Keep it.")],
        ),
        (
            "1. A:\n   1. b;\n      - c\n   2. d.\n2. E.",
            [
                ("clause", 0, "1.", "A:"),
                ("clause", 1, "(a)", "b;"),
                ("clause", 2, "–", "c"),
                ("clause", 1, "(b)", "d."),
                ("clause", 0, "2.", "E."),
            ],
        ),
        ("4) four\n5) five", [("clause", 0, "4)", "four"), ("clause", 0, "5)", "five")]),
        ("1. one\n\n   more of one\n\n2. two", [("clause", 0, "1.", "one\n\nmore of one"), ("clause", 0, "2.", "two")]),
        (
            "1. one\n   - x\n\n   closing words",
            [("clause", 0, "1.", "one"), ("clause", 1, "–", "x"), ("clause", 1, "", "closing words")],
        ),
        (
            "They shall:\n(a) give;\n(b) take.",
            [("clause", 0, "", "They shall:"), ("clause", 0, "(a)", "give;"), ("clause", 0, "(b)", "take.")],
        ),
        ("- (a) give\n- (b) take", [("clause", 0, "(a)", "give"), ("clause", 0, "(b)", "take")]),
        (
            "5a. between\n\n3.2 Scope is wide.\n\n3.5 million people.",
            [
                ("clause", 0, "5a.", "between"),
                ("clause", 0, "3.2", "Scope is wide."),
                ("clause", 0, "", "3.5 million people."),
            ],
        ),
        ("1. - a\n   - b", [("clause", 0, "1. –", "a"), ("clause", 0, "–", "b")]),
        ("hard\\\nbreak", [("clause", 0, "", "hard\nbreak")]),
        ("See [the law][l].\n\n[l]: https://example.org/law", [("clause", 0, "", "See the law.")]),
        ("[^1]: footnote", [("clause", 0, "", "[^1]: footnote")]),
    ],
)
def test_constructs(source, expected):
    assert shape(source) == expected


@pytest.mark.parametrize(
    "source,form,seen",
    [
        ("| a | b |\n|---|:-:|\n| 1 | x \\| y |", "table", "x | y"),
        ("> quoted\nlazily\n>\n> - twice", "quote", "quoted\nlazily"),
        ("```python\nif a:\n    b\n```", "code", "if a:\n    b"),
        ("    indented code", "code", "indented code"),
        ("1. item\n\n   > quoted in it", "quote", "quoted in it"),
    ],
)
def test_blocks_stay_whole(source, form, seen):
    node = read_markdown("# T\n\n" + source).nodes[-1]
    assert node.form == form and seen in plain(node.text)
    assert read_markdown("# T\n\n" + node.text).nodes[0].text == node.text


def test_reference_links_stand_by_themselves():
    text = read_markdown("# T\n\nSee [the *law*][l] and `[l]`.\n\n[l]: https://example.org/law").nodes[0].text
    assert 'href="https://example.org/law"' in render_inline(text) and "<em>law</em>" in render_inline(text)


def test_a_link_into_the_document_that_was_left_behind_leads_nowhere():
    assert render_inline("[a *b*](./c.md), [d](https://e.org), [f](#g)") == (
        'a <em>b</em>, <a href="https://e.org" rel="nofollow noopener">d</a>, f'
    )


@pytest.mark.parametrize(
    "source,line,part",
    [
        ("# T\n\nwords ![a lock](x.png) more", 3, "a lock"),
        ("# T\n\na <b>bold</b> word", 3, "HTML inside"),
        ("# T\n\nA.\n\n<div>\nkept words\n</div>", 5, "kept as plain text"),
        ("---\ntitle: T\nlayout: x\n---\n\nwords", 1, "head of the document"),
        ("# T\n\nA.\n\n##\n\nB.", 5, "empty heading"),
        ("# T\n\nA.\n\n> <b>x</b>", 5, "quotation"),
    ],
)
def test_what_is_taken_otherwise_is_said_by_line(source, line, part):
    notices = read_markdown(source).notices
    assert [n.line for n in notices] == [line] and part in notices[0].says


@pytest.mark.parametrize(
    "source,line,part",
    [
        ("", 1, "empty"),
        ("words without a heading\n", 1, "no title"),
        ("# Only\n\n## headings", 1, "no provision"),
        ("# T\n\nok\n\nright\u202eleft", 5, "U+202E"),
        ("# T\n\nnul \x00", 3, "U+0000"),
        ("# T\n\n" + "a" * (MAX_PROVISION + 1), 3, "Divide"),
        ("# " + "t" * 301 + "\n\nwords", 1, "301"),
        ("# T\n\n" + ">" * 60 + " deep", 3, "deep"),
    ],
)
def test_what_cannot_be_taken_is_said_by_line(source, line, part):
    with pytest.raises(Unreadable) as refused:
        read_markdown(source)
    assert any(n == line and part in says for n, says in refused.value.problems)


def test_entrenched_clauses_and_headings():
    outline = read_markdown(
        "# T\n\na {entrenched}\n\n## One {entrenched}\n\nb\n\n### Under\n\n1. c\n\n## Two\n\nd\n\n1. e {entrenched}"
    )
    assert {plain(n.text): n.entrenched for n in outline.clauses} == {
        "a": True,
        "b": True,
        "c": True,
        "d": False,
        "e": True,
    }
    assert "entrenched" not in " ".join(words_kept(outline))


def test_title_from_front_matter_or_given():
    assert read_markdown('---\ntitle: "The Norm"\n---\n\n## One\n\nwords').title == "The Norm"
    assert read_markdown("plain words", title="Given").title == "Given"


def test_the_demonstration_code_keeps_its_structure():
    outline = read_markdown(CODE.read_text())
    assert (
        len([n for n in outline.nodes if n.kind == "part"]) == 4
        and len([n for n in outline.nodes if n.kind == "article"]) == 17
    )
    assert len(outline.clauses) == 69 and sum(n.entrenched for n in outline.clauses) == 3 and not outline.notices


@pytest.mark.parametrize("number,spelt", [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba")])
def test_letters(number, spelt):
    assert letters(number) == spelt


@pytest.mark.parametrize("number,spelt", [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (90, "xc")])
def test_roman(number, spelt):
    assert roman(number) == spelt


def test_labels_by_depth():
    assert [list_label(3, depth) for depth in range(5)] == ["3.", "(c)", "(iii)", "(C)", "(c)"]


@pytest.mark.parametrize(
    "title,label",
    [
        ("Article 7. Hospitals", "Article 7"),
        ("PART II — What", "PART II"),
        ("Section 3", "Section 3"),
        ("§ 12 Foo", "§ 12"),
        ("1. Scope", "1"),
        ("2.3 Terms", "2.3"),
        ("2.28.0 (2022-06-29)", ""),
        ("Articles of faith", ""),
        ("Rule of law", ""),
        ("3 months", "3"),
    ],
)
def test_heading_labels(title, label):
    assert split_heading(title)[0] == label


@pytest.mark.parametrize(
    "text,label",
    [
        ("(a) x", "(a)"),
        ("(iv) x", "(iv)"),
        ("12a. x", "12a."),
        ("(see below) x", ""),
        ("a) x", "a)"),
        ("ab) x", ""),
        ("1986\\. x", ""),
    ],
)
def test_typed_labels(text, label):
    assert split_typed(text)[0] == label


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=y>",
        "[x](<data:text/html,a>)",
        "![a](x)",
        "> <iframe src=x>",
        "```\n<b onclick=x>\n```",
        "<a hx-get=/x id=y style=z>q</a>",
        "| <svg onload=x> |\n|---|\n| b |",
    ],
)
def test_markup_is_text_or_sanitised(text):
    shown = render_inline(text)
    assert not re.search(
        r"<(script|img|iframe|svg|style|form)|<[^>]*(javascript|data):|<[^>]+\b(on\w+|hx-\w+|id|style|class)=", shown
    )


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
span = st.one_of(
    words,
    words.map("*{}*".format),
    words.map("**{}**".format),
    words.map("`{}`".format),
    words.map("[{}](https://e.org)".format),
    words.map("![{}](x.png)".format),
    words.map("~~{}~~".format),
    st.sampled_from(["\n", "  \n", "\\*", "&amp;", "(a)", "1.", "|", "<br>", "[r]"]),
)
sentence = st.lists(span, min_size=1, max_size=8).map(" ".join)


def indented(text: str, mark: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([mark + first, *(" " * len(mark) + line for line in rest)])


block = st.recursive(
    st.one_of(
        sentence,
        sentence.map(lambda s: "## " + s.replace("\n", " ")),
        words.map("```\n{}\n```".format),
        words.map("| {0} | x |\n|---|---|\n| y | {0} |".format),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(
            lambda parts: "\n\n".join(f"{indented(p, f'{n}. ')}" for n, p in enumerate(parts, 1))
        ),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: "\n".join(indented(p, "- ") for p in parts)),
        inner.map(lambda p: "\n".join("> " + line for line in p.split("\n"))),
    ),
    max_leaves=6,
)
document = st.lists(block, min_size=1, max_size=6).map("\n\n".join)


@given(document)
def test_no_word_is_lost(source):
    source = "# Title\n\nopening\n\n" + source + "\n\n[r]: https://e.org/r"
    assert is_subsequence(words_seen(source), words_kept(read_markdown(source)))


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(source):
    try:
        outline = read_markdown(source, title="T")
    except Unreadable as refused:
        assert refused.problems
    else:
        assert all(plain(n.text).strip() for n in outline.clauses if n.form != "code")


@given(document)
def test_written_back_no_word_is_lost_either(source):
    outline = read_markdown("# Title\n\nopening\n\n" + source)
    words = WORD.findall(" ".join([outline.title, *(f"{n.title} {plain(n.text)}" for n in outline.nodes)]))
    assert is_subsequence(words, words_kept(read_markdown(write_markdown(outline))))


def test_the_demonstration_code_is_written_back_exactly():
    outline = read_markdown(CODE.read_text())
    bare = [(n.kind, n.depth, n.label, n.title, n.text, n.form, n.entrenched) for n in outline.nodes]
    again = read_markdown(write_markdown(outline))
    assert [(n.kind, n.depth, n.label, n.title, n.text, n.form, n.entrenched) for n in again.nodes] == bare


@given(sentence)
def test_plain_words_are_what_is_shown(text):
    shown = render_inline(text)
    from lxml import html

    assert html.fromstring(f"<div>{shown}</div>").text_content().strip() == plain(text)
