"""The one clock. Rules take the time as an argument; acts ask here, and tests put another function in its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime


def system() -> datetime:
    return datetime.now(UTC)


source = system


def now() -> datetime:
    """UTC, cut to milliseconds: what the record can say exactly, and both databases keep."""
    moment = source()
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


_arrived: ContextVar[datetime | None] = ContextVar("arrived", default=None)
_underway: list[datetime] = []


def arrived() -> datetime:
    """When the request that is being acted on stood whole at the door; now, outside of any. A deadline is judged by this,
    so that nobody is late because others were slow."""
    return _arrived.get() or now()


@contextmanager
def arriving() -> Iterator[None]:
    """One request, from here to its answer."""
    moment = now()
    token = _arrived.set(moment)
    _underway.append(moment)
    try:
        yield
    finally:
        _underway.remove(moment)
        _arrived.reset(token)


def all_arrived_since(moment: datetime) -> bool:
    """Whether no request that this process is still acting on arrived before `moment`."""
    return all(each >= moment for each in _underway)
