"""The demonstration's own clock: its story is told in days before the day on which it is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum import clock


@dataclass(slots=True)
class Calendar:
    """Hands out moments in the order of the story: a day's acts follow each other, none lies in the future."""

    today: datetime
    last: datetime

    def moment(self, day: int) -> datetime:
        morning = (self.today + timedelta(days=day)).replace(hour=7, minute=0, second=0, microsecond=0)
        hours = timedelta(seconds=abs(day) * 7919 % 36_000)  # spread over the day, the same at each loading
        self.last = min(max(morning + hours, self.last + timedelta(minutes=13, seconds=7)), self.today)
        return self.last


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The forum's clock stands at `moment`."""
    real, clock.source = clock.source, lambda: moment
    try:
        yield
    finally:
        clock.source = real
