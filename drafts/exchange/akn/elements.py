"""Elements of the AKN namespace, with text that XML can hold."""

from __future__ import annotations

import re

from lxml import etree

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
RUNNING = {"p", "num", "heading", "docTitle", "block", "b", "i", "span", "ref", "mod"}  # where white space is text
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """What XML 1.0 cannot hold is replaced by U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def element(name: str, /, *children: etree._Element | str, **attributes: str) -> etree._Element:
    """Attributes with an empty value are left out; a trailing underscore is dropped from names (`class_`)."""
    made = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap={None: NAMESPACE})
    for attribute, value in attributes.items():
        if value:
            made.set(attribute.rstrip("_"), fit(value))
    for child in children:
        add(made, child)
    return made


def add(parent: etree._Element, child: etree._Element | str) -> None:
    if not isinstance(child, str):
        parent.append(child)
    elif len(parent):
        parent[-1].tail = (parent[-1].tail or "") + fit(child)
    else:
        parent.text = (parent.text or "") + fit(child)


def document(content: etree._Element) -> bytes:
    root = element("akomaNtoso", content)
    for node in root.iter():
        if len(node) and name_of(node) not in RUNNING:
            _one_a_line(node)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _one_a_line(node: etree._Element) -> None:
    """White space between elements that hold no running text, so that a file can be read and compared by line."""
    node.text = (node.text or "") + "\n"
    for child in node:
        child.tail = (child.tail or "") + "\n"


def name_of(node: etree._Element) -> str:
    """The local name, whatever the namespace; "" for what is no element."""
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
