"""Writes editions and changes as Word documents. The same edition gives the same bytes."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from drafts.exchange.compared import Row, compared, unchanged
from drafts.exchange.edition import Printed, PrintedLine, Proposed
from drafts.exchange.render import RENDERER, form_of, plain
from drafts.exchange.word.markup import NUMBER, Marks, bookmark, mark_paragraph, run
from drafts.text.redline import Span, redline

FIXED = (1980, 1, 1, 0, 0, 0)  # of the parts inside the archive
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_IN = {"deleted": "del", "inserted": "ins"}


def write(edition: Printed) -> bytes:
    """Writes an edition, each clause under a bookmark by which its changes find their way back."""
    return _document(edition, unchanged(edition), {}, Marks("", edition.published_at))


def write_redline(old: Printed, new: Printed, author: str) -> bytes:
    """Writes what changed from one edition to another, as tracked changes."""
    return _document(new, compared(old, new), {}, Marks(author, new.published_at))


def write_changes(edition: Printed, proposals: Sequence[Proposed], at: datetime) -> bytes:
    """Writes an edition with amendments to it as tracked changes, by their sponsors."""
    authors = {each.key: ", ".join(each.sponsors)[:200] or f"Amendment {each.number}" for each in proposals}
    rows: list[Row] = []
    changes = {each.key: each for each in proposals}
    moved = {each.after: each for each in proposals if each.kind == "move"}
    keyed = {line.key: line for line in edition.lines if line.key}
    for line in edition.lines:
        change = changes.get(line.key) if line.key else None
        rows += _proposed(line, change)
        if change := moved.get(line.key):
            rows.append(Row(keyed[change.key], keyed[change.key], "moved"))
    return _document(edition, rows, authors, Marks(f"Amendment {proposals[0].number}" if proposals else "", at))


def _proposed(line: PrintedLine, change: Proposed | None) -> list[Row]:
    if change is None:
        return [Row(line, line)]
    if change.kind == "insert":
        return [Row(line, line), Row(None, replace(line, text=change.text, key="", label=""))]
    if change.kind == "move":
        return [Row(line, line, "left")]
    return [Row(line, replace(line, text=change.text) if change.kind == "replace" else None)]


def _document(edition: Printed, rows: Iterable[Row], authors: Mapping[str, str], marks: Marks) -> bytes:
    document = _styled(edition)
    document.add_heading(_clean(edition.title), 0)
    at = edition.published_at
    document.add_paragraph(
        f"Edition {edition.number}, {at.day} {at:%B %Y}. {edition.address}{edition.path}", "Subtitle"
    )
    number = 0
    for row in rows:
        line = row.line
        if line.kind != "clause":
            document.add_heading(
                _clean(" ".join(part for part in (line.label, line.title) if part)), min(line.depth + 1, 4)
            )
            continue
        number += 1
        marks.author = authors.get(line.key, marks.author) or edition.title
        _clause(document, row, marks, number)
    return _packed(document)


def _clause(document: DocumentType, row: Row, marks: Marks, number: int) -> None:
    line = row.line
    paragraph = document.add_paragraph(style="Clause")
    paragraph.paragraph_format.left_indent = Cm(1.2 * (line.depth + 1))
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1.2 * (line.depth + 1)), WD_TAB_ALIGNMENT.LEFT)
    whole = _whole(row)
    label = run(_clean(line.label), style=NUMBER, deleted=whole in ("del", "moveFrom"))
    tab = run("\t", style=NUMBER)
    start, end = bookmark(line.key, number) if line.key and row.place != "moved" else (None, None)
    body = list(_runs(row, marks, whole))
    if _is_rtl(plain(line.text)):
        _xml(paragraph).get_or_add_pPr().append(OxmlElement("w:bidi"))
    for element in (start, _marked(label, whole, marks), _marked(tab, whole, marks), *body, end):
        if element is not None:
            _xml(paragraph).append(element)
    if whole:
        mark_paragraph(_xml(paragraph), marks.of({"moveFrom": "moveFrom", "moveTo": "moveTo"}.get(whole, whole)))
    if not whole and form_of(line.text) == "table" and row.old == row.new:
        _table(document, paragraph, line.text)


def _xml(paragraph: Paragraph) -> BaseOxmlElement:
    return paragraph._p  # noqa: SLF001 - python-docx has no other way


def _whole(row: Row) -> str:
    """Whether the clause as a whole came, went or moved: the element that says so; "" if it stands."""
    if row.place != "here":
        return "moveFrom" if row.place == "left" else "moveTo"
    return "ins" if row.old is None else "del" if row.new is None or (row.old.text and not row.new.text) else ""


def _marked(element: BaseOxmlElement, name: str, marks: Marks) -> BaseOxmlElement:
    if not name:
        return element
    mark = marks.of(name)
    mark.append(element)
    return mark


def _runs(row: Row, marks: Marks, whole: str) -> Iterator[BaseOxmlElement]:
    gone = whole in ("del", "moveFrom")
    line = (row.old if gone else None) or row.line
    if whole:
        yield _marked(run(_clean(plain(line.text)), deleted=gone), whole, marks)
    elif row.old is None or row.new is None or row.old.text == row.new.text:
        if form_of(line.text) != "table":
            yield from _formatted(line.text)
    else:
        yield from _spans(redline(plain(row.old.text), plain(row.new.text)), marks)


def _spans(spans: Iterable[Span], marks: Marks) -> Iterator[BaseOxmlElement]:
    for span in spans:
        yield _marked(run(_clean(span.text), deleted=span.kind == "deleted"), _IN.get(span.kind, ""), marks)


def _formatted(text: str) -> Iterator[BaseOxmlElement]:
    """The words of a provision with what is strong and emphasised in them; the words are `plain(text)`."""
    if not text or form_of(text) != "paragraph":
        if text:
            yield run(_clean(plain(text)))
        return
    runs = [
        piece
        for number, part in enumerate(re.split(r"\n[ \t]*\n\s*", text.strip()))
        for piece in _paragraph(part, number)
    ]
    written = "".join(words for words, _, _ in runs)
    if written.strip() != plain(text):
        yield run(_clean(plain(text)))
        return
    for words, bold, italic in runs:
        yield run(_clean(words), bold=bold, italic=italic)


def _paragraph(text: str, number: int) -> Iterator[tuple[str, bool, bool]]:
    if number:
        yield "\n\n", False, False
    strong = emphasis = 0
    for token in RENDERER.parseInline(text)[0].children or ():
        strong += (token.type == "strong_open") - (token.type == "strong_close")
        emphasis += (token.type == "em_open") - (token.type == "em_close")
        if words := _words(token):
            yield words, bool(strong), bool(emphasis)


def _words(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    return "\n" if token.type in ("softbreak", "hardbreak") else ""


def _table(document: DocumentType, after: Paragraph, text: str) -> None:
    """Sets a table, to be read and not to be changed: an amendment replaces a table whole."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.split("\n") if line.strip()]
    rows = [rows[0], *rows[2:]]
    table = document.add_table(len(rows), max(map(len, rows)), "Table Grid")
    for row, cells in zip(rows, table.rows, strict=True):
        for words, cell in zip(row, cells.cells, strict=False):
            cell.text = _clean(plain(words))
    _xml(after).addnext(table._tbl)  # noqa: SLF001 - python-docx has no other way


def _styled(edition: Printed) -> DocumentType:
    document = Document()
    clause = document.styles.add_style("Clause", WD_STYLE_TYPE.PARAGRAPH)
    clause.base_style = document.styles["Normal"]
    clause.paragraph_format.first_line_indent = Cm(-1.2)
    clause.paragraph_format.space_after = Pt(8)
    document.styles.add_style(NUMBER, WD_STYLE_TYPE.CHARACTER)
    about = document.core_properties
    about.title, about.author, about.comments = _clean(edition.title)[:250], "", ""
    about.identifier = f"{edition.address}{edition.path}"[:250]
    about.created = about.modified = edition.published_at.replace(tzinfo=None)
    about.last_modified_by, about.revision = "", 1
    return document


def _packed(document: DocumentType) -> bytes:
    """Packs it with fixed times in the archive, so that the same text gives the same bytes."""
    loose, fixed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, FIXED), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _is_rtl(text: str) -> bool:
    """Whether it is read from the right, by its first letter, as browsers decide."""
    return next(
        (
            unicodedata.bidirectional(char) in ("R", "AL")
            for char in text
            if unicodedata.bidirectional(char) in ("L", "R", "AL")
        ),
        False,
    )
