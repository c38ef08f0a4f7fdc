"""Acts on what is not public yet. The record commits to the rows, so that nobody can change them behind the forum's back,
but says neither who acted nor on which clause: whoever drafts may change their mind unseen."""
from __future__ import annotations

from piccolo.table import Table

from forum.record.actions import append


async def append_private(*rows: Table) -> None:
    await append("amendment.drafted", "/amendments", "A delegation worked on an amendment that is not tabled yet.", *rows)
