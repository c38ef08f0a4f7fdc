"""What a decision rule is made of: conditions over shares, means, counts and facts, as values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

OPERATORS = {"at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than"}
TOGETHER, EACH = "all", "each"


@dataclass(frozen=True, slots=True)
class Bound:
    """What is reached or not. `op` is one of OPERATORS; `value` is a fraction, or a whole number for counts and
    facts."""

    op: str
    value: Fraction

    @property
    def is_floor(self) -> bool:
        return self.op in ("at_least", "more_than")

    @property
    def words(self) -> str:
        return f"{OPERATORS[self.op]} {self.value}"

    def meets(self, have: Fraction | None) -> bool:
        """Whether this much is enough. None is a share over nothing: it reaches no floor and exceeds no ceiling."""
        if have is None:
            return not self.is_floor
        return {
            "at_least": have >= self.value,
            "more_than": have > self.value,
            "at_most": have <= self.value,
            "less_than": have < self.value,
        }[self.op]


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A share of those who vote. `by` is "weight", "heads", or an attribute of the roll; `place` is "all", "each", a
    chamber, or several summed together."""

    counted: frozenset[str]
    of: frozenset[str]
    bound: Bound
    by: str = "weight"
    place: str | tuple[str, ...] = TOGETHER


@dataclass(frozen=True, slots=True)
class Mean:
    counted: frozenset[str]
    of: frozenset[str]
    bound: Bound
    by: str = "weight"


@dataclass(frozen=True, slots=True)
class Count:
    counted: frozenset[str]
    bound: Bound
    place: str | tuple[str, ...] = TOGETHER


@dataclass(frozen=True, slots=True)
class Chambers:
    """A condition that so many chambers meet. `needed` is a number of chambers, a fraction of them, or the string
    "all"."""

    needed: int | str | Fraction
    where: Condition


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    bound: Bound


Test = Share | Mean | Count | Fact  # what is counted and compared; the others are made of these
Condition = All | Any | Chambers | Test


def leaves(condition: Condition) -> Iterator[Test]:
    """The tests in it, in reading order."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part)
        case Chambers(_, where):
            yield from leaves(where)
        case _:
            yield condition
