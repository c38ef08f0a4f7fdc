"""Counts the winning coalitions of up to 24 organisations that are all different, by halves: each coalition is one of
the first half beside one of the second, and a test holds where their sums reach its need together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import reduce

import numpy
from numpy.typing import NDArray

from drafts.rules.capture.classes import Kind
from drafts.rules.capture.game import Atom, Formula

Grid = NDArray[numpy.bool_]  # by mask of the first half and mask of the second
Numbers = NDArray[numpy.int64]


def counted_by_halves(game: Formula, kinds: Sequence[Kind], atoms: Sequence[Atom]) -> tuple[list[int], list[list[int]]]:
    """Answers as counting.counts_of does, and exactly: sums are compared as whole numbers, and only their ranks are put
    into arrays."""
    actors = [n for n, kind in enumerate(kinds) for _ in kind.members]
    cut = len(actors) // 2
    halves = [[kinds[n].shares for n in actors[:cut]], [kinds[n].shares for n in actors[cut:]]]
    met = {
        atom: _met([_sums([shares[a] for shares in half]) for half in halves], atom.need)
        for a, atom in enumerate(atoms)
    }
    wins = _holding(game, met)
    sizes = [numpy.array([mask.bit_count() for mask in range(1 << len(half))]) for half in halves]
    by_rows, by_columns = _by_size(wins, sizes[0]), _by_size(wins.T, sizes[1])
    total = _spread(by_rows, sizes[1], len(actors))
    first = {n: place for place, n in reversed(list(enumerate(actors)))}
    own = []
    for n in range(len(kinds)):
        place = first[n]
        here, masks, other = (by_columns, sizes[0], place) if place < cut else (by_rows, sizes[1], place - cut)
        held = numpy.array([bool(mask >> other & 1) for mask in range(len(masks))])
        own.append(_spread(here * held, masks, len(actors)))
    return total, own


def _sums(shares: Sequence[int]) -> list[int]:
    """The sums of shares, by mask of who is in."""
    found = [0]
    for share in shares:
        found += [each + share for each in found]
    return found


def _met(halves: Sequence[list[int]], need: int) -> Grid:
    ordered = sorted(halves[1])
    ranks = numpy.array([bisect_left(ordered, each) for each in halves[1]])
    wanted = numpy.array([bisect_left(ordered, need - each) for each in halves[0]])
    reached: Grid = ranks[None, :] >= wanted[:, None]
    return reached


def _holding(node: Formula, met: dict[Atom, Grid]) -> Grid:
    if isinstance(node, Atom):
        return met[node]
    parts = [_holding(part, met) for part in node.parts]
    held: Grid
    if node.is_all:
        held = numpy.logical_and.reduce(parts)
    elif node.least == 1:
        held = numpy.logical_or.reduce(parts)
    else:
        held = reduce(numpy.add, (part.astype(numpy.int16) for part in parts)) >= node.least
    return held


def _by_size(wins: Grid, sizes: Numbers) -> Numbers:
    """Row s, column: how many winning coalitions join that column to s of this half."""
    return numpy.array([wins[sizes == s].sum(axis=0, dtype=numpy.int64) for s in range(int(sizes.max()) + 1)])


def _spread(by_size: Numbers, sizes: Numbers, actors: int) -> list[int]:
    total = [0] * (actors + 1)
    for s, row in enumerate(by_size):
        for t in range(int(sizes.max()) + 1):
            total[s + t] += int(row[sizes == t].sum())
    return total
