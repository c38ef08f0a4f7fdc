"""A provision's Markdown as blocks and phrases of AKN: p, table, blockContainer; b, i, ref, br. No word is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from lxml import etree
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode as Tree

from drafts.exchange.akn.elements import add, element
from drafts.exchange.render import ABSOLUTE, BLANK, RENDERER, form_of

OPENS = {"strong_open": ("b", ""), "em_open": ("i", ""), "s_open": ("span", "struck")}
HOST = re.compile(r"(?:[\w.~%!$&'()*+,;=:-]*@)?[\w.~%!$&'()*+,;=-]*(?::\d+)?", re.ASCII)
STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")


def blocks(text: str) -> list[etree._Element]:
    """The blocks of a provision: at least one, which is an empty paragraph where there are no words."""
    if form_of(text) == "paragraph":
        return [_paragraph(RENDERER.parseInline(part)[0].children or ()) for part in BLANK.split(text.strip())]
    return [block for node in Tree(RENDERER.parse(text)).children for block in _block(node)] or [element("p")]


def phrases(text: str) -> etree._Element:
    """Everything in one `p`, for places where AKN has room for phrases only."""
    return _paragraph(RENDERER.parseInline(text)[0].children or ())


def _block(node: Tree) -> list[etree._Element]:
    match node.type:
        case "table":
            return [_table(node)]
        case "blockquote":
            return [element("blockContainer", *_inside(node), class_="quote")]
        case "bullet_list" | "ordered_list":
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
            return [_item(item, f"{start + n}." if start is not None else "–") for n, item in enumerate(node.children)]
        case "fence" | "code_block":
            return [element("block", node.content.rstrip("\n"), name="code")]
        case "paragraph" | "heading":
            return [_paragraph(node.children[0].to_tokens()[0].children or ())]
    return []


def _inside(node: Tree) -> list[etree._Element]:
    return [block for child in node.children for block in _block(child)] or [element("p")]


def _item(item: Tree, label: str) -> etree._Element:
    return element("blockContainer", element("num", label), *_inside(item), class_="item")


def _table(node: Tree) -> etree._Element:
    rows = [row for part in node.children for row in part.children]
    return element("table", *(element("tr", *(_cell(cell) for cell in row.children)) for row in rows))


def _cell(cell: Tree) -> etree._Element:
    return element(
        cell.tag, _paragraph(cell.children[0].to_tokens()[0].children or ()), style=str(cell.attrs.get("style", ""))
    )


def _paragraph(tokens: Iterable[Token]) -> etree._Element:
    stack = [element("p")]
    for token in tokens:
        _phrase(token, stack)
    return stack[0]


def _phrase(token: Token, stack: list[etree._Element]) -> None:
    opened = OPENS.get(token.type) or (_link(token) if token.type == "link_open" else None)
    if opened:
        name, value = opened
        made = element(name, **({"href": value} if name == "ref" else {"class_": value}))
        stack[-1].append(made)
        stack.append(made)
    elif token.nesting < 0:
        stack.pop()
    else:
        _words(token, stack[-1])


def _words(token: Token, into: etree._Element) -> None:
    if token.type == "hardbreak":
        add(into, element("br"))
    elif token.type == "softbreak":
        add(into, " ")
    elif token.type == "code_inline":
        add(into, element("span", token.content, class_="code"))
    else:
        add(into, token.content)


def _link(token: Token) -> tuple[str, str]:
    """A link that leads nowhere outside its document, or whose address no URI can be, keeps its words only."""
    href = uri(str(token.attrGet("href") or ""))
    return ("ref", href) if href else ("span", "link")


def uri(address: str) -> str:
    """The address as xsd:anyURI takes it; "" if it is none."""
    main, _, fragment = address.partition("#")
    safe = STRAY.sub("%25", quote(main, safe="%/:=&?~+!$,;'@()*")) + (
        "#" + STRAY.sub("%25", quote(fragment, safe="%/=&?~+!$,;'@()*")) if fragment else ""
    )
    try:
        parts = urlsplit(safe)
        known = safe.lower().startswith(ABSOLUTE) and (
            parts.scheme == "mailto" or (bool(parts.hostname) and (parts.port or 1) > 0)
        )
    except ValueError:
        return ""
    return safe if known and HOST.fullmatch(parts.netloc) else ""
