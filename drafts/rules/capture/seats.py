"""The roll as the game of part C sees it: seats, what they weigh, and the chambers that they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from drafts.rules.conditions import TOGETHER
from drafts.rules.methods import Method
from drafts.rules.roll import Roll, RollPlace
from drafts.rules.weights import weigh


@dataclass(frozen=True, slots=True)
class Seats:
    """The roll with what everybody weighs. A seat may stand for several organisations alike: `heads` is how many,
    `weights` what they weigh together. `chambers`: by name, the places of their seats."""

    method: Method
    entries: tuple[RollPlace, ...]
    weights: tuple[Fraction, ...]
    heads: tuple[int, ...]
    chambers: Mapping[str, tuple[int, ...]]


def seats_of(method: Method, roll: Roll) -> Seats:
    weights = weigh(method, roll, frozenset())
    return seated(method, tuple(roll), tuple(weights[entry.organisation] for entry in roll), (1,) * len(roll))


def seated(
    method: Method, entries: tuple[RollPlace, ...], weights: tuple[Fraction, ...], heads: tuple[int, ...]
) -> Seats:
    chambers: dict[str, list[int]] = {} if method.chamber else {TOGETHER: []}
    for n, entry in enumerate(entries):
        chambers.setdefault(entry.chamber, []).append(n)
    return Seats(method, entries, weights, heads, {name: tuple(members) for name, members in chambers.items()})
