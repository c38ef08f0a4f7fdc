"""The few elements of WordprocessingML (ISO/IEC 29500-1, 17) that clauses and tracked changes need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

NUMBER = "ClauseNumber"  # the style of a clause's number, by which it is told from the words
BOOKMARK = "c_"  # and the clause's key
_PIECES = re.compile(r"[\n\t]|[^\n\t]+")
_BREAKS = {"\n": "w:br", "\t": "w:tab"}


@dataclass(slots=True)
class Marks:
    """Who changed something and when, for w:ins and w:del; each gets a number of its own."""

    author: str
    at: datetime
    _ids: Iterator[int] = field(default_factory=lambda: iter(range(1, 10**9)))

    def of(self, name: str) -> BaseOxmlElement:
        """The mark of this name: ins, del, moveFrom or moveTo."""
        mark = OxmlElement(f"w:{name}")
        mark.set(qn("w:id"), str(next(self._ids)))
        mark.set(qn("w:author"), self.author)
        mark.set(qn("w:date"), self.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        return mark


def run(
    text: str, *, deleted: bool = False, style: str = "", bold: bool = False, italic: bool = False
) -> BaseOxmlElement:
    """A run of words. Line ends become w:br, tabs become w:tab."""
    found = OxmlElement("w:r")
    if style or bold or italic:
        found.append(_properties(style, bold, italic))
    for piece in _PIECES.findall(text):
        found.append(OxmlElement(_BREAKS[piece]) if piece in _BREAKS else _words(piece, deleted))
    return found


def _properties(style: str, bold: bool, italic: bool) -> BaseOxmlElement:
    properties = OxmlElement("w:rPr")
    if style:
        name = OxmlElement("w:rStyle")
        name.set(qn("w:val"), style)
        properties.append(name)
    for wanted, tag in ((bold, "w:b"), (italic, "w:i")):
        if wanted:
            properties.append(OxmlElement(tag))
    return properties


def _words(piece: str, deleted: bool) -> BaseOxmlElement:
    words = OxmlElement("w:delText" if deleted else "w:t")
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = piece
    return words


def bookmark(key: str, number: int) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"{BOOKMARK}{key}")
    return start, end


def mark_paragraph(paragraph: BaseOxmlElement, mark: BaseOxmlElement) -> None:
    """Says that the paragraph itself came or went."""
    properties = paragraph.get_or_add_pPr()
    inside = OxmlElement("w:rPr")
    inside.append(mark)
    properties.append(inside)
