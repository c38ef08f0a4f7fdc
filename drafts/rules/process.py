"""What a method says besides its numbers: how long a ballot stays open, what goes back to the voters, what a second
call decides by. These members stand in the method's JSON beside those of part A, and are frozen on a ballot with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from drafts.rules.methods import Method, read_method
from drafts.rules.reading import Malformed, fraction, integer, mapping, optional, quoted, required, string

WORDS = ("voters", "review", "recirculation", "dispositions", "appeal", "reaffirmation")
LONGEST_HOURS = 366 * 24


@dataclass(frozen=True, slots=True)
class SecondCall:
    """What decides if a group stays away twice: by which method the others do, and how many `days` the second call
    lasts. `json` is that method as it stands in the first one's."""

    days: int
    json: Mapping[str, Any]
    method: Method


@dataclass(frozen=True, slots=True)
class Process:
    """What a method says besides its numbers. `maximum_hours` is 0 where it sets no longest time. `readings` is how
    many there are, and the days between them. `group_limit` is the most of the roll that one group may be. `words`
    holds sentences about what a body does, by WORDS; those without machine members are shown, not enforced."""

    minimum_hours: int = 0
    recirculation: bool = False
    readings: tuple[int, int] | None = None
    second_call: SecondCall | None = None
    reaffirm_years: int = 0
    group_limit: Fraction | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    maximum_hours: int = 0

    @property
    def longest_hours(self) -> int:
        """How long a ballot stays open at most: what the method says, or what holds for every ballot."""
        return self.maximum_hours or LONGEST_HOURS


def process_of(found: Mapping[str, Any]) -> Process:
    """Reads the process from a method's JSON. Raises Malformed, naming the place."""
    process = Process(
        minimum_hours=optional(found, "minimum_hours", "", _hours, 0),
        maximum_hours=optional(found, "maximum_hours", "", _hours, 0),
        recirculation=optional(found, "recirculation", "", _yes_no, False),
        readings=optional(found, "readings", "", _readings, None),
        second_call=optional(found, "second_call", "", _second_call, None),
        reaffirm_years=optional(found, "reaffirm_years", "", lambda value, where: integer(value, where, least=1), 0),
        group_limit=optional(found, "group_limit", "", fraction, None),
        words=optional(found, "process", "", _words, {}),
    )
    return _fitting(process)


def _fitting(process: Process) -> Process:
    """Raises Malformed where the longest time of a ballot leaves no time after another that the method sets."""
    second = process.second_call.days * 24 if process.second_call else 0
    for name, hours in (("minimum_hours", process.minimum_hours), ("second_call.days", second)):
        if process.maximum_hours and process.maximum_hours <= hours:
            raise Malformed(
                f"maximum_hours: {process.maximum_hours} hours are not more than the {hours} hours of {name}."
            )
    return process


def _hours(value: object, where: str) -> int:
    hours = integer(value, where)
    if hours > LONGEST_HOURS:
        raise Malformed(f"{where}: a ballot stays open for at most {LONGEST_HOURS} hours, not {quoted(hours)}.")
    return hours


def _yes_no(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise Malformed(f"{where}: true or false is wanted, not {quoted(value)}.")
    return value


def _readings(value: object, where: str) -> tuple[int, int]:
    found = mapping(value, where)
    return (
        integer(required(found, "number", where), f"{where}.number", least=2),
        integer(required(found, "days", where), f"{where}.days", least=0),
    )


def _second_call(value: object, where: str) -> SecondCall:
    found = mapping(value, where)
    json = mapping(required(found, "method", where), f"{where}.method")
    days = integer(required(found, "days", where), f"{where}.days", least=1)
    return SecondCall(days, json, read_method(json, f"{where}.method"))


def _words(value: object, where: str) -> Mapping[str, str]:
    found = mapping(value, where)
    for name in found:
        if name not in WORDS:
            raise Malformed(f"{where}: a process has no member {quoted(name)}.")
    return {name: string(each, f"{where}.{name}") for name, each in found.items()}
