"""Phrases and blocks of AKN as Markdown. Where marks would not be read as they were meant, the bare words are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from drafts.exchange import blocks
from drafts.exchange.akn.elements import name_of
from drafts.exchange.render import ABSOLUTE, plain
from drafts.exchange.spans import code, escape

MARKS = {"b": "**", "i": "*", "del": "~~"}
SPACE = re.compile(r"[ \t\r\n]+")
EDGES = re.compile(r"(\s*)(.*?)(\s*)\Z", re.DOTALL)
OPENING = re.compile(r"^(?:([-+#=:])|(\d{1,9})([.)]))(?=\s|$|[-=#:])")
ENTITY = re.compile(r"&(?=#?\w+;)")
WITHIN = {
    "p",
    "num",
    "heading",
    "content",
    "intro",
    "tr",
    "td",
    "th",
    "li",
    "authorialNote",
    "quotedStructure",
    "embeddedStructure",
    "item",
}
ALIGN = re.compile(r"text-align:\s*(left|center|right)")


def phrase(node: etree._Element) -> str:
    """All that stands in one paragraph, heading or cell."""
    marked, bare = _trimmed(_inside(node)), _trimmed(_bare(node))
    if any(name_of(each) in WITHIN for each in node.iterdescendants()):
        marked, bare = re.sub(" {2,}", " ", marked), re.sub(" {2,}", " ", bare)
    return marked if _same(plain(marked), _plain_words(node)) else bare


def text_of(node: etree._Element | None) -> str:
    """Its words without marks, in one line."""
    return " ".join(_plain_words(node).split()) if node is not None else ""


def table(node: etree._Element) -> str:
    """Its first row is the heading. Joined cells stand first, with empty ones after them."""
    rows = [_row(row) for row in node.iter() if name_of(row) == "tr"]
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    first = next((row for row in node.iter() if name_of(row) == "tr"), None)
    styles = [_style(cell) for cell in first] if first is not None else []
    return blocks.table(rows, [*styles, *[""] * (width - len(styles))]) if width else ""


def _row(row: etree._Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        cells += [_cell(cell), *[""] * (min(_span(cell), 50) - 1)]
    return cells


def _cell(cell: etree._Element) -> str:
    parts = [phrase(child) for child in cell if name_of(child)]
    return " ".join(part for part in parts if part)


def _span(cell: etree._Element) -> int:
    value = cell.get("colspan", "1")
    return int(value) if re.fullmatch(r"\d{1,3}", value) else 1


def _style(cell: etree._Element) -> str:
    found = ALIGN.search(cell.get("style", ""))
    return f"text-align:{found[1]}" if found else ""


def quote(node: etree._Element) -> str:
    lines = "\n\n".join(_quoted(node)).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _quoted(node: etree._Element) -> Iterable[str]:
    for child in node:
        match name_of(child):
            case "blockContainer" if child.get("class") == "item":
                yield "- " + "\n\n".join(_quoted(child)).replace("\n", "\n  ")
            case "blockContainer":
                yield quote(child)
            case "table":
                yield table(child)
            case "block":
                yield code_block(child)
            case "num" if text_of(child) in ("–", ""):
                pass
            case name if name:
                yield phrase(child)


def code_block(node: etree._Element) -> str:
    return blocks.fenced("".join(node.itertext()))


def _inside(node: etree._Element) -> str:
    parts = [_escaped(node.text)]
    for child in node:
        parts += [_one(child), _escaped(child.tail)]
    return "".join(parts)


def _one(node: etree._Element) -> str:
    name, kind = name_of(node), node.get("class", "")
    if name in ("br", "eol"):
        return "\\\n"
    if name == "span" and kind == "code":
        return code("".join(node.itertext()))
    mark = MARKS.get(name) or ("~~" if name == "span" and kind == "struck" else "")
    inside = f" {_inside(node)} " if name in WITHIN else _inside(node)
    edges = EDGES.fullmatch(inside)
    if not edges or not edges[2]:
        return inside
    before, words, after = edges.groups()
    href = node.get("href", "") if name in ("ref", "a", "rref") else ""
    if href.lower().startswith(ABSOLUTE) and not re.search(r"[<>\s]", href):
        return f"{before}[{words}](<{href}>){after}"
    return f"{before}{mark}{words}{mark}{after}"


def _bare(node: etree._Element) -> str:
    parts = [_escaped(node.text)]
    for child in node:
        parts += [_bare_one(child), _escaped(child.tail)]
    return "".join(parts)


def _bare_one(node: etree._Element) -> str:
    name = name_of(node)
    return "\\\n" if name in ("br", "eol") else f" {_bare(node)} " if name in WITHIN else _bare(node)


def _escaped(text: str | None) -> str:
    return ENTITY.sub(r"\\&", escape(SPACE.sub(" ", text or "")))


def _trimmed(text: str) -> str:
    """Takes away white space at its ends, and what at the start of a line would make a list or a heading of it."""
    lines = [OPENING.sub(_defused, line.strip()) for line in text.strip().split("\n")]
    while lines and lines[-1] in ("", "\\"):
        lines.pop()
    if lines and lines[-1].endswith("\\") and (len(lines[-1]) - len(lines[-1].rstrip("\\"))) % 2:
        lines[-1] = lines[-1][:-1].rstrip()
    return "\n".join(line for line in lines if line != "\\")


def _defused(found: re.Match[str]) -> str:
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}"


def _plain_words(node: etree._Element) -> str:
    parts = [node.text or ""]
    for child in node:
        space = " " if name_of(child) in WITHIN or name_of(child) in ("br", "eol") else ""
        parts += [space, _plain_words(child), space, child.tail or ""]
    return "".join(parts)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())
