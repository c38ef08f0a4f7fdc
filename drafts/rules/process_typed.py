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
    at_most: str = ""


def typed_of(process: Process) -> TypedProcess:
    """What would have been typed for it."""
    hours, second, readings = process.minimum_hours, process.second_call, process.readings
    unit = "days" if hours % 24 == process.maximum_hours % 24 == 0 else "hours"
    return TypedProcess(
        open_for=str(hours // HOURS[unit]),
        unit=unit,
        recirculation=process.recirculation,
        second_days=str(second.days) if second else "",
        second_call=second.json if second else None,
        readings=str(readings[0]) if readings else "1",
        between=str(readings[1]) if readings else "",
        reaffirm_years=str(process.reaffirm_years or ""),
        group_limit=str(process.group_limit) if process.group_limit is not None else "",
        at_most=str(process.maximum_hours // HOURS[unit] or ""),
    )


def faults_of(typed: TypedProcess) -> dict[str, str]:
    """Says by field of TypedProcess what is wrong."""
    return {field: says for field, check in CHECKS.items() if (says := check(typed))}


def members_of(typed: TypedProcess) -> dict[str, Any]:
    """The members of the method's JSON; `typed` has no faults."""
    several = (typed.readings or "1") != "1"
    found = {
        "minimum_hours": int(typed.open_for) * HOURS[typed.unit],
        "maximum_hours": int(typed.at_most) * HOURS[typed.unit] if typed.at_most else None,
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


def _at_most(typed: TypedProcess) -> str:
    if not typed.at_most or _open_for(typed):
        return ""
    days = int(typed.second_days) if typed.second_call is not None and not _second_days(typed) else 0
    least = 1 + max(int(typed.open_for), days * 24 // HOURS[typed.unit])
    most = LONGEST_HOURS // HOURS[typed.unit]
    right = _whole(typed.at_most, least, most)
    return "" if right else f"Write a whole number of {typed.unit}, {least:,} to {most:,}, or nothing."


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
    "at_most": _at_most,
    "second_days": _second_days,
    "readings": _readings,
    "between": _between,
    "reaffirm_years": _years,
    "group_limit": _limit,
}
