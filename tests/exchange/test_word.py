"""Word files: what is written is read back, what LibreOffice makes of it too, and hostile files are refused."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.exchange.edition import Printed, PrintedLine, Proposed
from drafts.exchange.markdown import read_markdown
from drafts.exchange.outline import Unreadable
from drafts.exchange.render import plain
from drafts.exchange.word import read_changes, write, write_changes, write_redline
from drafts.exchange.word.unpacking import MAIN
from tests.drafts.setting import TEXT

AT = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
MARKED = (
    "# A\n\n## Article 1. B\n\n1. Each **Party** shall help, *at once*, as [this](https://example.org) says.\n"
    "2. تلتزم الدول بحماية المستشفيات.\n3. Of `x`.\n\n   And more.\n"
)


def edition(text: str = TEXT, number: int = 1) -> Printed:
    outline = read_markdown(text)
    lines = tuple(
        PrintedLine(
            node.kind,
            node.depth,
            node.label,
            node.title,
            f"citation {n}",
            f"k{n}" if node.kind == "clause" else "",
            1,
            node.text,
            node.form,
        )
        for n, node in enumerate(outline.nodes)
    )
    return Printed(outline.title, "code", number, AT, "https://forum.example", lines)


def clauses(printed: Printed) -> list[PrintedLine]:
    return [line for line in printed.lines if line.key]


@pytest.mark.parametrize(
    "text",
    [TEXT, MARKED, Path("moderation/demonstration/code.md").read_text(encoding="utf-8")],
    ids=["short", "marked", "demonstration"],
)
def test_what_was_not_changed_is_no_change(text):
    printed = edition(text)
    data = write(printed)
    assert data == write(printed)
    found = read_changes(data, printed)
    assert found.changes == () and found.notices == ()


def test_tracked_changes_come_back_as_they_went_out():
    printed = edition()
    first, second, third = clauses(printed)
    proposals = [
        Proposed(
            1,
            "replace",
            first.key,
            first.text.replace("without undue delay", "within 24 hours"),
            sponsors=("Norland", "Cobalt"),
        ),
        Proposed(2, "repeal", second.key, sponsors=("Sudria",)),
        Proposed(3, "insert", third.key, "A new promise.", sponsors=("Lumen",)),
    ]
    found = read_changes(write_changes(printed, proposals, AT), printed)
    assert [(each.kind, each.key, each.text, each.by) for each in found.changes] == [
        ("replace", first.key, proposals[0].text, ("Norland, Cobalt",)),
        ("repeal", second.key, "", ("Sudria",)),
        ("insert", third.key, "A new promise.", ("Lumen",)),
    ]


def test_markup_survives_a_change_beside_it():
    printed = edition(MARKED)
    first = clauses(printed)[0]
    text = first.text.replace("Each", "Every")
    [change] = read_changes(write_changes(printed, [Proposed(1, "replace", first.key, text)], AT), printed).changes
    assert change.text == text and change.new == plain(text)


def test_a_redline_between_editions():
    old = edition()
    new = edition(TEXT.replace("may make", "shall make"), 2)
    data = write_redline(old, new, "The forum")
    [change] = read_changes(data, old).changes
    assert change.new == plain(clauses(new)[1].text) and change.by == ("The forum",)


def test_what_is_changed_without_being_tracked_is_found_too():
    printed = edition()
    data = _with_part(write(printed), MAIN, lambda xml: xml.replace(b"without undue delay", b"today"))
    [change] = read_changes(data, printed).changes
    assert "today" in change.new and "without being tracked" in change.notices[0]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_any_words_come_back(words):
    """Whatever XML can hold; white space as a reader sees it."""
    printed = edition()
    first = clauses(printed)[0]
    new = plain(words)
    found = read_changes(write_changes(printed, [Proposed(1, "replace", first.key, words)], AT), printed).changes
    readable = "".join(char for char in new if char >= " " or char in "\n\t")
    for change in found:
        assert "".join(plain(change.text).split()) == "".join(change.new.split())
    assert bool(found) == (" ".join(readable.split()) != plain(first.text))


def _with_part(data: bytes, name: str, change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            target.writestr(each, change(source.read(each)) if each == name else source.read(each))
    return out.getvalue()


def _added(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr(name, content)
    return out.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&a;</w:body></w:document>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w>&b;</w>'
HOSTILE = {
    "nothing": (lambda data: b"", "not a Word document"),
    "no archive": (lambda data: b"%PDF-1.7 and so on", "not a Word document"),
    "cut off": (lambda data: data[: len(data) // 2], "not a Word document"),
    "too large": (lambda data: data + bytes(10 * 1024 * 1024), "more than 10 MB"),
    "macros": (lambda data: _added(data, "word/vbaProject.bin", b"x"), "macros"),
    "objects": (lambda data: _added(data, "word/embeddings/oleObject1.bin", b"x"), "embedded objects"),
    "a bomb": (lambda data: _added(data, "word/media/a.bin", bytes(70 * 1024 * 1024)), "far larger"),
    "many parts": (lambda data: _many(data), "far larger"),  # noqa: PLW0108 — defined below
    "entities": (lambda data: _with_part(data, MAIN, lambda xml: DOCTYPE), "entities of its own"),
    "laughs": (lambda data: _with_part(data, MAIN, lambda xml: LAUGHS), "entities of its own"),
    "broken": (lambda data: _with_part(data, MAIN, lambda xml: xml[:-30]), "XML is damaged"),
    "damaged inside": (lambda data: _damaged(data), "not a Word document"),  # noqa: PLW0108 — defined below
    "deep": (lambda data: _with_part(data, MAIN, lambda xml: b"<a>" * 100_000), "XML is damaged"),
    "another document": (lambda data: write(Printed("Z", "z", 1, AT, "", ())), "No clause of edition"),
    "no text": (lambda data: _with_part(data, MAIN, lambda xml: b"<a/>"), "No clause of edition"),
}


def _damaged(data: bytes) -> bytes:
    """The compressed words of the main part overwritten, the archive's directory left as it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        start = source.getinfo(MAIN).header_offset + 200
    return data[:start] + b"\xff" * 300 + data[start + 300 :]


