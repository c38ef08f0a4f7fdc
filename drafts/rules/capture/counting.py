"""Counts winning coalitions by their size, and those that hold one given member of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, product
from math import comb, prod

from drafts.rules.capture.classes import Kind
from drafts.rules.capture.game import Atom, Formula, Node, atoms_of, holds

MOST_ACTORS = 24  # that may all be different
STATES = 400_000  # of all classes but the largest that are gone through
Sizes = list[int]
Counts = tuple[Sizes, list[Sizes]]
Part = tuple[list[Formula], list[int]]  # of a formula, with the places of the kinds that matter to it


class TooMany(Exception):
    """The roll falls into too many classes to count exactly."""


def counts_of(game: Formula, kinds: Sequence[Kind]) -> Counts:
    """The winning coalitions by size, and for each kind those by size that hold one given member. It raises TooMany."""
    atoms = atoms_of(game)
    used = [n for n, kind in enumerate(kinds) if any(kind.shares)]
    if isinstance(game, Node) and (game.is_all or game.least == 1) and len(parts := _apart(game, kinds, used)) > 1:
        found = _joined(kinds, atoms, parts, losing=not game.is_all)
    else:
        found = _counted(game, kinds, atoms, used)
    return _with_idle(found, kinds, used)


def _apart(game: Node, kinds: Sequence[Kind], used: Sequence[int]) -> list[Part]:
    """The parts of the formula with the kinds that matter to each, put together where they have kinds in common."""
    place = {atom: n for n, atom in enumerate(atoms_of(game))}
    found: list[tuple[list[Formula], set[int]]] = []
    for part in game.parts:
        mine = {n for n in used for atom in atoms_of(part) if kinds[n].shares[place[atom]]}
        shared = [each for each in found if each[1] & mine]
        found = [each for each in found if not each[1] & mine]
        found.append(
            ([*(one for parts, _ in shared for one in parts), part], mine.union(*(kept for _, kept in shared)))
        )
    return [(parts, sorted(mine)) for parts, mine in found]


def _joined(kinds: Sequence[Kind], atoms: Sequence[Atom], parts: Sequence[Part], *, losing: bool) -> Counts:
    """Counts part by part. If all parts must hold, winning coalitions of each part go with those of every other; if one
    part is enough, losing ones do."""
    counts = []
    for formulas, mine in parts:
        node = formulas[0] if len(formulas) == 1 else Node(1 if losing else len(formulas), tuple(formulas))
        members = [kinds[n] for n in mine]
        found = _counted(node, [_seen(kind, atoms, node) for kind in members], atoms_of(node), range(len(members)))
        counts.append(_flipped(found, members) if losing else found)
    before, after = list(accumulate((whole for whole, _ in counts), convolved, initial=[1])), [[1]]
    for whole, _ in reversed(counts):
        after.append(convolved(whole, after[-1]))
    total = before[-1]
    holding: dict[int, Sizes] = {}
    for n, ((_, own), (_, mine)) in enumerate(zip(counts, parts, strict=True)):
        others = convolved(before[n], after[len(counts) - 1 - n])
        holding |= {kind: convolved(others, sizes) for kind, sizes in zip(mine, own, strict=True)}
    used = sorted(holding)
    found = total, [holding[n] for n in used]
    return _flipped(found, [kinds[n] for n in used]) if losing else found


def _seen(kind: Kind, atoms: Sequence[Atom], node: Formula) -> Kind:
    place = {atom: n for n, atom in enumerate(atoms)}
    return Kind(tuple(kind.shares[place[atom]] for atom in atoms_of(node)), kind.members)


def _flipped(counts: Counts, kinds: Sequence[Kind]) -> Counts:
    """Losing for winning coalitions, or back."""
    total, holding = counts
    n = sum(len(kind.members) for kind in kinds)
    return (
        [whole - number for whole, number in zip(binomials(n), total, strict=True)],
        [[whole - number for whole, number in zip(with_one(n), own, strict=True)] for own in holding],
    )


def _with_idle(counts: Counts, kinds: Sequence[Kind], used: Sequence[int]) -> Counts:
    """Organisations that no test counts join any coalition without a difference."""
    total, holding = counts
    idle = sum(len(kind.members) for n, kind in enumerate(kinds) if n not in set(used))
    if not idle:
        return total, holding
    free, known = binomials(idle), dict(zip(used, holding, strict=True))
    with_idle = convolved(total, with_one(idle))
    return convolved(total, free), [convolved(known[n], free) if n in known else with_idle for n in range(len(kinds))]


def binomials(n: int) -> Sizes:
    """C(n, 0) to C(n, n), each from the one before."""
    found = [1]
    for s in range(n):
        found.append(found[-1] * (n - s) // (s + 1))
    return found


def with_one(n: int) -> Sizes:
    """Counts by size the coalitions of n that hold one given member."""
    return [0, *binomials(n - 1)]


def convolved(one: Sizes, other: Sizes) -> Sizes:
    """The product of two polynomials, as one multiplication of whole numbers."""
    width = (max(one, default=0) * max(other, default=0) * min(len(one), len(other))).bit_length() // 8 + 1
    packed = [int.from_bytes(b"".join(n.to_bytes(width, "little") for n in sizes), "little") for sizes in (one, other)]
    size = len(one) + len(other) - 1
    raw = (packed[0] * packed[1]).to_bytes(width * size + width, "little")
    return [int.from_bytes(raw[n * width : (n + 1) * width], "little") for n in range(size)]


def _counted(game: Formula, kinds: Sequence[Kind], atoms: Sequence[Atom], used: Sequence[int]) -> Counts:
    own = [kinds[n] for n in used]
    sizes = [len(kind.members) for kind in own]
    largest = max(range(len(own)), key=lambda n: sizes[n])
    if prod(size + 1 for n, size in enumerate(sizes) if n != largest) <= STATES:
        return _by_classes(game, own, atoms, largest)
    if sum(sizes) <= MOST_ACTORS:
        from drafts.rules.capture.halves import counted_by_halves  # with numpy, for which only those wait who need it

        return counted_by_halves(game, own, atoms)
    raise TooMany


def _by_classes(game: Formula, kinds: Sequence[Kind], atoms: Sequence[Atom], largest: int) -> Counts:
    """Goes through the numbers of all kinds but the largest; of that one, the least number that wins decides."""
    rest, top = [n for n in range(len(kinds)) if n != largest], len(kinds[largest].members)
    whole: dict[tuple[int, int], int] = {}  # by (size without the largest, least number of it that wins)
    held: list[dict[tuple[int, int], int]] = [{} for _ in rest]
    for numbers, least in _frontier(game, kinds, atoms, rest, largest):
        if least > top:
            continue
        key = (sum(numbers), least)
        ways = [comb(len(kinds[n].members), number) for n, number in zip(rest, numbers, strict=True)]
        many = prod(ways)
        whole[key] = whole.get(key, 0) + many
        for mine, n, number in zip(held, rest, numbers, strict=True):
            if number:
                mine[key] = mine.get(key, 0) + many * number // len(kinds[n].members)
    free, one = binomials(top), with_one(top)
    size = sum(len(kind.members) for kind in kinds)
    by_rest = {n: _spread(mine, free, size) for n, mine in zip(rest, held, strict=True)}
    by_rest[largest] = _spread(whole, one, size)
    return _spread(whole, free, size), [by_rest[n] for n in range(len(kinds))]


def _spread(found: dict[tuple[int, int], int], ways: Sizes, size: int) -> Sizes:
    """Counts by size of the whole coalition: at a given least number of the largest kind, every larger one wins too."""
    starting: dict[int, dict[int, int]] = {}
    for (others, least), many in found.items():
        starting.setdefault(others, {})[least] = many
    total = [0] * (size + 1)
    for others, by_least in starting.items():
        reached = 0
        for c, way in enumerate(ways):
            reached += by_least.get(c, 0)
            if reached and way:
                total[others + c] += reached * way
    return total


def _frontier(
    game: Formula, kinds: Sequence[Kind], atoms: Sequence[Atom], rest: Sequence[int], largest: int
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Finds for each choice of numbers of the others the least number of the largest kind that wins (one more than
    there are, if none does). As the last of the others grows, that number can only fall."""
    outer, step = rest[:-1], kinds[largest].shares
    inner = kinds[rest[-1]] if rest else Kind((0,) * len(atoms), ())
    for numbers in product(*(range(len(kinds[n].members) + 1) for n in outer)):
        base = [
            sum(number * kinds[n].shares[a] for n, number in zip(outer, numbers, strict=True))
            for a in range(len(atoms))
        ]
        least = len(kinds[largest].members) + 1
        for last in range(len(inner.members) + 1):
            sums = [each + last * share for each, share in zip(base, inner.shares, strict=True)]
            while least and holds(game, _with(atoms, sums, step, least - 1)):
                least -= 1
            yield ((*numbers, last) if rest else numbers), least


def _with(atoms: Sequence[Atom], sums: Sequence[int], step: Sequence[int], number: int) -> dict[Atom, int]:
    """The sums when so many of the largest kind join."""
    return {atom: each + number * share for atom, each, share in zip(atoms, sums, step, strict=True)}
