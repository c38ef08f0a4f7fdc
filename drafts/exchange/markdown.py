"""Reads a Markdown document as a norm. Headings become parts and articles; each paragraph, list item, table, quotation
or block of code becomes a provision. No word that a reader would see is lost: what cannot be kept as it is, is said by
line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode as Tree

from drafts.exchange.markdown_walking import Reading
from drafts.exchange.outline import MAX_NODES, MAX_SOURCE, MAX_TITLE, Node, Outline, Unreadable

FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FRONT_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MAX_DEPTH = 40  # of tokens: twenty lists or quotations inside each other
PARSER = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])


BlockRule = Callable[[StateBlock, int, int, bool], bool]


def _no_footnotes(rule: BlockRule) -> BlockRule:
    """Leaves `[^1]: words` as it is: to its author it is a footnote, and to CommonMark a link target, which would
    swallow the words."""

    def guarded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        start = state.bMarks[line] + state.tShift[line]
        return not state.src.startswith("[^", start) and rule(state, line, end, silent)

    return guarded


PARSER.block.ruler.at(
    "reference", _no_footnotes(next(r.fn for r in PARSER.block.ruler.__rules__ if r.name == "reference"))
)


def read_markdown(source: str, title: str = "") -> Outline:
    """Reads a document. Without a `title`, the document's own is taken from its head or its first heading. Raises
    Unreadable with all problems that were found."""
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
    _readable(source)
    body, front_title, notes = _without_front_matter(source)
    environment: dict = {}
    tokens = PARSER.parse(body, environment)
    _not_too_deep(tokens)
    reading = Reading(body.split("\n"), environment.get("references", {}))
    for line, says in notes:
        reading.tell(line, says)
    reading.blocks(Tree(tokens).children)
    return _outline(reading, title or front_title)


def decoded(raw: bytes) -> str:
    """A file's text. Raises Unreadable for what is not UTF-8, or too large."""
    if len(raw) > MAX_SOURCE:
        raise Unreadable((1, f"The document is larger than {MAX_SOURCE // 1024 // 1024} MB."))
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(
            (raw.count(b"\n", 0, error.start) + 1, "This is not UTF-8 text. Save the document as UTF-8.")
        ) from None


def _readable(source: str) -> None:
    if not source.strip():
        raise Unreadable((1, "The document is empty."))
    if len(source.encode("utf-8", "replace")) > MAX_SOURCE:
        raise Unreadable((1, f"The document is larger than {MAX_SOURCE // 1024 // 1024} MB."))
    unfit = [
        (n, f"A character that cannot be seen (U+{ord(found[0]):04X}) is not allowed in a norm.")
        for n, line in enumerate(source.split("\n"), 1)
        if (found := UNFIT.search(line))
    ]
    if unfit:
        raise Unreadable(*unfit[:50])


def _not_too_deep(tokens: Sequence[Token]) -> None:
    deep = next((token for token in tokens if token.level > MAX_DEPTH), None)
    if deep:
        raise Unreadable(
            ((deep.map or [0])[0] + 1, "Lists or quotations stand too deep in each other here; twenty levels fit.")
        )


def _without_front_matter(source: str) -> tuple[str, str, list[tuple[int, str]]]:
    """The document with blank lines in place of its head, so that line numbers stay; and the title named there."""
    found = FRONT.match(source)
    if not found or not re.match(r"[\w-]+:", found[1]):
        return source, "", []
    title = FRONT_TITLE.search(found[1])
    says = "The head of the document, between the dashed lines, was left out" + (
        ", except its title." if title else "."
    )
    return "\n" * found[0].count("\n") + source[found.end() :], title[1] if title else "", [(1, says)]


def _outline(reading: Reading, given: str) -> Outline:
    nodes = reading.finished()
    title, nodes = _title(nodes, given)
    problems = list(reading.problems)
    if not title:
        problems.append((1, "There is no title. Begin with a line such as “# Code of Conduct”."))
    if len(title) > MAX_TITLE:
        problems.append((1, f"The title has {len(title)} characters; at most {MAX_TITLE} fit."))
    if not any(node.kind == "clause" for node in nodes):
        problems.append((1, "There is no provision in it: no paragraph and no list item."))
    if len(nodes) > MAX_NODES:
        problems.append(
            (
                nodes[MAX_NODES].line,
                f"There are {len(nodes):,} headings and provisions; at most {MAX_NODES:,} fit. Divide the document.",
            )
        )
    if problems:
        raise Unreadable(*problems)
    return Outline(title, tuple(nodes), tuple(sorted(reading.notices, key=lambda each: each.line)))


def _title(nodes: list[Node], given: str) -> tuple[str, list[Node]]:
    """The given title; else the first heading, if it is of the highest level or the first thing in the document."""
    at = next((n for n, node in enumerate(nodes) if node.kind != "clause"), None)
    if at is None:
        return given, nodes
    first, rest = nodes[at], [*nodes[:at], *nodes[at + 1 :]]
    title = f"{first.label}. {first.title}".strip(". ") if first.label else first.title
    if given and given != title:
        return given, _levelled(nodes)
    return (title, _levelled(rest)) if given or first.depth == 1 or at == 0 else ("", nodes)


def _levelled(nodes: list[Node]) -> list[Node]:
    """Headings from depth 1, whatever level the document began with."""
    top = min((node.depth for node in nodes if node.kind != "clause"), default=1)
    return [node if node.kind == "clause" else replace(node, depth=node.depth - top + 1) for node in nodes]
