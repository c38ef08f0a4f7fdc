"""Numbers in words, for sentences of the rules."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
_COUNTS = {2: "two", 3: "three", 4: "four"}


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def part_of(value: Fraction) -> str:
    """ "a third", "two thirds", "all", "7/12"."""
    if value == 1:
        return "all"
    name = _PARTS.get(value.denominator)
    if name and value.numerator == 1:
        return "half" if name == "half" else f"an {name}" if name == "eighth" else f"a {name}"
    if name and value.numerator in _COUNTS:
        return f"{_COUNTS[value.numerator]} {name}s"
    return f"{value.numerator}/{value.denominator}"


def days_left(until: datetime, now: datetime) -> str:
    """Days that have begun count whole."""
    if now >= until:
        return "the time is over"
    left = until - now
    return f"{counted(left.days + bool(left.seconds or left.microseconds), 'day')} left"
