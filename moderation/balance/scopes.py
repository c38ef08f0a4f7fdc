"""What a balance is about: an instrument, a clause or an amendment, and since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from drafts.amendments.tables import Amendment
from drafts.instruments import queries as instruments
from drafts.rules.lifecycle import UNTABLED
from forum.clock import now

ALL, QUARTER = "all", "90-days"
PERIODS = {ALL: "From the beginning", QUARTER: "The last 90 days"}


@dataclass(frozen=True, slots=True)
class Scope:
    """`subjects`: paths of what was commented on; None: everything of the instrument. `amendments`: ids, or None for all."""

    instrument: int
    container: str
    subjects: tuple[str, ...] | None = None
    amendments: tuple[int, ...] | None = None
    since: datetime | None = None


def of_instrument(instrument: instruments.InstrumentView) -> Scope:
    return Scope(instrument.id, instrument.path)


async def of_clause(clause: instruments.ClauseView) -> Scope:
    """With the amendments to it."""
    ids = (
        await Amendment.select(Amendment.id)
        .where(Amendment.clause == clause.id, Amendment.fate.not_in(list(UNTABLED)))
        .order_by(Amendment.id)
        .output(as_list=True)
    )
    return Scope(
        clause.instrument_id,
        clause.instrument_path,
        (clause.path, *(f"/amendments/{each}" for each in ids)),
        tuple(ids),
    )


def of_amendment(amendment: int, instrument: int, container: str) -> Scope:
    return Scope(instrument, container, (f"/amendments/{amendment}",), (amendment,))


def in_period(scope: Scope, period: str) -> Scope:
    """Periods begin at midnight, UTC, so that a page says exactly which one it is about."""
    if period != QUARTER:
        return scope
    return replace(scope, since=(now() - timedelta(days=90)).replace(hour=0, minute=0, second=0, microsecond=0))
