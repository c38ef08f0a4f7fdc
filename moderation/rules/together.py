"""People of one owner who act within minutes of each other, again and again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from moderation.rules.alarms import IN_FORCE, TOGETHER, Raised, Thresholds


def together(
    owner: str, name: str, week: str, acts: Sequence[tuple[int, datetime]], limits: Thresholds = IN_FORCE
) -> Raised | None:
    times, people = occasions(acts, limits), len({person for person, _ in acts})
    if times < limits.together_times:
        return None
    says = (
        f"People of {name} and its organisations acted within {limits.together_minutes} minutes of each other on "
        f"{times} occasions in a week, {people} people in all; "
        f"the threshold is {limits.together_people} people on {limits.together_times} occasions."
    )
    return Raised(
        TOGETHER,
        f"{TOGETHER}/{owner}/{week}",
        f"/organisations/{owner}",
        says,
        {"owner": owner, "occasions": times, "people": people},
    )


def occasions(acts: Sequence[tuple[int, datetime]], limits: Thresholds = IN_FORCE) -> int:
    """Counts the windows, none overlapping another, in which enough different people act. `acts` are (person,
    moment)."""
    ordered, found, start = sorted(acts, key=lambda each: each[1]), 0, 0
    while start < len(ordered):
        end = ordered[start][1] + timedelta(minutes=limits.together_minutes)
        window = [each for each in ordered[start:] if each[1] <= end]
        enough = len({person for person, _ in window}) >= limits.together_people
        found += enough
        start += len(window) if enough else 1
    return found
