"""Further ballots on one question: a recirculation of changed words, a second call without a group that stays away, a
second reading; and the clearing of a ballot that was held. After IEEE SA and ANSI practice (RULES 1.2, 1.3) and 2.3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from drafts.rules.record import Record
from drafts.rules.tally import ADOPTED, HELD, INVALID, REJECTED, recount
from forum.rules.verdict import Verdict, every, require

RECIRCULATION, SECOND_CALL, SECOND_READING = "recirculation", "second-call", "second-reading"
COURSES = {RECIRCULATION: "Recirculation", SECOND_CALL: "Second call", SECOND_READING: "Second reading"}
AWAY_BELOW = Fraction(1, 5)  # of a group's organisations: if fewer cast anything at all, the group stayed away
READINGS = "passed_readings"


def away(record: Record) -> tuple[str, ...]:
    """Groups that stayed away: of their organisations, those recused left out, fewer than a fifth cast anything."""
    entitled: Counter[str] = Counter()
    voted: Counter[str] = Counter()
    for entry in record.roll:
        position = record.counted[entry.organisation]
        entitled[entry.group] += position != "recuse"
        voted[entry.group] += position not in ("absent", "recuse")
    return tuple(group for group, number in entitled.items() if number and Fraction(voted[group], number) < AWAY_BELOW)


def missing_group(record: Record, outcome: str) -> str:
    """The one group without which a second call may decide, or "": it alone stayed away, and nothing was adopted."""
    silent = away(record) if outcome in (REJECTED, INVALID) else ()
    return silent[0] if len(silent) == 1 and len({entry.group for entry in record.roll}) > 2 else ""


def may_call_again(offered: bool, group: str, entrenched: bool, done: bool, wording_same: bool) -> Verdict:
    """Whether a second call can be opened. `offered` says that the method names what one decides by, and `done` that
    there was one. `group` is who stayed away, or ""."""
    return every(
        require(not entrenched, "On an entrenched clause no group is left out, whether it votes or not."),
        require(offered, "The method of the first ballot knows no second call."),
        require(group, "No single group stayed away from the first ballot while nothing was adopted."),
        require(not done, "There was a second call already."),
        require(wording_same, "The words have changed since; a new ballot is due, not a second call."),
    )


def passed_reading(record: Record) -> bool:
    """Whether a ballot lacked nothing but further readings."""
    if READINGS not in record.facts or recount(record).outcome in (ADOPTED, HELD):
        return False
    return recount(replace(record, facts={**record.facts, READINGS: 10**6})).outcome in (ADOPTED, HELD)


def may_read_again(
    readings: tuple[int, int] | None, passed: bool, closed_at: datetime, now: datetime, wording_same: bool
) -> Verdict:
    """Whether a second reading can be opened. `readings` is how many the method asks for, and the days between them.
    `passed` says that the earlier reading lacked nothing but this one."""
    number, days = readings or (1, 0)
    earliest = closed_at + timedelta(days=days)
    return every(
        require(number > 1, "The method asks for one reading only."),
        require(passed, "The earlier reading did not pass."),
        require(wording_same, "The words have changed since; the readings begin again."),
        require(now >= earliest, f"The next reading can open on {earliest:%-d %B %Y}, {days} days after the first."),
    )


def may_recirculate(offered: bool, outcome: str, unanswered: int, wording_changed: bool, done: bool) -> Verdict:
    """Whether changed words can go back to the voters. `unanswered` counts reasoned votes against and objections that
    have no disposition yet."""
    return every(
        require(offered, "The method of the first ballot knows no recirculation."),
        require(outcome == HELD, "Only a ballot that was held is recirculated."),
        require(not unanswered, f"{unanswered} objection{'' if unanswered == 1 else 's'} must be answered first."),
        require(not done, "It was recirculated already."),
    )


def may_clear(outcome: str, cleared: bool, wording_changed: bool, followed: bool, unanswered: int) -> Verdict:
    """Whether a held ballot can be settled on the votes that were cast: same words, everything answered."""
    return every(
        require(outcome == HELD and not cleared, "It does not wait for anything."),
        require(not followed, "A further ballot took its place."),
        require(not wording_changed, "The words have changed since; they go back to the voters in a recirculation."),
        require(not unanswered, f"{unanswered} objection{'' if unanswered == 1 else 's'} must be answered first."),
    )


def standing(
    earlier: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]], path: str
) -> list[Mapping[str, Any]]:
    """The casts of a recirculation: what was cast in it, and for everybody else what they cast in the earlier
    ballot."""
    renewed = {each["organisation"] for each in now}
    carried: list[Mapping[str, Any]] = [{**each, "stands_from": each.get("stands_from", path)} for each in earlier]
    return [*now, *(each for each in carried if each["organisation"] not in renewed)]
