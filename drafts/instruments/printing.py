"""Editions, and amendments to them, as the plain values that every export format writes from."""

from __future__ import annotations

from drafts.amendments.views import AmendmentView
from drafts.exchange.edition import Line, Printed, Proposed
from drafts.instruments import queries
from drafts.instruments.tables import EditionEntry
from drafts.instruments.views import EntryView
from forum.errors import NotFound


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


def proposed(amendment: AmendmentView) -> Proposed:
    """In the newest wording."""
    return Proposed(
        amendment.id,
        amendment.kind,
        amendment.clause.key,
        amendment.wording.text,
        amendment.after.key if amendment.after else "",
        tuple(each.name for each in amendment.standing_sponsors),
        amendment.wording.reasons,
    )


async def edition_of(amendment: AmendmentView) -> int:
    """The number of the last edition with the words that the amendment would change: the one in force while it is
    open."""
    number = (
        await EditionEntry.select(EditionEntry.edition.number.as_alias("number"))
        .where(EditionEntry.clause == amendment.clause.id, EditionEntry.revision == amendment.wording.base.id)
        .order_by(EditionEntry.edition.number, ascending=False)
        .first()
    )
    if not number:
        raise NotFound
    return number["number"]
