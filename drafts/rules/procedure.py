"""Which method decides what, and what motions may ask: the procedure is changed only by the procedure in force."""

from __future__ import annotations

from datetime import datetime, timedelta

from forum.rules.permission import SECRETARIAT, Identity, holds
from forum.rules.verdict import Verdict, every, require

CLAUSES, ENTRENCHED = "clauses", "entrenched"
PARTS = {CLAUSES: "ordinary clauses", ENTRENCHED: "entrenched clauses"}
DEFAULTS = {CLAUSES: "balanced", ENTRENCHED: "entrenched"}  # presets, where a forum has decided nothing else
METHOD, ENTRENCH, RELEASE, TERM, REAFFIRM = "method", "entrench", "release", "term", "reaffirm"
KINDS = {
    METHOD: "Change the method",
    ENTRENCH: "Entrench a clause",
    RELEASE: "Release an entrenched clause",
    TERM: "Set a date of review",
    REAFFIRM: "Reaffirm",
}
TABLED, IN_BALLOT, ADOPTED, REJECTED, WITHDRAWN = "tabled", "in-ballot", "adopted", "rejected", "withdrawn"
MOTION_FATES = {"adopted": ADOPTED, "rejected": REJECTED, "invalid": TABLED, "held": TABLED}  # by outcome of the ballot
REASONS_LIMIT = 5_000  # characters
LAPSES, STAYS = "lapses", "stays"
CONSEQUENCES = {
    LAPSES: "It lapses: from that day it no longer binds",
    STAYS: "It stays, and is marked as not reaffirmed",
}
REMIND = (90, 30, 7)  # days before a date of review
MARGIN = timedelta(days=1)  # between the end of the ballot that reaffirms and the date of review
SOONEST, LATEST = timedelta(days=30), timedelta(days=366 * 25)


def decided_under(kind: str, part: str, entrenched: bool) -> str:
    """The part of the procedure whose method decides a motion. `entrenched` says that the clause it is about is so.
    Whatever makes entrenched clauses easier or harder to change is decided by their own method."""
    if kind in (ENTRENCH, RELEASE) or part == ENTRENCHED or entrenched:
        return ENTRENCHED
    return CLAUSES


def may_move(who: Identity | None) -> Verdict:
    return holds(who, SECRETARIAT)


def may_be_balloted(fate: str, rival: str) -> Verdict:
    """Whether this motion can be put to a ballot now. `rival` is a motion on the same matter that is in a ballot, or
    ""."""
    return every(
        require(fate == TABLED, f"Only a tabled motion is put to a ballot; this one is {fate.replace('-', ' ')}."),
        require(not rival, f"{rival} is in a ballot on the same matter. One is decided after the other."),
    )


def may_be_withdrawn(fate: str) -> Verdict:
    return require(fate in (TABLED, IN_BALLOT), f"It is {fate} already.")


def makes_sense(kind: str, entrenched: bool | None) -> Verdict:
    """Whether what the motion asks for would change anything. `entrenched` is that of the clause it is about; None if
    it is about no clause."""
    return every(
        require(kind in KINDS, "Choose what the motion asks for."),
        require(kind not in (ENTRENCH, RELEASE) or entrenched is not None, "Choose the clause that it is about."),
        require(not (kind == ENTRENCH and entrenched), "This clause is entrenched already."),
        require(not (kind == RELEASE and entrenched is False), "This clause is not entrenched."),
    )


def faults_of_term(due_at: datetime | None, consequence: str, years: int, now: datetime) -> dict[str, str]:
    """Says by field what is wrong with a date of review."""
    found = {}
    if due_at is None:
        found["due_at"] = "Say by which day it has to be reaffirmed, as in 2031-03-01."
    elif not now + SOONEST <= due_at <= now + LATEST:
        found["due_at"] = f"Choose a day between {now + SOONEST:%-d %B %Y} and {now + LATEST:%-d %B %Y}."
    if consequence not in CONSEQUENCES:
        found["consequence"] = "Choose what happens if it is not reaffirmed."
    if not 1 <= years <= 25:
        found["years"] = "Between 1 and 25 years."
    return found


def faults_of_reasons(reasons: str) -> dict[str, str]:
    if not reasons.strip():
        return {"reasons": "Say why, for those who will vote on it."}
    if len(reasons) > REASONS_LIMIT:
        return {"reasons": f"At most {REASONS_LIMIT:,} characters; this is {len(reasons):,}."}
    return {}


def reminder_due(due_at: datetime, reminded: int, now: datetime) -> int:
    """Days before the date of the reminder that is due and was not sent; 0 if none is. `reminded` is that of the last
    one, or 0."""
    passed = [days for days in REMIND if now >= due_at - timedelta(days=days)]
    return passed[-1] if passed and (not reminded or passed[-1] < reminded) and now < due_at else 0


def at_least(hours: int) -> timedelta:
    """The shortest time of a ballot, and a minute for the clock."""
    return timedelta(hours=hours, minutes=1)


def review_opens(due_at: datetime, minimum_hours: int, maximum_hours: int) -> datetime:
    """When the ballot that reaffirms opens by itself: early enough to close two days before the date, and no later than
    30 days before it, unless no ballot may be open for so long."""
    earliest = min(timedelta(days=30), timedelta(hours=maximum_hours) + MARGIN)
    return due_at - max(
        earliest, min(timedelta(hours=minimum_hours) + 2 * MARGIN, timedelta(hours=maximum_hours) + MARGIN)
    )
