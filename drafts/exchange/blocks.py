"""Blocks that stay whole, as Markdown that stands by itself: tables, quotations, code, and the words of HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from markdown_it.tree import SyntaxTreeNode as Tree

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TAG = re.compile(r"<[^>]*>?")
ALIGN = {"text-align:left": ":---", "text-align:center": ":---:", "text-align:right": "---:"}
REFERENCE = re.compile(r"\[([^\[\]]+)\]")


def fenced(content: str, info: str = "") -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", content)), default=0))
    return f"{fence}{'' if '`' in info else info.strip()}\n{content.rstrip()}\n{fence}"


def table(rows: list[list[str]], styles: Iterable[str]) -> str:
    """Writes a table. `rows` have cells as Markdown, the heading row first."""
    lines = ["| " + " | ".join(cell.replace("|", r"\|").replace("\\\n", " ") for cell in row) + " |" for row in rows]
    rule = "| " + " | ".join(ALIGN.get(style, "---") for style in styles) + " |"
    return "\n".join([lines[0], rule, *lines[1:]])


def cells(node: Tree) -> tuple[list[list[Tree]], list[str]]:
    """The inline nodes of a table by row, and the style of each column."""
    rows = [row for part in node.children for row in part.children]
    styles = [str(cell.attrs.get("style", "")) for cell in rows[0].children]
    return [[cell.children[0] for cell in row.children] for row in rows], styles


def quoted(lines: list[str], references: dict[str, dict[str, Any]]) -> str:
    """A quotation's lines, without what a list put before them, and with the link targets that it needs."""
    text = "\n".join(_marked(line, first=n == 0) for n, line in enumerate(lines)).rstrip("\n> ")
    used = {" ".join(label.split()).upper(): label for label in REFERENCE.findall(text)}
    targets = [
        f"> [{used[label]}]: <{each['href']}>" for label, each in references.items() if label in used and each["href"]
    ]
    return text + ("\n>\n" + "\n".join(targets) if targets else "")


def _marked(line: str, first: bool) -> str:
    stripped = line.lstrip()
    if first or stripped.startswith(">"):
        return line[line.index(">") :]
    return "> " + stripped if stripped else ">"


def words_of_html(source: str) -> list[str]:
    """The words between tags, by paragraph; comments and scripts go."""
    bare = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", "", COMMENT.sub("", source))
    parts = re.split(r"\n\s*\n", html.unescape(TAG.sub("", bare)))
    return [" ".join(part.split()) for part in parts if part.strip()]
