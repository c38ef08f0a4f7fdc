"""Rows of an edition as plain data for `sheet.typ`: paragraphs of runs, each run some words with how they are set."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from drafts.exchange.akn.elements import name_of
from drafts.exchange.akn.inline import blocks
from drafts.exchange.compared import Row
from drafts.exchange.render import plain
from drafts.text.redline import redline

Data = dict[str, Any]
STYLES = {"b": {"b": 1}, "i": {"i": 1}, "struck": {"gone": 1}, "code": {"code": 1}}
WHOLE = {"table", "code", "quote"}  # forms that are set whole: the old one struck, the new one behind it


def lines_of(rows: Iterable[Row]) -> list[Data]:
    return [line for row in rows for line in (_heading(row) if row.line.kind != "clause" else _clause(row))]


def paragraphs(text: str) -> list[Data]:
    """Somebody's Markdown, such as the reasons of an amendment."""
    return _blocks(text, 0, [], "")


def run(words: str, mark: str = "", **style: Any) -> Data:
    return {"t": words, **({"mark": mark} if mark else {}), **style}


def _heading(row: Row) -> list[Data]:
    mark = "deleted" if row.new is None else "inserted" if row.old is None else ""
    words = "  ".join(part for part in (row.line.label, row.line.title) if part)
    return [_line("heading", row.line.depth, runs=[run(words, mark)])]


def _clause(row: Row) -> list[Data]:
    line, label = row.line, _label(row)
    if row.place == "left":
        return [_line("p", line.depth, label=label, runs=[run("(moved from here)", i=1)])]
    old, new = (each.text if each else "" for each in (row.old, row.new))
    if old == new:
        made = _blocks(new, line.depth, label, "")
    elif {each.form for each in (row.old, row.new) if each and each.text} & WHOLE:
        made = [
            *_blocks(old, line.depth, label, "deleted"),
            *_blocks(new, line.depth, [] if old else label, "inserted"),
        ]
    else:
        made = [_line("p", line.depth, label=label, runs=_redlined(old, new))]
    return [*made, *_noted(row)]


def _noted(row: Row) -> list[Data]:
    """What words alone do not show."""
    if row.place == "moved" and row.old:
        return [_line("p", row.line.depth, runs=[run(f"(moved here from {row.old.citation or row.old.label})", i=1)])]
    return []


def _label(row: Row) -> list[Data]:
    old, new = (each.label if each else "" for each in (row.old, row.new))
    if old == new or row.place == "left":
        return [run(row.line.label)] if row.line.label else []
    return [run(words, mark) for words, mark in ((old, "deleted"), (new, "inserted")) if words]


def _redlined(old: str, new: str) -> list[Data]:
    marks = {"same": "", "deleted": "deleted", "inserted": "inserted"}
    return [piece for span in redline(plain(old), plain(new)) for piece in _broken(span.text, marks[span.kind])]


def _broken(words: str, mark: str, **style: Any) -> list[Data]:
    """Line ends stand as runs of their own; blank lines as one."""
    pieces: list[Data] = []
    for n, part in enumerate(words.split("\n")):
        if n and pieces and pieces[-1]["t"] != "\n":
            pieces.append({"t": "\n"})
        if part:
            pieces.append(run(part, mark, **style))
    return pieces


def _blocks(text: str, depth: int, label: list[Data], mark: str) -> list[Data]:
    if not text.strip():
        return [_line("p", depth, label=label, runs=[run("(repealed)", i=1)])] if label or not mark else []
    made = [line for block in blocks(text) for line in _block(block, depth, mark)]
    if label and made and made[0]["kind"] == "p" and not made[0]["label"]:
        made[0]["label"] = label
        return [made[0], *({**line, "depth": line["depth"] + 1} for line in made[1:])]
    return [_line("p", depth, label=label), *made] if label else made


def _block(block: etree._Element, depth: int, mark: str) -> list[Data]:
    match name_of(block):
        case "table":
            return [_table(block, depth, mark)]
        case "block":
            return [_line("code" if not mark else "p", depth, runs=_broken("".join(block.itertext()), mark, code=1))]
        case "blockContainer":
            inside = [line for child in block if name_of(child) != "num" for line in _block(child, depth + 1, mark)]
            label = next((child.text or "" for child in block if name_of(child) == "num"), "")
            if label and inside and not inside[0]["label"]:
                inside[0] = {**inside[0], "label": [run(label, mark)], "depth": depth}
            return inside
    return [_line("p", depth, runs=runs(block, mark))]


def _table(block: etree._Element, depth: int, mark: str) -> Data:
    rows = [[runs(cell[0], mark) for cell in row] for row in block]
    aligned = [(cell.get("style") or "").rpartition(":")[2] for cell in block[0]]
    return {**_line("table", depth, runs=rows[0][0] if rows[0] else []), "rows": rows, "align": aligned}


def runs(node: etree._Element, mark: str = "", style: Data | None = None) -> list[Data]:
    style = style or {}
    made = [run(node.text, mark, **style)] if node.text else []
    for child in node:
        if name_of(child) == "br":
            made.append({"t": "\n"})
        own = {**STYLES.get(name_of(child), {}), **STYLES.get(child.get("class", ""), {})}
        made += runs(child, mark, {**style, **own, **({"href": child.get("href")} if child.get("href") else {})})
        made += [run(child.tail, mark, **style)] if child.tail else []
    return made


def _line(kind: str, depth: int, *, label: Sequence[Data] = (), runs: Sequence[Data] = ()) -> Data:
    words = "".join(each["t"] for each in runs)
    return {"kind": kind, "depth": min(depth, 8), "label": list(label), "runs": list(runs), "rtl": right_to_left(words)}


def right_to_left(words: str) -> bool:
    """Whether it is read from the right, by the first letter that has a direction, as browsers do for `dir="auto"`."""
    strong = next((kind for char in words if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL")), "L")
    return strong != "L"
