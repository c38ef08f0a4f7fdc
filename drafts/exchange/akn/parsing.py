"""Opens an AKN document that a stranger sent. Nothing is fetched, nothing is expanded, and its size and depth are
bounded."""

from __future__ import annotations

from lxml import etree

from drafts.exchange.akn.elements import name_of
from drafts.exchange.markdown import UNFIT
from drafts.exchange.outline import Unreadable

MAX_BYTES = 10 * 1024 * 1024  # XML says the same in five times the space of Markdown
MAX_DEPTH = 60  # of elements in each other
NAMESPACES = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
READABLE = ("act", "bill", "doc", "statement")
OTHER = {
    "amendment",
    "amendmentList",
    "debate",
    "debateReport",
    "judgment",
    "portion",
    "documentCollection",
    "officialGazette",
}


def opened(data: bytes) -> etree._Element:
    """The act, bill, doc or statement in it. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise _refused(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    root = _parsed(_checked(data))
    _not_too_deep(root)
    if name_of(root) != "akomaNtoso" or not etree.QName(root).namespace == NAMESPACES:
        raise _refused(
            "This is XML, but not Akoma Ntoso 3.0: it does not begin with akomaNtoso in the namespace of OASIS.",
            root.sourceline,
        )
    content = next((child for child in root if name_of(child)), None)
    if content is None or name_of(content) not in READABLE:
        found = name_of(content) if content is not None else "nothing"
        raise _refused(f"An act, a bill, a doc or a statement can be brought; this holds {found}.", root.sourceline)
    return content


def _checked(data: bytes) -> bytes:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(
            "This is not UTF-8 text. Save the document as UTF-8.", data.count(b"\n", 0, error.start) + 1
        ) from None
    for sign in ("<!DOCTYPE", "<!ENTITY"):
        if sign in text:
            raise _refused(
                "A document type (DOCTYPE) or an entity is declared in it; neither is taken.",
                text.count("\n", 0, text.index(sign)) + 1,
            )
    return text.encode()


def _parsed(data: bytes) -> etree._Element:
    """The declared encoding is not asked: the bytes are known to be UTF-8."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(f"This is not well-formed XML: {error.msg}.", error.lineno or 1) from None
    if root.getroottree().docinfo.doctype:
        raise _refused("A document type (DOCTYPE) is declared in it; it is not taken.")
    return root


def _not_too_deep(root: etree._Element) -> None:
    depth = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise _refused(f"Elements stand more than {MAX_DEPTH} deep in each other.", node.sourceline)
        if event == "start" and (
            unfit := next((found for text in (node.text, node.tail) if text and (found := UNFIT.search(text))), None)
        ):
            raise _refused(
                f"A character that cannot be seen (U+{ord(unfit[0]):04X}) is not allowed in a norm.", node.sourceline
            )


def _refused(says: str, line: int | None = 1) -> Unreadable:
    return Unreadable((line or 1, says))
