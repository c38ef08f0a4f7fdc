"""PDF: what is on the sheet, its line numbers, its redline; and that nothing in a text is a command to the
typesetter."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from drafts.exchange import pdf
from drafts.exchange.compared import compared, unchanged
from drafts.exchange.edition import PrintedLine, Proposed
from drafts.exchange.pdf import write_amendment_pdf, write_pdf
from drafts.exchange.render import plain
from drafts.exchange.sheet import lines_of
from tests.exchange.outlines import changed, editions, key_of, sample


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def latin():
    """The sample without what needs a typeface that not every machine has."""
    return replace(sample(), lines=tuple(line for line in sample().lines if "缔" not in line.text))


def long(clauses: int = 120):
    words = "Each Party shall keep what it has promised to the others, and shall say so in public. " * 2
    return replace(
        sample(),
        lines=tuple(
            PrintedLine("clause", 0, f"{n}.", "", f"Paragraph {n}", f"k{n}", 1, words.strip())
            for n in range(1, clauses + 1)
        ),
    )


def test_what_is_on_the_sheet():
    said = " ".join("\n".join(pages(write_pdf(latin()))).split())
    for words in (
        "Code of Test & Trial · edition 1 · 1 January 2026",
        "page 1 of",
        "Article 1 Peace",
        "Keep it, always, as the other one says.",
        "(a) give all;",
        "2 | 3",
        "Quoted words.",
        "of code",
        "https://forum.example.org/instruments/code-of-test/editions/1",
    ):
        assert words in said, words


def test_every_fifth_line_has_its_number_through_the_whole_document():
    found = [
        int(number) for page in pages(write_pdf(long())) for number in re.findall(r"^\s*(\d{1,4})$", page, re.MULTILINE)
    ]
    assert len(found) > 40 and found == list(range(5, 5 * len(found) + 1, 5))


def test_an_archive_takes_it_and_it_is_the_same_every_time():
    first, second = write_pdf(latin()), write_pdf(latin())
    document = PdfReader(io.BytesIO(first))
    assert first == second and document.metadata.title == "Code of Test & Trial"
    assert (
        b"pdfaid:part" in document.trailer["/Root"]["/Metadata"].get_data()
        and document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    )


def test_arabic_has_a_typeface_and_what_has_none_is_said(monkeypatch):
    import typst

    arabic = replace(sample(), lines=tuple(line for line in sample().lines if "ت" in line.text))
    monkeypatch.setattr(
        pdf, "_faces", lambda: typst.Fonts(include_system_fonts=False, font_paths=[pdf.fontpkg_amiri.ROOT / "files"])
    )
    assert pdf.SAYS_MISSING not in " ".join(" ".join(pages(write_pdf(arabic))).split())
    assert pdf.SAYS_MISSING in " ".join(" ".join(pages(write_pdf(sample()))).split())
    assert [line["rtl"] for line in lines_of(unchanged(arabic))] == [True]


def test_the_redline_has_all_words_of_both():
    first = latin()
    second = changed(
        first,
        **{
            key_of(first, "Article 1, paragraph 3"): "The very end of it.",
            key_of(first, "Article 1, paragraph 2 (a)"): "",
        },
    )
    marked = [(run["t"], run.get("mark", "")) for line in lines_of(compared(first, second)) for run in line["runs"]]
    assert ("give all;", "deleted") in marked and any(mark == "inserted" and "very" in words for words, mark in marked)
    said = " ".join(" ".join(pages(write_pdf(second, first))).split())
    assert "Compared with edition 1 of 1 January 2026" in said and "give all;" in said


def test_a_clause_that_moved_is_shown_where_it_stood_and_where_it_stands():
    first = latin()
    key, after = key_of(first, "Article 1, paragraph 1"), key_of(first, "Article 1, paragraph 3")
    said = " ".join(" ".join(pages(write_amendment_pdf(first, Proposed(7, "move", key, after=after)))).split())
    assert "1. (moved from here)" in said and "(moved here from Article 1, paragraph 1)" in said


@pytest.mark.parametrize(
    "kind,text,says",
    [
        ("replace", "Keep nothing.", "nothing"),
        ("insert", "| New | one |\n|---|---|\n| 1 | 2 |", "New"),
        ("repeal", "", "Keep it"),
    ],
)
def test_an_amendment_with_its_reasons(kind, text, says):
    first = latin()
    proposed = Proposed(
        7,
        kind,
        key_of(first, "Article 1, paragraph 1"),
        text,
        sponsors=("Norland", "Cobalt"),
        reasons="Hours *matter*.\n\nAlways.",
    )
    said = " ".join(" ".join(pages(write_amendment_pdf(first, proposed))).split())
    for words in (
        "Amendment 7 to Code of Test & Trial",
        "Proposed by Norland, Cobalt.",
        says,
        "Reasons",
        "Hours matter.",
        "Article 1 Peace",
    ):
        assert words in said
    assert "Article 2" not in said


def test_what_looks_like_a_command_is_words(monkeypatch, tmp_path):
    words = '#panic("x") #import "@preview/a:1.0.0" #read("/etc/hostname") \\#sys $x$ @ref <label> = heading // comment'
    line = replace(sample().lines[0], text=words.replace("\\", "\\\\").replace("<", "\\<"))
    said = " ".join(pages(write_pdf(replace(sample(), title="#panic()", lines=(line,)))))
    assert "#panic()" in said and '#read("/etc/hostname")' in said and "@preview" in said and "// comment" in said


@pytest.mark.parametrize(
    "text",
    ["a" * 40_000, "> " * 20 + "deep", "e" + "\u0301" * 5000, "|" + "a|" * 300 + "\n|" + "-|" * 300, "[" * 3000, ">"],
)
def test_strange_provisions_can_be_set(text):
    assert write_pdf(replace(sample(), lines=(replace(sample().lines[0], text=text),))).startswith(b"%PDF")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(editions(), editions())
def test_any_two_editions_can_be_set_and_lose_no_word(first, second):
    assert write_pdf(second, first).startswith(b"%PDF")
    rows = compared(first, second)
    kept = [row.new.key for row in rows if row.new and row.new.key and row.place != "left"]
    assert kept == [line.key for line in second.lines if line.key]
    for which, mark in (("old", "inserted"), ("new", "deleted")):
        for row in rows:
            side = getattr(row, which)
            if side and side.kind == "clause" and row.place != "left" and plain(side.text):
                words = "".join(
                    run["t"]
                    for line in lines_of([row])
                    for run in line["runs"]
                    if run.get("mark") != mark and not _note(run)
                )
                assert "".join(plain(side.text).split()) in "".join(words.split())


def _note(run) -> bool:
    return run.get("i") == 1 and run["t"].startswith(("(moved", "(repealed"))
