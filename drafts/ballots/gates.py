"""What floors above this one ask before a ballot on an amendment opens. The roof fills the list in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from forum.rules.permission import Identity
from forum.rules.verdict import Verdict, every


@dataclass(frozen=True, slots=True)
class Gate:
    """`verdict`: may a ballot on the amendment open now; `shown`: as context for `part`, a template of the amendment's page;
    None where there is nothing to show."""

    verdict: Callable[[int], Awaitable[Verdict]]
    shown: Callable[[int, Identity | None], Awaitable[Any]]
    part: str


GATES: list[Gate] = []


async def may_open(amendment: int) -> Verdict:
    return every(*[await each.verdict(amendment) for each in GATES])


async def shown_on(amendment: int, who: Identity | None) -> list[tuple[str, Any]]:
    """For the amendment's page: (template, what it shows), of the gates that have something to show."""
    found = [(each.part, await each.shown(amendment, who)) for each in GATES]
    return [(part, shown) for part, shown in found if shown]
