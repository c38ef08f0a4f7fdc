"""How often one organisation decides: Banzhaf (of the coalitions of all others) and Shapley–Shubik (of the orders in
which they could join). Both follow from how many winning coalitions of each size hold an organisation of each kind, so
that is what is counted: part by part where parts have nobody in common, over classes elsewhere, by halves of up to 24,
and otherwise by drawing lots with a seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from drafts.rules.capture.classes import Kind, kinds_of
from drafts.rules.capture.counting import TooMany, binomials, counts_of
from drafts.rules.capture.game import ALWAYS, NEVER, Formula, atoms_of

Sizes = Sequence[int]


@dataclass(frozen=True, slots=True)
class Power:
    """Power by organisation. `interval` is half the width of the widest 95 % interval of an index if it was drawn, else
    0."""

    banzhaf: Mapping[str, Fraction]
    shapley_shubik: Mapping[str, Fraction]
    exact: bool = True
    interval: Fraction = Fraction(0)
    draws: int = 0

    def as_json(self) -> dict[str, object]:
        found: dict[str, object] = {
            "banzhaf": {name: str(value) for name, value in self.banzhaf.items()},
            "shapley_shubik": {name: str(value) for name, value in self.shapley_shubik.items()},
            "exact": self.exact,
        }
        return found if self.exact else {**found, "interval_95": str(self.interval), "draws": self.draws}


def power_of(game: Formula, organisations: Sequence[str], seed: str) -> Power:
    """Reckons how much power each has. `organisations` are in the order of the roll."""
    nobody = dict.fromkeys(organisations, Fraction(0))
    if game in (ALWAYS, NEVER):
        return Power(nobody, nobody)
    kinds = kinds_of(atoms_of(game), {name: (n,) for n, name in enumerate(organisations)})
    try:
        banzhaf, shapley = _from_counts(kinds, *counts_of(game, kinds))
    except TooMany:
        from drafts.rules.capture.drawing import drawn  # with numpy, for which only those wait who need it

        found = drawn(game, organisations, seed)
        return Power(found.banzhaf, found.shapley_shubik, False, found.interval, found.draws)
    by_name = {name: n for n, kind in enumerate(kinds) for name in kind.members}
    return Power(
        {name: banzhaf[by_name[name]] for name in organisations},
        {name: shapley[by_name[name]] for name in organisations},
    )


def _from_counts(
    kinds: Sequence[Kind], total: Sizes, holding: Sequence[Sizes]
) -> tuple[list[Fraction], list[Fraction]]:
    """Makes indices of counts. `total` counts winning coalitions by size, and `holding` for each kind those that hold
    one given member of it."""
    n = sum(len(kind.members) for kind in kinds)
    scale = lcm(*range(1, n + 1))  # a multiple of s · C(n, s): the share of orders in which just these s come first
    chosen = binomials(n)
    pivots = [scale // (s * chosen[s]) if s else 0 for s in range(n + 1)]
    misses = [scale // ((n - s) * chosen[s]) if s < n else 0 for s in range(n + 1)]
    banzhaf = [Fraction(2 * sum(own) - sum(total), 2 ** (n - 1)) for own in holding]
    shapley = []
    for own in holding:
        gained = sum(number * pivots[s] for s, number in enumerate(own) if number)
        lost = sum((whole - number) * misses[s] for s, (whole, number) in enumerate(zip(total, own, strict=True)))
        shapley.append(Fraction(gained - lost, scale))
    return banzhaf, shapley
