"""Sums of a ballot: in each chamber and together, how many hold each position and what they weigh."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from drafts.rules.conditions import TOGETHER
from drafts.rules.reading import POSITIONS
from drafts.rules.record import Record

HEADS, WEIGHT = "heads", "weight"
Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Sums:
    """What there was, by measure ("heads", "weight", an attribute) and position."""

    by: dict[str, dict[str, Fraction]] = field(
        default_factory=lambda: defaultdict(lambda: dict.fromkeys(POSITIONS, Fraction(0)))
    )

    def add(self, measure: str, position: str, amount: Fraction | int) -> None:
        self.by[measure][position] += amount

    def of(self, positions: Iterable[str], measure: str) -> Fraction:
        """The sum over these positions, in which those recused count nothing."""
        return sum((self.by[measure][position] for position in positions if position != "recuse"), Fraction(0))

    def heads(self, position: str) -> int:
        return int(self.by[HEADS][position])

    def weight(self, position: str) -> Fraction:
        return self.by[WEIGHT][position]


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums by place: "all" first, then the chambers in the order of the roll."""

    places: Mapping[str, Sums]
    chambers: tuple[str, ...]

    def of(self, places: Iterable[str], positions: Iterable[str], measure: str) -> Fraction:
        """The sum over several places, each of which must be there."""
        wanted = tuple(positions)
        return sum((self.places[place].of(wanted, measure) for place in places), Fraction(0))

    def has(self, places: Iterable[str]) -> bool:
        return all(place in self.places for place in places)


def tally_of(record: Record) -> Tally:
    """Equal votes are counted before anything is added up, so that fractions are made only of sums."""
    places, weights = {place: Sums() for place in (TOGETHER, *record.chambers)}, record.weights
    held = record.roll.chambers, list(record.counted.values())
    heads = Counter(zip(*held, *weights.columns, strict=True))
    weighed = heads if weights.times is None else _added(zip(*held, *weights.columns, strict=True), weights.times)
    for (place, position, *_), number in heads.items():
        _add(places, place, HEADS, position, number)
    for (place, position, *kind), number in weighed.items():
        if position != "recuse":
            _add(places, place, WEIGHT, position, weights.units[tuple(kind)] * number)
    for measure in record.method.measures():
        for (place, position), number in _added(zip(*held, strict=True), record.roll.column(measure)).items():
            _add(places, place, measure, position, number)
    return Tally(places, record.chambers)


def _added(keys: Iterable[Key], amounts: Sequence[int]) -> dict[Key, int]:
    found: dict[Key, int] = defaultdict(int)
    for key, amount in zip(keys, amounts, strict=True):
        found[key] += amount
    return found


def _add(places: Mapping[str, Sums], place: str, measure: str, position: str, amount: Fraction | int) -> None:
    for each in {TOGETHER, place}:
        places[each].add(measure, position, amount)
