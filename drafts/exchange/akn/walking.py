"""Walks the hierarchy of an AKN document and notes each heading and each provision in order."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from drafts.exchange.akn import words
from drafts.exchange.akn.elements import name_of
from drafts.exchange.outline import BULLET, Form, Node, Notice
from drafts.exchange.printed import list_label
from drafts.exchange.render import plain
from drafts.exchange.spans import escape

HEADINGS = {
    "part",
    "chapter",
    "title",
    "book",
    "tome",
    "division",
    "section",
    "article",
    "subpart",
    "subchapter",
    "subtitle",
    "subdivision",
    "hcontainer",
    "rule",
}
PROVISIONS = {
    "paragraph",
    "subparagraph",
    "point",
    "indent",
    "alinea",
    "clause",
    "subclause",
    "subsection",
    "subrule",
    "list",
    "sublist",
    "level",
    "proviso",
    "transitional",
    "recital",
    "citation",
    "item",
    "tblock",
    "crossHeading",
}
WRAPPERS = {"recitals", "citations", "container", "formula", "content", "intro", "wrapUp", "blockList", "ul", "ol"}
SPOKEN = {"part", "chapter", "book", "title", "division", "article"}
OWN = {"num", "heading", "subheading"}
LABEL = 60


class Walking:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.notices: list[Notice] = []
        self.problems: list[tuple[int, str]] = []
        self.waiting = ""  # the label of a provision that has no words of its own yet

    def tell(self, node: etree._Element, says: str) -> None:
        notice = Notice(node.sourceline or 1, says)
        if notice not in self.notices:
            self.notices.append(notice)

    def container(self, parent: etree._Element, level: int = 0, depth: int = 0, sealed: bool = False) -> None:
        """Reads what holds headings or provisions. `level` is that of the headings above, `depth` that of provisions;
        `sealed` says that it stands within something entrenched."""
        for n, child in enumerate((each for each in parent if name_of(each) not in OWN), 1):
            self.one(child, level, depth, sealed, n)

    def one(self, node: etree._Element, level: int, depth: int, sealed: bool, n: int) -> None:
        name = name_of(node)
        own = sealed or _sealed(node)
        if name in HEADINGS and depth == 0 and (_part(node, "num") or _part(node, "heading")):
            self.heading(node, level + 1, own)
        elif name in ("li", "item"):
            self.provision(node, level, depth, sealed, _label(node) or _counted(node, n, depth))
        elif name in HEADINGS or name in PROVISIONS or (name == "blockContainer" and node.get("class") != "quote"):
            self.provision(node, level, depth, sealed, _label(node))
        elif name in WRAPPERS:
            self.container(node, level, depth, sealed)
        elif name:
            self.block(node, depth, own)

    def heading(self, node: etree._Element, level: int, sealed: bool) -> None:
        title = " ".join(part for part in (_part(node, "heading"), _part(node, "subheading")) if part)
        label = _named(node, _label(node).rstrip(".:"))
        if len(label) > LABEL:
            label, title = "", f"{label} {title}".strip()
        self.nodes.append(Node("article", level, label, title, entrenched=sealed, line=node.sourceline or 1))
        self.container(node, level, 0, sealed)

    def provision(self, node: etree._Element, level: int, depth: int, sealed: bool, label: str) -> None:
        """Its first paragraphs are one provision; whatever follows in it stands one deeper."""
        opening, rest = _divided(node)
        self.notes(*opening)
        title = " ".join(part for part in (_part(node, "heading"), _part(node, "subheading")) if part)
        texts = ([f"**{escape(title)}**"] if title else []) + [text for each in opening if (text := words.phrase(each))]
        self.waiting = f"{self.waiting} {label}".strip() if not texts else self.waiting
        before = len(self.nodes)
        if texts:
            self.clause(
                node, "\n\n".join(texts), depth, sealed or _sealed(node), label, "item" if label else "paragraph"
            )
        for n, child in enumerate(rest, 1):
            self.one(child, level, depth + bool(texts), sealed, n)
        if len(self.nodes) == before:
            self.tell(node, "A provision without words was left out.")
        self.waiting = ""

    def block(self, node: etree._Element, depth: int, sealed: bool) -> None:
        text: str
        form: Form
        match name_of(node):
            case "table":
                text, form = words.table(node), "table"
                if any(
                    each.get(span, "1") not in ("0", "1") for each in node.iter() for span in ("colspan", "rowspan")
                ):
                    self.tell(node, "Joined cells of this table were divided.")
            case "blockContainer":
                text, form = words.quote(node), "quote"
            case "block" if node.get("name") == "code":
                text, form = words.code_block(node), "code"
            case _:
                text, form = words.phrase(node), "paragraph"
        self.notes(node)
        if plain(text):
            self.clause(node, text, depth, sealed, "", form)

    def notes(self, *nodes: etree._Element) -> None:
        for node in nodes:
            if any(name_of(each) == "authorialNote" for each in node.iter()):
                self.tell(node, "The words of a footnote stand in the sentence now.")

    def clause(self, node: etree._Element, text: str, depth: int, sealed: bool, label: str, form: Form) -> None:
        label, self.waiting = f"{self.waiting} {label}".strip(), ""
        if len(label) > LABEL:
            label, text = "", f"{escape(label)} {text}"
        self.nodes.append(
            Node(
                "clause",
                depth,
                label,
                text=text,
                form="item" if label and form == "paragraph" else form,
                entrenched=sealed,
                line=node.sourceline or 1,
            )
        )


def _sealed(node: etree._Element) -> bool:
    return "entrenched" in node.get("class", "").split()


def _divided(node: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """The paragraphs that open it, and whatever comes after. Words in an `li` without a paragraph are one of them."""
    if name_of(node) == "crossHeading" or (name_of(node) == "li" and (node.text or "").strip()):
        alone = deepcopy(node)
        for child in alone.xpath("./*[local-name()='ul' or local-name()='ol']"):
            alone.remove(child)
        return [alone], [child for child in node if name_of(child) in ("ul", "ol")]
    flat = [
        block
        for child in node
        if name_of(child) not in OWN
        for block in (child if name_of(child) in ("intro", "content") else [child])
    ]
    flat = [block for each in flat for block in (each if name_of(each) == "blockList" else [each])]
    first = next((n for n, block in enumerate(flat) if name_of(block) not in ("p", "listIntroduction")), len(flat))
    return flat[:first], flat[first:]


def _label(node: etree._Element) -> str:
    return _part(node, "num")


def _named(node: etree._Element, number: str) -> str:
    """A bare number gets the name that its element says: "Part I". Sections are cited by number alone."""
    bare = re.fullmatch(r"\d+[a-z]{0,2}|[IVXLC]+|[A-Z]", number)
    return f"{name_of(node).capitalize()} {number}" if bare and name_of(node) in SPOKEN else number


def _counted(node: etree._Element, n: int, depth: int) -> str:
    return list_label(n, depth) if name_of(node.getparent()) == "ol" else BULLET


def _part(node: etree._Element, name: str) -> str:
    return " ".join(text for child in node if name_of(child) == name and (text := words.text_of(child)))