def _many(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as target:
        for n in range(2_001):
            target.writestr(f"x/{n}", b"")
    return out.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_reason(name):
    make, says = HOSTILE[name]
    with pytest.raises(Unreadable) as refused:
        read_changes(make(write(edition())), edition())
    [(_, sentence)] = refused.value.problems
    assert says in sentence and "root:" not in sentence


@pytest.mark.xdist_group("browser")
def test_what_libreoffice_tracks_comes_in_as_a_person_would_list_it(tmp_path):
    printed = edition()
    first, second, _ = clauses(printed)
    (tmp_path / "in.docx").write_bytes(write(printed))
    steps = [
        ["replace", "without undue delay", "within 24 hours"],
        ["delete", second.text],
        ["after", "for those who asked.", "It shall say so in writing."],
    ]
    subprocess.run(
        [
            "/usr/bin/python3",
            str(Path(__file__).with_name("libreoffice.py")),
            str(tmp_path / "in.docx"),
            str(tmp_path / "out.docx"),
            str(tmp_path / "profile"),
        ],
        input=json.dumps(steps).encode(),
        check=True,
        timeout=120,
    )
    found = read_changes((tmp_path / "out.docx").read_bytes(), printed)
    assert [(each.kind, each.key, each.text) for each in found.changes] == [
        ("replace", first.key, first.text.replace("without undue delay", "within 24 hours")),
        ("insert", first.key, "It shall say so in writing."),
        ("repeal", second.key, ""),
    ]
    assert found.notices == () and all(each.by and not each.notices for each in found.changes)


def test_clauses_are_found_by_their_words_where_marks_are_lost():
    stripped = _with_part(
        write(edition()),
        MAIN,
        lambda xml: xml.replace(b"bookmarkStart", b"nothing").replace(b"bookmarkEnd", b"nothing"),
    )
    assert not read_changes(stripped, edition()).changes
