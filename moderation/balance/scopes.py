"""What a balance is about: an instrument, a clause or an amendment, and since when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from drafts.amendments.tables import Amendment
from drafts.instruments.views import ClauseView, InstrumentView
from drafts.rules.lifecycle import UNTABLED
from forum.clock import now

ALL, QUARTER = "all", "90-days"
PERIODS = {ALL: "From the beginning", QUARTER: "The last 90 days"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What figures are about. `subjects` are paths of what was commented on, `amendments` are ids; None stands for
    everything of the instrument."""

    instrument: int
    container: str
    subjects: tuple[str, ...] | None = None
    amendments: tuple[int, ...] | None = None
    since: datetime | None = None


def of_instrument(instrument: InstrumentView) -> Scope:
    return Scope(instrument=instrument.id, container=instrument.path)


async def of_clause(clause: ClauseView) -> Scope:
    """The clause with the amendments to it."""
    ids = (
        await Amendment.select(Amendment.id)
        .where(Amendment.clause == clause.id, Amendment.fate.not_in(list(UNTABLED)))
        .order_by(Amendment.id)
        .output(as_list=True)
    )
    return Scope(
        instrument=clause.instrument_id,
        container=clause.instrument_path,
        subjects=(clause.path, *(f"/amendments/{each}" for each in ids)),
        amendments=tuple(ids),
    )


def of_amendment(amendment: int, instrument: int, container: str) -> Scope:
    return Scope(
        instrument=instrument, container=container, subjects=(f"/amendments/{amendment}",), amendments=(amendment,)
    )


def in_period(scope: Scope, period: str) -> Scope:
    """Periods begin at midnight, UTC, so that a page says exactly which one it is about."""
    if period != QUARTER:
        return scope
    return replace(scope, since=(now() - timedelta(days=90)).replace(hour=0, minute=0, second=0, microsecond=0))
