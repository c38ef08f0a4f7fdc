"""A game as an integer programme, and lower bounds of its smallest coalition that rest on whole numbers alone.

The variables are how many of each class take part, and one of 0 or 1 for each part of a node of which not all parts
must hold. Linear programming proposes; what it proposes is used only where exact arithmetic agrees. In particular, any
prices of the rows that are not negative give a lower bound (weak duality): the solver's prices are rounded to
fractions, and the bound is computed from those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from drafts.rules.capture.classes import Class
from drafts.rules.capture.game import Atom, Formula

PRECISION = 48  # binary digits of a price


@dataclass(frozen=True, slots=True)
class Inequality:
    """The sum of coefficient times variable is at least `base`."""

    coefficients: dict[int, int]
    base: int

    @property
    def scale(self) -> int:
        return max(self.base, *map(abs, self.coefficients.values()), 1)


@dataclass(slots=True)
class Programme:
    """Minimise the number of units; the switches come after the classes."""

    classes: Sequence[Class]
    formula: Formula
    rows: list[Inequality] = field(default_factory=list)
    switches: dict[tuple[int, ...], int] = field(default_factory=dict)  # by the part's path in the formula

    def __post_init__(self) -> None:
        self._require(self.formula, (), None)

    @property
    def size(self) -> int:
        return len(self.classes) + len(self.switches)

    def _require(self, part: Formula, path: tuple[int, ...], switch: int | None) -> None:
        """The part must hold; with a switch, only if that is 1."""
        if isinstance(part, Atom):
            self._reach(part, switch)
            return
        if not part.is_all:
            own = {self.switches.setdefault((*path, n), self.size): 1 for n in range(len(part.parts))}
            self._row(own, part.least, switch)
        for n, inner in enumerate(part.parts):
            at = (*path, n)
            self._require(inner, at, switch if part.is_all else self.switches[at])

    def _row(self, coefficients: dict[int, int], base: int, switch: int | None) -> None:
        if switch is None:
            self.rows.append(Inequality(coefficients, base))
        else:
            self.rows.append(Inequality({**coefficients, switch: -base}, 0))

    def _reach(self, atom: Atom, switch: int | None) -> None:
        """The sum itself, and that it takes a number of units to reach it, however large they are."""
        amounts = {n: min(each.brings[atom], atom.need) for n, each in enumerate(self.classes) if atom in each.brings}
        self._row(dict.fromkeys(amounts, 1), self._fewest(amounts, atom.need), switch)
        if len(set(amounts.values())) > 1:
            self._row(amounts, atom.need, switch)

    def _fewest(self, amounts: dict[int, int], need: int) -> int:
        """Out of reach, it takes more than there are."""
        taken = 0
        for n in sorted(amounts, key=amounts.__getitem__, reverse=True):
            there = len(self.classes[n].units)
            if amounts[n] * there >= need:
                return taken - -need // amounts[n]
            need -= amounts[n] * there
            taken += there
        return taken + 1

    def possible(self, sums: Mapping[Atom, int], low: Sequence[int], high: Sequence[int]) -> bool:
        """Whether the formula holds at these sums with the switches that are already set: 0 gives a part up, 1
        insists."""
        return self._possible(self.formula, (), sums, low, high)

    def _possible(
        self, part: Formula, path: tuple[int, ...], sums: Mapping[Atom, int], low: Sequence[int], high: Sequence[int]
    ) -> bool:
        if isinstance(part, Atom):
            return sums.get(part, 0) >= part.need
        held = 0
        for n, inner in enumerate(part.parts):
            at = (*path, n)
            switch = self.switches.get(at) if not part.is_all else None
            if switch is not None and not high[switch]:
                continue
            if self._possible(inner, at, sums, low, high):
                held += 1
        return held >= part.least


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relaxed optimum has these `values`, and no solution in the box has fewer units than `bound`, exactly."""

    values: Sequence[float]
    bound: int


class Relaxation:
    """The linear programme of a Programme, solved again and again in smaller boxes."""

    def __init__(self, programme: Programme) -> None:
        from scipy.sparse import csr_array  # takes half a second to import: only those who need it wait

        self.rows, self.size, self.counted = programme.rows, programme.size, len(programme.classes)
        self.scales = [row.scale for row in self.rows]
        entries = [
            (r, v, -_ratio(coefficient, self.scales[r]))
            for r, row in enumerate(self.rows)
            for v, coefficient in row.coefficients.items()
        ]
        down, along, values = zip(*entries, strict=True)
        self.matrix = csr_array((values, (down, along)), shape=(len(self.rows), self.size))
        self.bases = [-_ratio(row.base, scale) for row, scale in zip(self.rows, self.scales, strict=True)]
        self.costs = [1] * self.counted + [0] * (self.size - self.counted)
        self.extra = max(self.scales).bit_length()

    def solve(self, low: Sequence[int], high: Sequence[int]) -> Proposal:
        from scipy.optimize import linprog

        found = linprog(
            self.costs, A_ub=self.matrix, b_ub=self.bases, bounds=list(zip(low, high, strict=True)), method="highs"
        )
        if found.x is None:
            return Proposal([(a + b) / 2 for a, b in zip(low, high, strict=True)], sum(low[: self.counted]))
        prices = [max(0.0, -float(price)) for price in found.ineqlin.marginals]
        return Proposal(found.x.tolist(), max(self.bound(prices, low, high), sum(low[: self.counted])))

    def bound(self, prices: Sequence[float], low: Sequence[int], high: Sequence[int]) -> int:
        """A bound by weak duality, in whole numbers: whatever the prices, it is true."""
        unit = 1 << (PRECISION + self.extra)
        exact = [
            (int(price * 2**PRECISION) << self.extra) // scale for price, scale in zip(prices, self.scales, strict=True)
        ]
        left = [cost * unit for cost in self.costs]
        for row, price in zip(self.rows, exact, strict=True):
            if price:
                for v, coefficient in row.coefficients.items():
                    left[v] -= price * coefficient
        least = sum(row.base * price for row, price in zip(self.rows, exact, strict=True))
        least += sum(rest * (low[v] if rest > 0 else high[v]) for v, rest in enumerate(left))
        return -(-least // unit)


def _ratio(part: int, whole: int) -> float:
    return part / whole  # of whole numbers, which may be far beyond what a float holds
