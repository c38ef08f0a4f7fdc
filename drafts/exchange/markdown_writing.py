"""Writes an outline back as Markdown. Read again it has the same words, and the same shape where its labels are those
of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafts.exchange.outline import BULLET, Node, Outline
from drafts.exchange.printed import list_label
from drafts.exchange.render import form_of
from drafts.exchange.spans import escape

NUMBER = re.compile(r"^(\d+)([.)])$")
MARK = re.compile(r"\{entrenched\}\s*$", re.IGNORECASE)
ENTITY, TRAILING = re.compile(r"&(?=#?\w+;)"), re.compile(r"#(#*)$")
SEPARATOR = "<!-- -->"  # keeps two lists that follow each other apart


def write_markdown(outline: Outline) -> str:
    blocks = [f"# {_title(outline.title)}", *_blocks(outline.nodes)]
    return "\n\n".join(blocks) + "\n"


def _blocks(nodes: Iterable[Node]) -> Iterable[str]:
    counts: dict[int, int] = {}  # the last number of the list that is open at each nesting
    above: list[tuple[int, int]] = []  # depth and indent of each item that the next may stand in
    covered: int | None = None  # the depth of a heading whose mark covers what follows
    for node in nodes:
        if node.kind != "clause":
            counts.clear()
            above.clear()
            covered = (
                covered if covered is not None and node.depth > covered else node.depth if node.entrenched else None
            )
            yield _heading(node, covered)
            continue
        while above and above[-1][0] >= node.depth:
            above.pop()
        before = counts.get(len(above))
        mark = _mark(node.label, len(above), counts)
        indent = sum(width for _, width in above)
        if (
            _begins_anew(before, counts[len(above)]) if mark else above
        ):  # a bare paragraph would belong to the item above it
            yield " " * indent + SEPARATOR
        yield _indented(_words(node, covered), indent, mark)
        if mark:
            above.append((node.depth, _width(mark)))


def _begins_anew(before: int | None, number: int) -> bool:
    """Markdown counts by itself: a number that does not follow needs a list of its own."""
    return number == 1 or (before is not None and before > 0 and number not in (-1, before + 1))


def _heading(node: Node, covered: int | None) -> str:
    words = ". ".join(part for part in (node.label, _title(node.title)) if part)
    own = node.entrenched and covered == node.depth
    return "#" * min(node.depth + 1, 6) + " " + words + (" {entrenched}" if own else "")


def _title(words: str) -> str:
    """A title is plain words: what Markdown would read in it is written so that it does not."""
    return unmarked(TRAILING.sub(r"\\#\1", ENTITY.sub(r"\\&", escape(words))))


def unmarked(words: str) -> str:
    """Words that end like the mark of what is entrenched stay words."""
    return MARK.sub(lambda found: found[0].replace("{", "&#123;"), words)


def _mark(label: str, nesting: int, counts: dict[int, int]) -> str:
    """What stands before an item: its number where Markdown counts the same, else a bullet and the label as text."""
    for deeper in [each for each in counts if each > nesting]:
        del counts[deeper]
    if not label:
        counts.pop(nesting, None)
        return ""
    number = int(label[:-1]) if nesting == 0 and re.fullmatch(r"\d+[.)]", label) else counts.get(nesting, 0) + 1
    fits = label in (list_label(number, nesting), f"{number})" if nesting == 0 else "")
    counts[nesting] = number if fits else -1
    if fits:
        return f"{number}{label[-1] if nesting == 0 else '.'} "
    typed = NUMBER.sub(r"\1\\\2", label)  # a bare number would begin a list in the list
    return "- " if label == BULLET else f"- {typed} "


def _words(node: Node, covered: int | None) -> str:
    """A table, a quotation or code has no room for the mark; only a heading can say that it is entrenched."""
    return node.text + (
        " {entrenched}" if node.entrenched and covered is None and form_of(node.text) == "paragraph" else ""
    )


def _width(mark: str) -> int:
    """How far what belongs to an item is indented: behind its bullet or number. A label after a bullet is text."""
    return 2 if mark.startswith("- ") else len(mark)


def _indented(text: str, indent: int, mark: str) -> str:
    first, *rest = text.split("\n")
    inner = " " * (indent + _width(mark))
    return "\n".join([" " * indent + mark + first, *(inner + line if line else "" for line in rest)])
