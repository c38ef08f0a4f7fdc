"""What floors above this one ask before a ballot on an amendment opens: the roof hands it over."""

from __future__ import annotations

from typing import Any

from forum.handed import parts
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict, every


async def may_open(amendment: int) -> Verdict:
    return every(*[await each.verdict(amendment) for each in parts().gates])


async def shown_on(amendment: int, who: Identity | None) -> list[tuple[str, Any]]:
    """Lists (template, what it shows) for the amendment's page, of the gates that have something to show."""
    found = [(each.part, await each.shown(amendment, who)) for each in parts().gates]
    return [(part, shown) for part, shown in found if shown]
