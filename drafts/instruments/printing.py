"""Editions as the plain values that every export format writes from."""

from __future__ import annotations

from drafts.exchange.edition import Printed, PrintedLine
from drafts.instruments import queries
from drafts.instruments.views import EntryView


async def printed(slug: str, number: int | None = None, address: str = "") -> Printed:
    """The edition with this number, or the one in force. `address` is the forum's. Raises NotFound."""
    instrument = await queries.instrument(slug)
    edition = await queries.edition(instrument.id, number)
    return Printed(
        title=instrument.title,
        slug=slug,
        number=edition.number,
        published_at=edition.published_at,
        address=address.rstrip("/"),
        lines=tuple(map(line, edition.entries)),
        note=edition.note,
    )


def line(entry: EntryView) -> PrintedLine:
    return PrintedLine(
        kind=entry.kind,
        depth=entry.depth,
        label=entry.label,
        title=entry.title,
        citation=entry.citation,
        key=entry.key,
        revision=entry.revision_number,
        text=entry.text,
        form=entry.form,
        entrenched=entry.entrenched,
    )
