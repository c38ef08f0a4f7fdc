"""Sums of a ballot: in each chamber and together, how many hold each position and what they weigh."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from drafts.rules.conditions import TOGETHER
from drafts.rules.reading import POSITIONS
from drafts.rules.record import Record

HEADS, WEIGHT = "heads", "weight"


@dataclass(slots=True)
class Sums:
    """By measure ("heads", "weight", an attribute) and position."""

    by: dict[str, dict[str, Fraction]] = field(
        default_factory=lambda: defaultdict(lambda: dict.fromkeys(POSITIONS, Fraction(0)))
    )

    def add(self, measure: str, position: str, amount: Fraction | int) -> None:
        self.by[measure][position] += amount

    def of(self, positions: Iterable[str], measure: str) -> Fraction:
        """Those recused count nothing."""
        return sum((self.by[measure][position] for position in positions if position != "recuse"), Fraction(0))

    def heads(self, position: str) -> int:
        return int(self.by[HEADS][position])

    def weight(self, position: str) -> Fraction:
        return self.by[WEIGHT][position]


@dataclass(frozen=True, slots=True)
class Tally:
    """`places`: "all" first, then the chambers in the order of the roll."""

    places: Mapping[str, Sums]
    chambers: tuple[str, ...]

    def of(self, places: Iterable[str], positions: Iterable[str], measure: str) -> Fraction:
        """Summed over several places, each of which must be there."""
        wanted = tuple(positions)
        return sum((self.places[place].of(wanted, measure) for place in places), Fraction(0))

    def has(self, places: Iterable[str]) -> bool:
        return all(place in self.places for place in places)


def tally_of(record: Record) -> Tally:
    places = {place: Sums() for place in (TOGETHER, *record.chambers)}
    measures = record.method.measures()
    for entry in record.roll:
        position = record.counted[entry.organisation]
        for place in {TOGETHER, entry.chamber}:
            places[place].add(HEADS, position, 1)
            places[place].add(WEIGHT, position, record.weights[entry.organisation])
            for measure in measures:
                places[place].add(measure, position, entry.attributes[measure])
    return Tally(places, record.chambers)
