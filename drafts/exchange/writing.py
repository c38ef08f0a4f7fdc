"""Writes an outline back as Markdown. Read again it has the same words; where its labels are those of lists, the same shape."""
from __future__ import annotations

import re
from collections.abc import Iterable

from drafts.exchange.outline import BULLET, Node, Outline
from drafts.exchange.printed import list_label

SEPARATOR = "<!-- -->"  # keeps two lists that follow each other apart


def write_markdown(outline: Outline) -> str:
    blocks = [f"# {outline.title}", *_blocks(outline.nodes)]
    return "\n\n".join(blocks) + "\n"


def _blocks(nodes: Iterable[Node]) -> Iterable[str]:
    counts: dict[int, int] = {}
    indents: dict[int, int] = {0: 0}
    covered: int | None = None  # the depth of a heading whose mark covers what follows
    for node in nodes:
        if node.kind != "clause":
            counts.clear()
            covered = covered if covered is not None and node.depth > covered else node.depth if node.entrenched else None
            yield _heading(node, covered)
            continue
        mark = _mark(node, counts)
        if mark and counts.get(node.depth, 0) == 1:
            yield " " * indents.get(node.depth, 0) + SEPARATOR
        indent = indents.get(node.depth, max(indents.values()))
        indents = {**{depth: width for depth, width in indents.items() if depth <= node.depth}, node.depth + 1: indent + len(mark)}
        yield _indented(_words(node, covered), indent, mark)


def _heading(node: Node, covered: int | None) -> str:
    words = ". ".join(part for part in (node.label, node.title) if part)
    own = node.entrenched and covered == node.depth
    return "#" * min(node.depth + 1, 6) + " " + words + (" {entrenched}" if own else "")


def _mark(node: Node, counts: dict[int, int]) -> str:
    """What stands before an item: its number where Markdown counts the same, else a bullet and the label as text."""
    for deeper in [depth for depth in counts if depth > node.depth]:
        del counts[deeper]
    if not node.label:
        counts.pop(node.depth, None)
        return ""
    number = int(re.match(r"\d+", node.label)[0]) if node.depth == 0 and re.fullmatch(r"\d+[.)]", node.label) else counts.get(node.depth, 0) + 1
    fits = node.label in (list_label(number, node.depth), f"{number})" if node.depth == 0 else "")
    counts[node.depth] = number if fits else -1
    if fits:
        return f"{number}{node.label[-1] if node.depth == 0 else '.'} "
    return "- " if node.label == BULLET else f"- {node.label} "


def _words(node: Node, covered: int | None) -> str:
    return node.text + (" {entrenched}" if node.entrenched and covered is None else "")


def _indented(text: str, indent: int, mark: str) -> str:
    first, *rest = text.split("\n")
    inner = " " * (indent + (2 if mark.startswith("- ") else len(mark)))
    return "\n".join([" " * indent + mark + first, *(inner + line if line else "" for line in rest)])
