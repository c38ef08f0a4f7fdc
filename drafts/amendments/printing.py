"""Amendments as the plain values that every export format writes from."""

from __future__ import annotations

from drafts.amendments.views import AmendmentView
from drafts.exchange.edition import Proposed
from drafts.instruments.queries import last_edition_with


def proposed(amendment: AmendmentView) -> Proposed:
    """The proposal in its newest wording."""
    return Proposed(
        number=amendment.id,
        kind=amendment.kind,
        key=amendment.clause.key,
        text=amendment.wording.text,
        after=amendment.after.key if amendment.after else "",
        sponsors=tuple(each.name for each in amendment.standing_sponsors),
        reasons=amendment.wording.reasons,
    )


async def edition_of(amendment: AmendmentView) -> int:
    """The number of the edition that the amendment would change: the one in force while it is open."""
    return await last_edition_with(amendment.wording.base.id)
