"""The one clock. Rules take the time as an argument; acts ask here, and tests put another function in its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

PATIENCE = timedelta(seconds=10)
"""An act is done within this time of its arrival, or not at all. What a deadline decides is therefore decided so much
after it: then all that arrived in time is done, in whatever process."""


def system() -> datetime:
    return datetime.now(UTC)


source = system


def now() -> datetime:
    """UTC, cut to milliseconds: what the record can say exactly, and both databases keep."""
    moment = source()
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


_arrived: ContextVar[datetime | None] = ContextVar("arrived", default=None)
_doubt = timedelta()


def arrived() -> datetime:
    """When the request that is being acted on stood whole at the door; now, outside of any. A deadline is judged by
    this, so that nobody is late because others were slow."""
    return _arrived.get() or now()


@contextmanager
def arriving() -> Iterator[None]:
    """One request, from here to its answer."""
    token = _arrived.set(now())
    try:
        yield
    finally:
        _arrived.reset(token)


def in_good_time() -> None:
    """Raises TimeoutError if the request that is being acted on has waited so long that it must not be done any
    more."""
    if now() - arrived() > PATIENCE:
        raise TimeoutError("the act waited too long")


def in_doubt() -> timedelta:
    """How long after a deadline an act that arrived before it may still be done: no time at all outside of a server."""
    return _doubt


def serve() -> None:
    """This process is one of a server's: requests wait for each other, here and in other processes."""
    global _doubt  # noqa: PLW0603 - a property of the process, set once before it answers anybody
    _doubt = PATIENCE
