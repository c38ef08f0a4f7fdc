"""The one clock. Rules take the time as an argument; acts ask here, and tests put another function in its place."""

from __future__ import annotations

from datetime import UTC, datetime


def _system() -> datetime:
    return datetime.now(UTC)


source = _system


def now() -> datetime:
    """UTC, cut to milliseconds: what the record can say exactly, and both databases keep."""
    moment = source()
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
