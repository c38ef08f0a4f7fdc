"""An edition as a Markdown document, which can be read and brought again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from drafts.exchange.edition import Printed, PrintedLine
from drafts.exchange.markdown_writing import unmarked, write_markdown
from drafts.exchange.outline import Node, Outline
from drafts.exchange.printed import TYPED
from drafts.exchange.render import form_of

REPEALED = "<!-- repealed -->"  # keeps the place in a list, so that later numbers stay, and is not shown
STARTS = re.compile(r"^( {0,3})(?:([-+*#=])(?=[\s#=-]|$)|(\d{1,9})([.)])(?=\s|$))", re.MULTILINE)
CODE = re.compile(r"(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
TAG = re.compile(
    r"(?<!\\)(?<!\]\()<(?=[A-Za-z/!?])(?!(?:https?|mailto):[^\s<>]*>)"
)  # the forum shows it; a reader of Markdown would take it as HTML
MANY = 400  # backticks: looking for the pair of each would take the square of that
RULE = re.compile(r"^ {0,3}(?=([-_*])(?:[ \t]*\1){2,}[ \t]*$)", re.MULTILINE)


def edition_markdown(edition: Printed) -> str:
    """What only the forum knows is not in it: the keys of clauses, their revisions, the number of the edition."""
    return outline_markdown(Outline(edition.title, tuple(_node(line) for line in edition.lines)))


def outline_markdown(outline: Outline) -> str:
    """Writes an outline whose texts were not written for a Markdown document, and may look like more than they are."""
    return write_markdown(replace(outline, nodes=tuple(replace(node, text=_words(node)) for node in outline.nodes)))


def _node(line: PrintedLine) -> Node:
    return Node(
        kind=line.kind,
        depth=line.depth,
        label=line.label,
        title=line.title,
        text=line.text,
        form=line.form,
        entrenched=line.entrenched,
    )


def _words(node: Node) -> str:
    """A sentence that begins like a list, a heading or a rule stays a sentence."""
    if node.kind != "clause" or not node.text.strip():
        return REPEALED if node.kind == "clause" else ""
    return unmarked(_untyped(_sentences(node.text))) if form_of(node.text) == "paragraph" else node.text


def _sentences(text: str) -> str:
    text = "".join(part if part.startswith("`") else TAG.sub(r"\\<", part) for part in _apart(text))
    text = RULE.sub(lambda found: found[0] + "\\", text)
    return STARTS.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}", text
    )


def _apart(text: str) -> Iterable[str]:
    """Code, whose signs mean themselves, and what stands between."""
    at = 0
    for found in CODE.finditer(text) if text.count("`") < MANY else ():
        yield from (text[at : found.start()], found[0])
        at = found.end()
    yield text[at:]


def _untyped(text: str) -> str:
    """A sentence that begins like a label, "(a) …", is not to be read as having it."""
    return f"&#{ord(text[0])};{text[1:]}" if TYPED.match(text) else text
