"""Power where it cannot be counted: by drawn orders and drawn coalitions, from a published seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from hashlib import sha256

import numpy
from numpy.typing import NDArray

from drafts.rules.capture.game import Atom, Formula, atoms_of

DRAWS = 2_000  # orders, and as many coalitions
CLOSE = 1e-9  # of a test's need: sums are compared as floating numbers here, and only here


@dataclass(frozen=True, slots=True)
class Drawn:
    banzhaf: Mapping[str, Fraction]
    shapley_shubik: Mapping[str, Fraction]
    interval: Fraction
    draws: int


def drawn(game: Formula, organisations: Sequence[str], seed: str) -> Drawn:
    """Draws power. The interval is 98/(100 √draws): half of the 95 % interval of a share of one half, where it is
    widest."""
    random = numpy.random.default_rng(int.from_bytes(sha256(seed.encode()).digest(), "big"))
    atoms, size = atoms_of(game), len(organisations)
    row = {atom: n for n, atom in enumerate(atoms)}
    shares = numpy.array([[share / atom.need for share in atom.shares] for atom in atoms])
    pivots, swings = numpy.zeros(size, dtype=int), numpy.zeros(size, dtype=int)
    for _ in range(DRAWS):
        order = random.permutation(size)
        won = _met(game, row, numpy.cumsum(shares[:, order], axis=1) >= 1 - CLOSE)
        pivots[order[int(numpy.argmax(won))]] += 1
        inside = random.random(size) < 0.5
        others = shares[:, inside].sum(axis=1)[:, None] - shares * inside
        swings += _met(game, row, others + shares >= 1 - CLOSE) & ~_met(game, row, others >= 1 - CLOSE)
    interval = Fraction(98, 100 * int(DRAWS**0.5))
    return Drawn(_shares(organisations, swings), _shares(organisations, pivots), interval, DRAWS)


def _shares(organisations: Sequence[str], counts: NDArray[numpy.int64]) -> dict[str, Fraction]:
    return {name: Fraction(int(count), DRAWS) for name, count in zip(organisations, counts, strict=True)}


def _met(node: Formula, row: Mapping[Atom, int], reached: NDArray[numpy.bool_]) -> NDArray[numpy.bool_]:
    if isinstance(node, Atom):
        own: NDArray[numpy.bool_] = reached[row[node]]
        return own
    parts = [_met(part, row, reached) for part in node.parts]
    held: NDArray[numpy.bool_]
    if node.is_all:
        held = numpy.logical_and.reduce(parts)
    else:
        held = reduce(numpy.add, (part.astype(int) for part in parts)) >= node.least
    return held
