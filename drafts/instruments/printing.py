"""Editions as the plain values that every export format writes from."""

from __future__ import annotations

from drafts.exchange.edition import Line, Printed
from drafts.instruments import queries
from drafts.instruments.views import EntryView


async def printed(slug: str, number: int | None = None, address: str = "") -> Printed:
    """Without a number: the edition in force. `address`: of the forum. Raises NotFound."""
    instrument = await queries.instrument(slug)
    edition = await queries.edition(instrument.id, number)
    return Printed(
        instrument.title,
        slug,
        edition.number,
        edition.published_at,
        address.rstrip("/"),
        tuple(map(line, edition.entries)),
        edition.note,
    )


def line(entry: EntryView) -> Line:
    return Line(
        entry.kind,
        entry.depth,
        entry.label,
        entry.title,
        entry.citation,
        entry.key,
        entry.revision_number,
        entry.text,
        entry.form,
        entry.entrenched,
    )
