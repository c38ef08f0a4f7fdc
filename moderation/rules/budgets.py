"""How much may be posted: a token bucket for each organisation and for each owner, never for an account. The numbers
ask only how much is open, so that when one group gets more time or words, all do (equal compensation, as in speaking
time)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

ONE = 1000  # thousandths: one comment
BASE, PER_ITEM = 20, 2  # comments an hour, and how many more for each open amendment and ballot
_HOUR = 3_600_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Limit:
    """How much may be posted: `comments` at once, and as many come back in an hour, bit by bit."""

    comments: int

    @property
    def full(self) -> int:
        return self.comments * ONE


def of_organisation(open_items: int) -> Limit:
    return Limit(BASE + PER_ITEM * open_items)


def of_owner(open_items: int) -> Limit:
    """An owner has half as much again as one organisation, however many organisations belong to it."""
    return Limit((BASE + PER_ITEM * open_items) * 3 // 2)


def level(was: int, then: datetime, now: datetime, limit: Limit) -> int:
    """Thousandths that are left now, of `was` at `then`."""
    passed = max(0, (now - then) // timedelta(milliseconds=1))
    return max(0, min(limit.full, was + passed * limit.full // _HOUR))


def wait(left: int, limit: Limit) -> timedelta:
    """Until the next comment; 0 if one can be sent."""
    return timedelta(milliseconds=-(-(ONE - left) * _HOUR // limit.full)) if left < ONE else timedelta()


def says(who: str, limit: Limit, left: timedelta) -> str:
    minutes = -(-left // timedelta(minutes=1))
    return (
        f"{who} sent the {limit.comments} comments that fit into an hour. The next can be sent in {minutes} "
        f"minute{'' if minutes == 1 else 's'}; "
        "what you have written is still here."
    )
