"""The one clock. Rules take the time as an argument; acts ask here, and tests put another function in its place."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

PATIENCE = timedelta(seconds=10)
"""An act is done within this time of its arrival, or not at all. What a deadline decides is therefore decided so much
after it: then all that arrived in time is done, in whatever process."""
STEP = timedelta(minutes=5)
"""If the clock stands so much elsewhere than it should after the time that has passed, somebody has set it."""
BEHIND = timedelta(seconds=5)
"""An act is not written down as so much older than the one before it."""


class Untrusted(Exception):
    """Nothing may be done now by this clock; the message says in one sentence why."""


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


def steady() -> float:
    """Seconds by the clock that nobody sets, and that goes on while the computer sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Watch:
    """Compares the clock that can be set with the one that cannot, at each look. While the first stands more than STEP
    from where the second says that it should, nothing is done by it: no ballot closes, and nothing is written into the
    record. That ends when the clock is put back, or when the forum is started again, which takes it as it is."""

    def __init__(self, wall: Callable[[], datetime] = system, passed: Callable[[], float] = steady) -> None:
        self.wall, self.passed = wall, passed
        self.trusted = wall(), passed()  # at the last look that found nothing odd

    def off(self) -> timedelta:
        """How far the clock has jumped: 0 if it is trusted."""
        moment, passed = self.wall(), self.passed()
        before, then = self.trusted
        jump = moment - before - timedelta(seconds=passed - then)
        if abs(jump) > STEP:
            return jump
        self.trusted = moment, passed  # small corrections add up to no jump
        return timedelta()


watch = Watch()


def jumped() -> str:
    """Why the clock cannot be trusted, in a sentence; "" if it can be."""
    if not (off := watch.off()):
        return ""
    minutes = abs(off) // timedelta(minutes=1)
    return (
        f"The server’s clock jumped {'ahead' if off > timedelta() else 'back'} by {minutes} minutes. Nothing is "
        "written until the operator has put it right, or has started the forum again."
    )


def sure() -> None:
    """Raises Untrusted while the clock has jumped."""
    if why := jumped():
        raise Untrusted(why)
