"""An edition as an AKN act."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from drafts.exchange.akn.body import Body, body
from drafts.exchange.akn.changes import changes, modifications
from drafts.exchange.akn.elements import document, element
from drafts.exchange.akn.meta import Event, of_edition
from drafts.exchange.akn.naming import expression
from drafts.exchange.edition import Printed


def write(edition: Printed, events: Sequence[Event] = (), before: Printed | None = None) -> bytes:
    """Writes an edition. `events` are the publications of each edition so far, oldest first. With `before`, the edition
    that this one followed, the document says which clauses were changed, by what, and where they stood."""
    made = body(edition.lines)
    meta = of_edition(edition, events, passive(edition, before, events, made) if before else [])
    preface = element("preface", element("longTitle", element("p", element("docTitle", edition.title))))
    return document(element("act", meta, preface, made.element, name="act", contains="singleVersion"))


def passive(edition: Printed, before: Printed, events: Sequence[Event], made: Body) -> list[etree._Element]:
    source = next(
        (each.source for each in events if each.number == edition.number and each.source),
        edition.address + edition.path,
    )
    return modifications(changes(before, edition), made.places, body(before.lines).places, source, expression(before))
