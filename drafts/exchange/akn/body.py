"""The lines of an edition as AKN's hierarchy. A clause's key, which outlives renumbering, is its wId."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from drafts.exchange.akn.elements import element
from drafts.exchange.akn.inline import blocks
from drafts.exchange.akn.naming import Identifiers, element_name
from drafts.exchange.edition import PrintedLine

PROVISION = 1000  # every clause stands deeper than every heading


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a document. `places` holds the eId of each clause by its key."""

    element: etree._Element
    places: dict[str, str]


def body(lines: Sequence[PrintedLine]) -> Body:
    root, names, places = element("body"), Identifiers(), {}
    open_: list[tuple[int, etree._Element, str]] = [(-1, root, "")]
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        level = line.depth + (PROVISION if line.kind == "clause" else 0)
        while open_[-1][0] >= level:
            open_.pop()
        name = element_name(line)
        own = names.of(name, line.label, open_[-1][2])
        made = provision(line, own, holds(line, following)) if line.kind == "clause" else heading(line, own)
        open_[-1][1].append(made)
        open_.append((level, made, own))
        if line.key:
            places[line.key] = own
    return Body(root, places)


def holds(line: PrintedLine, following: PrintedLine | None) -> bool:
    """Other provisions stand under this one."""
    return following is not None and following.kind == "clause" and following.depth > line.depth


def heading(line: PrintedLine, own: str) -> etree._Element:
    name = element_name(line)
    named = {"name": line.label.split()[0].lower()} if name == "hcontainer" else {}
    made = element(name, eId=own, class_="entrenched" if line.entrenched else "", **named)
    return _labelled(made, line)


def provision(line: PrintedLine, own: str, holds: bool = False) -> etree._Element:
    """A repealed provision keeps its number and says that its words were removed."""
    name = element_name(line)
    made = element(
        name,
        eId=own,
        wId=line.key,
        class_="entrenched" if line.entrenched else "",
        status="" if line.text else "removed",
    )
    _labelled(made, line)
    made.append(
        element("intro" if holds else "content", *blocks(line.text), eId=f"{own}__{'intro' if holds else 'content'}")
    )
    return made


def _labelled(made: etree._Element, line: PrintedLine) -> etree._Element:
    if line.label:
        made.append(element("num", line.label))
    if line.title:
        made.append(element("heading", line.title))
    return made
