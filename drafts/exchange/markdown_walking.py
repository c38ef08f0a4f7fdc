"""Walks the blocks of a document and notes each heading and each provision in order."""

from __future__ import annotations

import re
from typing import Any

from markdown_it.tree import SyntaxTreeNode as Tree

from drafts.exchange import blocks
from drafts.exchange.outline import BULLET, MAX_PROVISION, Form, Node, Notice, with_parts
from drafts.exchange.printed import list_label, split_heading, split_lines, split_typed
from drafts.exchange.render import form_of, plain
from drafts.exchange.spans import Rewriting, escape, needs_rewriting, one_line

MARK = re.compile(r"\s*\{entrenched\}\s*$", re.IGNORECASE)
NUMBER = re.compile(r"^(\d{1,3})([.)]) ")


class Reading:
    """A walk through a document's blocks. `lines` are those of the document; link `references` stand by their
    upper-case label."""

    def __init__(self, lines: list[str], references: dict[str, dict[str, Any]]) -> None:
        self.lines, self.references = lines, references
        self.nodes: list[Node] = []
        self.notices: list[Notice] = []
        self.problems: list[tuple[int, str]] = []
        self.entrenched_from: int | None = None  # the heading level under which everything is
        self.waiting = ""  # the label of a list item that has no words of its own yet

    def tell(self, line: int, says: str) -> None:
        notice = Notice(line, says)
        if notice not in self.notices:
            self.notices.append(notice)

    def blocks(self, children: list[Tree], depth: int = 0) -> None:
        for node in children:
            self.block(node, depth)

    def block(self, node: Tree, depth: int) -> None:
        line = _line(node)
        match node.type:
            case "heading":
                self.heading(node, line)
            case "paragraph":
                self.paragraph(node, depth, line)
            case "bullet_list" | "ordered_list":
                self.items(node, depth)
            case "fence" | "code_block":
                self.block_clause(blocks.fenced(node.content, node.info), "code", depth, line)
            case "table":
                rows, styles = blocks.cells(node)
                self.block_clause(
                    blocks.table([[self.words(cell, line) for cell in row] for row in rows], styles),
                    "table",
                    depth,
                    line,
                )
            case "blockquote":
                self.quote(node, depth, line)
            case "html_block":
                self.html(node, depth, line)

    def heading(self, node: Tree, line: int) -> None:
        words = self.words(node.children[0], line)
        level, entrenched = int(node.tag[1]), bool(MARK.search(words))
        title = " ".join(plain(MARK.sub("", words)).split())
        if self.entrenched_from is None or level <= self.entrenched_from:
            self.entrenched_from = level if entrenched else None
        if not title:
            self.tell(line, "An empty heading was left out.")
            return
        label, title = split_heading(title)
        self.nodes.append(Node("article", level, label, title, entrenched=entrenched, line=line))

    def paragraph(self, node: Tree, depth: int, line: int, label: str = "") -> None:
        for n, (own, text) in enumerate(self.pieces(node, line)):
            self.clause(text, depth + bool(label and n), line, own or (label if n == 0 else ""))

    def pieces(self, node: Tree, line: int) -> list[tuple[str, str]]:
        """(typed label, Markdown): one, unless lines with typed labels were written into one paragraph."""
        inline = node.children[0]
        whole = self.words(inline, line)
        if needs_rewriting(inline.to_tokens()[0].children or (), inline.content):
            return [split_typed(whole)]
        return [split_typed(one_line(piece)) for piece in split_lines(inline.content)]

    def words(self, inline: Tree, line: int) -> str:
        token = inline.to_tokens()[0]
        if needs_rewriting(token.children or (), token.content):
            return Rewriting(lambda says: self.tell(line, says)).of(token.children or ())
        return one_line(token.content)

    def items(self, node: Tree, depth: int) -> None:
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        for n, item in enumerate(node.children):
            self.item(item, depth, BULLET if start is None else list_label(start + n, depth, item.markup))

    def item(self, item: Tree, depth: int, label: str) -> None:
        """The paragraphs that open an item are one provision; whatever follows in it stands one deeper."""
        opening = next((n for n, child in enumerate(item.children) if child.type != "paragraph"), len(item.children))
        parts = [piece for child in item.children[:opening] for piece in self.pieces(child, _line(child))]
        line = _line(item)
        if opening == 1 and len(parts) > 1:
            self.paragraph(item.children[0], depth, line, label)
        elif parts:
            own = parts[0][0]
            texts = [parts[0][1], *(f"{typed} {text}".strip() for typed, text in parts[1:])]
            self.clause("\n\n".join(text for text in texts if text), depth, line, own or label, "item")
        else:
            self.waiting = f"{self.waiting} {label}".strip()
        self.blocks(item.children[opening:], depth + bool(parts))
        self.waiting = ""

    def quote(self, node: Tree, depth: int, line: int) -> None:
        text = blocks.quoted(self.lines[slice(*(node.map or (0, 0)))], self.references)
        if any(each.type in ("html_block", "html_inline", "image") for each in node.walk()):
            self.tell(line, "This quotation holds HTML or an image; its markup is shown as text.")
        self.block_clause(text, "quote", depth, line)

    def html(self, node: Tree, depth: int, line: int) -> None:
        words = blocks.words_of_html(node.content)
        for part in words:
            label, text = split_typed(NUMBER.sub(r"\1\\\2 ", escape(part)))
            self.clause(text, depth, line, label)
        if words:
            self.tell(line, "HTML is not taken; the words in it are kept as plain text.")
        elif not node.content.lstrip().startswith("<!--"):
            self.tell(line, "HTML without words was left out.")

    def block_clause(self, text: str, form: Form, depth: int, line: int) -> None:
        self.clause(text, depth, line, "", form)

    def clause(self, text: str, depth: int, line: int, label: str = "", form: Form = "paragraph") -> None:
        marked = bool(MARK.search(text))
        text = MARK.sub("", text) if form in ("paragraph", "item") else text
        if not plain(text).strip():
            if form != "code":
                self.tell(line, "A provision without words was left out.")
            return
        if len(text) > MAX_PROVISION:
            says = f"This provision has {len(text):,} characters; at most {MAX_PROVISION:,} fit."
            self.problems.append((line, f"{says} Divide it into paragraphs."))
        label, self.waiting = f"{self.waiting} {label}".strip(), ""
        if form == "paragraph":
            form = form_of(text) if form_of(text) != "paragraph" else "item" if label else "paragraph"
        self.nodes.append(
            Node(
                "clause",
                depth,
                label[:60],
                text=text,
                form=form,
                line=line,
                entrenched=marked or self.entrenched_from is not None,
            )
        )

    def finished(self) -> list[Node]:
        return with_parts(self.nodes)


def _line(node: Tree) -> int:
    return node.map[0] + 1 if node.map else 1
