"""Amendments as the plain values that every export format writes from."""

from __future__ import annotations

from drafts.amendments.views import AmendmentView
from drafts.exchange.edition import Proposed
from drafts.instruments.tables import EditionEntry
from forum.errors import NotFound


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
