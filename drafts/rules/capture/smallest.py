"""The fewest units that win a game: branch and bound, whose bounds and coalitions are checked in whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import ceil

from drafts.rules.capture.classes import Class, sums, wins
from drafts.rules.capture.game import ALWAYS, NEVER, Formula
from drafts.rules.capture.programme import Programme, Relaxation

MOST = 1_500  # linear programmes that are solved before the proof is given up


@dataclass(frozen=True, slots=True)
class Coalition:
    """A coalition is the fewest who win. Where its `size` is None, not even all together win. `at_least` is smaller
    than `size` only where the proof was given up."""

    size: int | None
    units: tuple[str, ...] = ()
    at_least: int | None = None

    @property
    def is_proven(self) -> bool:
        return self.at_least is None or self.at_least == self.size


def smallest(formula: Formula, classes: Sequence[Class], most: int = MOST) -> Coalition:
    everybody = [len(each.units) for each in classes]
    if formula == NEVER or not wins(formula, classes, everybody):
        return Coalition(None)
    if formula == ALWAYS:
        return Coalition(0)
    search = _Search(formula, classes)
    bound = search.run(most)
    chosen = (name for each, count in zip(classes, search.best, strict=True) for name in each.units[:count])
    return Coalition(sum(search.best), tuple(chosen), bound)


class _Search:
    def __init__(self, formula: Formula, classes: Sequence[Class]) -> None:
        self.formula, self.classes = formula, classes
        self.programme = Programme(classes, formula)
        self.relaxation = Relaxation(self.programme)
        self.best = [len(each.units) for each in classes]
        self.waiting: list[tuple[int, int, list[int], list[int], Sequence[float]]] = []
        self.added = 0

    def run(self, most: int) -> int:
        """The proven lower bound."""
        switches = self.programme.size - len(self.classes)
        self._add([0] * self.programme.size, [*self.best, *[1] * switches], 0)
        while self.waiting and self.waiting[0][0] < sum(self.best):
            bound, _, low, high, values = heappop(self.waiting)
            if self.added > most:
                return bound
            for lower, upper in self._halves(low, high, values):
                self._add(lower, upper, bound)
        return sum(self.best)

    def _add(self, low: list[int], high: list[int], above: int) -> None:
        """A box, if there may be something better in it."""
        counts = high[: len(self.classes)]
        if not self.programme.possible(sums(self.classes, counts), low, high):
            return
        self.added += 1
        found = self.relaxation.solve(low, high)
        self._try(found.values, low, high)
        bound = max(found.bound, above)
        if bound < sum(self.best):
            heappush(self.waiting, (bound, -self.added, low, high, found.values))

    def _try(self, values: Sequence[float], low: Sequence[int], high: Sequence[int]) -> None:
        """The proposal rounded up, then without those who are not needed: the ones proposed least first."""
        order = range(len(self.classes))
        counts = [min(high[n], max(low[n], ceil(values[n] - 1e-6))) for n in order]
        if not wins(self.formula, self.classes, counts):
            return
        if sum(counts) - sum(value > count - 1 + 1e-6 for value, count in zip(values, counts, strict=False)) < sum(
            self.best
        ):
            for n in sorted(order, key=lambda n: (values[n] == int(values[n]), values[n] - counts[n])):
                if counts[n]:
                    counts[n] = self._needed(counts, n)
        if sum(counts) < sum(self.best):
            self.best = counts

    def _needed(self, counts: list[int], n: int) -> int:
        """How many of class n must stay if all others do."""
        low, high = 0, counts[n]
        while low < high:
            middle = (low + high) // 2
            fewer = [*counts[:n], middle, *counts[n + 1 :]]
            low, high = (low, middle) if wins(self.formula, self.classes, fewer) else (middle + 1, high)
        return low

    def _halves(
        self, low: list[int], high: list[int], values: Sequence[float]
    ) -> Iterator[tuple[list[int], list[int]]]:
        """The box in two, at the value that is least whole; switches first. Nothing if only one point is left."""
        open_ = [v for v in range(len(low)) if low[v] < high[v]]
        if not open_:
            return
        counted = len(self.classes)
        split = max(
            open_, key=lambda v: (_unwhole(values[v]) > 1e-6, v >= counted, _unwhole(values[v]), high[v] - low[v])
        )
        at = min(high[split] - 1, max(low[split], int(values[split] + 1e-9)))
        yield low, [*high[:split], at, *high[split + 1 :]]
        yield [*low[:split], at + 1, *low[split + 1 :]], high


def _unwhole(value: float) -> float:
    return abs(value - round(value))
