"""The paragraphs of a Word document, each as it read before its tracked changes and as it reads with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from drafts.exchange.edition import PrintedLine
from drafts.exchange.word.markup import BOOKMARK, NUMBER

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE, CAME = (f"{W}del", f"{W}moveFrom"), (f"{W}ins", f"{W}moveTo")


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """A paragraph, before and after its tracked changes: `old` is without what was inserted, `new` without what was
    deleted; both are without the clause's number."""

    keys: tuple[str, ...]
    old: str
    new: str
    by: tuple[str, ...]
    came: bool  # the paragraph itself is marked as inserted
    moved: bool
    style: str
    line: PrintedLine | None = None


def paragraph_of(element: etree._Element) -> Paragraph:
    old, new, authors = [], [], []
    for run in element.iter(f"{W}r"):
        marks = [each for each in run.iterancestors(*GONE, *CAME) if element in each.iterancestors()]
        authors += [each.get(f"{W}author") or "" for each in marks]
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is not None and style.get(f"{W}val") == NUMBER:
            continue
        words = "".join(_text(run))
        if not any(mark.tag in CAME for mark in marks):
            old.append(words)
        if not any(mark.tag in GONE for mark in marks):
            new.append(words)
    own = element.find(f"{W}pPr/{W}rPr")
    keys = tuple(
        each.get(f"{W}name", "").removeprefix(BOOKMARK)
        for each in element.iter(f"{W}bookmarkStart")
        if each.get(f"{W}name", "").startswith(BOOKMARK)
    )
    style = element.find(f"{W}pPr/{W}pStyle")
    moved = element.find(f".//{W}moveFrom") is not None or element.find(f".//{W}moveTo") is not None
    return Paragraph(
        keys=keys,
        old="".join(old),
        new="".join(new),
        by=tuple(dict.fromkeys(filter(None, authors))),
        came=_has(own, "ins", "moveTo"),
        moved=moved,
        style="" if style is None else style.get(f"{W}val", ""),
    )


def _has(properties: etree._Element | None, *names: str) -> bool:
    return properties is not None and any(properties.find(f"{W}{name}") is not None for name in names)


def _text(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif child.tag == f"{W}tab":
            yield "\t"
        elif child.tag in (f"{W}noBreakHyphen", f"{W}softHyphen"):
            yield "-" if child.tag.endswith("noBreakHyphen") else ""


def in_table(element: etree._Element) -> bool:
    return any(True for _ in element.iterancestors(f"{W}tbl", f"{W}txbxContent"))
