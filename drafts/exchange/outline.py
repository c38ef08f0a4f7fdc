"""A norm as an outline: headings and provisions in order, as read from a document and before they are in any forum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

Kind = Literal["part", "article", "clause"]
Form = Literal["paragraph", "item", "table", "quote", "code"]
BULLET = "–"
MAX_SOURCE = 2 * 1024 * 1024  # bytes of a document
MAX_TITLE = 300  # characters
MAX_PROVISION = 50_000  # characters; longer ones can neither be read nor compared in one piece
MAX_NODES = 5_000


@dataclass(frozen=True, slots=True)
class Node:
    """A heading or a provision. `depth`: of a heading 1, 2, 3…; of a provision 0, and one more inside each list item.
    `label` as printed: "Article 7", "2.", "(a)", "–" or "". `text` is Markdown: of one provision, never empty."""

    kind: Kind
    depth: int = 0
    label: str = ""
    title: str = ""
    text: str = ""
    form: Form = "paragraph"
    entrenched: bool = False
    line: int = 0  # in the document, from 1


@dataclass(frozen=True, slots=True)
class Notice:
    """What was taken otherwise than it stood, and where."""

    line: int
    says: str


@dataclass(frozen=True, slots=True)
class Outline:
    title: str
    nodes: tuple[Node, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def clauses(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.kind == "clause")

    @property
    def preamble(self) -> tuple[Node, ...]:
        """The provisions that stand before the first heading."""
        first = next((n for n, node in enumerate(self.nodes) if node.kind != "clause"), len(self.nodes))
        return self.nodes[:first]


def with_parts(nodes: Sequence[Node]) -> list[Node]:
    """Headings that hold other headings become parts; the others are articles."""
    found = list(nodes)
    for here, there in pairwise([n for n, node in enumerate(found) if node.kind != "clause"]):
        if found[there].depth > found[here].depth:
            found[here] = replace(found[here], kind="part")
    return found


class Unreadable(Exception):
    """Nothing was taken. `problems`: (line, sentence), in order of lines."""

    def __init__(self, *problems: tuple[int, str]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(" ".join(f"Line {line}: {says}" for line, says in self.problems))
