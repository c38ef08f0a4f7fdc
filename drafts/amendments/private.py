"""Acts on what is not public yet. The record commits to the rows, so that nobody changes them behind the forum's back,
but says neither who acted nor on which clause: whoever drafts may change their mind unseen."""

from __future__ import annotations

from piccolo.table import Table

from drafts.amendments.tables import Amendment
from drafts.rules.lifecycle import UNTABLED
from forum.record.actions import append
from forum.rules.permission import Identity


async def append_private(*rows: Table) -> None:
    await append(
        "amendment.drafted", "/amendments", "A delegation worked on an amendment that is not tabled yet.", *rows
    )


async def append_fitting(kind: str, amendment: Amendment, says: str, *rows: Table, who: Identity) -> None:
    """Names who acted and what they did if the amendment is public, and only then."""
    if amendment.fate in UNTABLED:
        await append_private(*rows)
        return
    await append(
        kind,
        f"/amendments/{amendment.id}",
        says,
        *rows,
        who=who,
        detail={"organisation": who.mandate.organisation_slug},
    )
