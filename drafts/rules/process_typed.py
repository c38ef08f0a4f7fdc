"""The process of a method as it is typed into a form: checked field by field, and turned into members of JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from drafts.rules.process import LONGEST_HOURS, Process
from drafts.rules.reading import FRACTION

HOURS = {"days": 24, "hours": 1}
LONGEST_DAYS, LONGEST_YEARS, MOST_READINGS = 366, 25, 5


@dataclass(frozen=True, slots=True)
class TypedProcess:
    """Strings as typed, "" where nothing was. `second_call` is its method as JSON, None where there is none."""

    open_for: str = "7"
    unit: str = "days"
    recirculation: bool = False
    second_days: str = ""
    second_call: Mapping[str, Any] | None = None
    readings: str = "1"
    between: str = ""
    reaffirm_years: str = ""
    group_limit: str = ""


def typed_of(process: Process) -> TypedProcess:
    """What would have been typed for it."""
    hours, second, readings = process.minimum_hours, process.second_call, process.readings
    return TypedProcess(
        open_for=str(hours // 24 if hours % 24 == 0 else hours),
        unit="days" if hours % 24 == 0 else "hours",
        recirculation=process.recirculation,
        second_days=str(second.days) if second else "",
        second_call=second.json if second else None,
        readings=str(readings[0]) if readings else "1",
        between=str(readings[1]) if readings else "",
        reaffirm_years=str(process.reaffirm_years or ""),
        group_limit=str(process.group_limit) if process.group_limit is not None else "",
    )


def faults_of(typed: TypedProcess) -> dict[str, str]:
    """By field of TypedProcess."""
    return {field: says for field, check in CHECKS.items() if (says := check(typed))}


def members_of(typed: TypedProcess) -> dict[str, Any]:
    """The members of the method's JSON; `typed` has no faults."""
    several = (typed.readings or "1") != "1"
    found = {
        "minimum_hours": int(typed.open_for) * HOURS[typed.unit],
        "recirculation": typed.recirculation or None,
        "second_call": typed.second_call and {"days": int(typed.second_days), "method": typed.second_call},
        "readings": {"number": int(typed.readings), "days": int(typed.between)} if several else None,
        "reaffirm_years": int(typed.reaffirm_years) if typed.reaffirm_years else None,
        "group_limit": typed.group_limit or None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _whole(typed: str, least: int, most: int) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 7 and least <= int(typed) <= most


def _open_for(typed: TypedProcess) -> str:
    if typed.unit not in HOURS:
        return "Choose hours or days."
    most = LONGEST_HOURS // HOURS[typed.unit]
    return "" if _whole(typed.open_for, 0, most) else f"Write a whole number of {typed.unit}, at most {most:,}."


def _second_days(typed: TypedProcess) -> str:
    if typed.second_call is None:
        return "Choose by which method the others decide in a second call." if typed.second_days else ""
    return (
        ""
        if _whole(typed.second_days, 1, LONGEST_DAYS)
        else f"Write how many days a second call lasts, 1 to {LONGEST_DAYS}."
    )


def _readings(typed: TypedProcess) -> str:
    return "" if _whole(typed.readings or "1", 1, MOST_READINGS) else f"Write a whole number, 1 to {MOST_READINGS}."


def _between(typed: TypedProcess) -> str:
    if _readings(typed) or (typed.readings or "1") == "1" or _whole(typed.between, 0, LONGEST_DAYS):
        return ""
    return f"Write how many days are between two readings, at most {LONGEST_DAYS}."


def _years(typed: TypedProcess) -> str:
    right = not typed.reaffirm_years or _whole(typed.reaffirm_years, 1, LONGEST_YEARS)
    return "" if right else f"Write a whole number of years, 1 to {LONGEST_YEARS}, or nothing."


def _limit(typed: TypedProcess) -> str:
    right = not typed.group_limit or (len(typed.group_limit) <= 12 and FRACTION.fullmatch(typed.group_limit))
    return "" if right else "Write an exact fraction, such as 1/3, or nothing."


CHECKS: dict[str, Callable[[TypedProcess], str]] = {
    "open_for": _open_for,
    "second_days": _second_days,
    "readings": _readings,
    "between": _between,
    "reaffirm_years": _years,
    "group_limit": _limit,
}
