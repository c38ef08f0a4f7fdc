"""The game of part C: some vote yes, all others hold one other position, nobody recuses, facts are favourable. A lawful
method is then a monotone formula over sums: each test asks that the weight of those in favour reaches a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd, lcm

from drafts.rules.capture.seats import Seats
from drafts.rules.conditions import EACH, TOGETHER, All, Any, Bound, Chambers, Condition, Count, Fact, Mean, Share


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """Holds if the shares of those in favour, one whole number for each organisation of the roll, sum to `need` at
    least. Compared by identity: the shares are long."""

    shares: tuple[int, ...]
    need: int


@dataclass(frozen=True, slots=True)
class Node:
    """Holds if at least `least` of its parts do."""

    least: int
    parts: tuple[Formula, ...]

    @property
    def is_all(self) -> bool:
        return self.least == len(self.parts)


Formula = Atom | Node
ALWAYS, NEVER = Node(0, ()), Node(1, ())


def all_of(parts: Iterable[Formula]) -> Node:
    found = tuple(parts)
    return Node(len(found), found)


def formula(roll: Seats, other: str) -> Formula:
    """Whether the outcome is adopted. `other`: what those who are not in favour do, no or absent."""
    return pruned(unpruned(roll, other))


def unpruned(roll: Seats, other: str) -> Formula:
    """The same with every test in its place, whatever the roll."""
    parts = [roll.method.parts[name] for name in ("valid_when", "adopted_when") if name in roll.method.parts]
    return all_of(_of(part, roll, other) for part in parts)


def pruned(node: Formula) -> Formula:
    """The same without parts that always hold or never can."""
    if isinstance(node, Atom):
        return ALWAYS if node.need <= 0 else NEVER if sum(node.shares) < node.need else node
    parts = [pruned(each) for each in node.parts]
    least = node.least - sum(each == ALWAYS for each in parts)
    left = tuple(each for each in parts if each not in (ALWAYS, NEVER))
    if least <= 0:
        return ALWAYS
    if least > len(left):
        return NEVER
    return left[0] if len(left) == least == 1 else Node(least, left)


def _of(condition: Condition, roll: Seats, other: str, chamber: str | None = None) -> Formula:
    match condition:
        case All(parts):
            return all_of(_of(part, roll, other, chamber) for part in parts)
        case Any(parts):
            return Node(1, tuple(_of(part, roll, other, chamber) for part in parts))
        case Chambers(needed, where):
            return _chambers(needed, tuple(_of(where, roll, other, name) for name in roll.chambers))
        case Fact():
            return ALWAYS
        case Mean():
            return _mean(condition, roll, other)
        case Share() | Count():
            return _placed(condition, roll, other, chamber)


def _chambers(needed: int | str | Fraction, parts: tuple[Formula, ...]) -> Formula:
    if isinstance(needed, str):  # "all"
        return all_of(parts)
    if isinstance(needed, Fraction):
        return Node(ceil(needed * len(parts)), parts) if parts else NEVER
    return Node(needed, parts)


def _placed(test: Share | Count, roll: Seats, other: str, chamber: str | None) -> Formula:
    if chamber is not None:
        return _leaf(test, roll, other, roll.chambers[chamber])
    if test.place == EACH:
        return all_of(_leaf(test, roll, other, members) for members in roll.chambers.values())
    members = _members(test.place, roll)
    return NEVER if members is None else _leaf(test, roll, other, members)


def _members(place: str | tuple[str, ...], roll: Seats) -> tuple[int, ...] | None:
    """The places of those who are counted; None where the method names a chamber that the roll does not have. What is
    named twice is summed twice."""
    if place == TOGETHER:
        return tuple(range(len(roll.entries)))
    named = (place,) if isinstance(place, str) else place
    if not all(name in roll.chambers for name in named):
        return None
    return tuple(n for name in named for n in roll.chambers[name])


def _measured(roll: Seats, by: str, members: Iterable[int]) -> dict[int, Fraction]:
    if by == "weight":
        return {n: roll.weights[n] for n in members}
    if by == "heads":
        return {n: Fraction(roll.heads[n]) for n in members}
    return {n: Fraction(roll.entries[n].attributes[by] * roll.heads[n]) for n in members}


def _leaf(test: Share | Count, roll: Seats, other: str, members: Sequence[int]) -> Formula:
    if isinstance(test, Count):
        return _count(test, roll, other, members)
    amounts = _measured(roll, test.by, members)
    whole, bound = sum(amounts.values(), Fraction(0)), test.bound
    inside, counted = other in test.of, other in test.counted & test.of
    if not bound.is_floor:
        if not counted or not whole:
            return ALWAYS
        return _reaches(roll, amounts, whole * (1 - bound.value), strictly=bound.op == "less_than")
    if not whole:
        return NEVER
    if counted or not inside:  # those in favour are all that are counted, or everybody is
        met = bound.meets(Fraction(1))
        return NEVER if not met else ALWAYS if counted else _reaches(roll, amounts, Fraction(0), strictly=True)
    return _reaches(roll, amounts, whole * bound.value, strictly=bound.op == "more_than")


def _count(test: Count, roll: Seats, other: str, members: Sequence[int]) -> Formula:
    heads, bound = _measured(roll, "heads", members), test.bound
    size = sum(heads.values(), Fraction(0))
    if bound.is_floor and other in test.counted:
        return ALWAYS if bound.meets(size) else NEVER
    if bound.is_floor:
        return _reaches(roll, heads, bound.value, strictly=bound.op == "more_than")
    if other not in test.counted:
        return ALWAYS if bound.meets(Fraction(0)) else NEVER
    return _reaches(roll, heads, size - bound.value, strictly=bound.op == "less_than")


def _mean(test: Mean, roll: Seats, other: str) -> Formula:
    """A chamber's share is linear in those in favour, or all or nothing where nobody else is counted."""
    bound, number = test.bound, len(roll.chambers)
    if not number:
        return NEVER
    inside, counted = other in test.of, other in test.counted & test.of
    amounts = {name: _measured(roll, test.by, members) for name, members in roll.chambers.items()}
    wholes = {name: sum(each.values(), Fraction(0)) for name, each in amounts.items()}
    there = [name for name in roll.chambers if wholes[name]]
    if not bound.is_floor and not counted:
        return ALWAYS if bound.meets(Fraction(0)) else NEVER
    if bound.is_floor and counted:
        return ALWAYS if bound.meets(Fraction(len(there), number)) else NEVER
    if bound.is_floor and not inside:
        return _some(roll, [amounts[name] for name in there], bound, number)
    parts = {n: amount / wholes[name] for name in there for n, amount in amounts[name].items()}
    if bound.is_floor:
        return _reaches(roll, parts, number * bound.value, strictly=bound.op == "more_than")
    return _reaches(roll, parts, len(there) - number * bound.value, strictly=bound.op == "less_than")


def _some(roll: Seats, chambers: Sequence[Mapping[int, Fraction]], bound: Bound, number: int) -> Formula:
    """Each chamber with anybody in favour counts 1."""
    least = next((k for k in range(number + 1) if bound.meets(Fraction(k, number))), number + 1)
    return Node(least, tuple(_reaches(roll, each, Fraction(0), strictly=True) for each in chambers))


def _reaches(roll: Seats, amounts: Mapping[int, Fraction], need: Fraction, *, strictly: bool) -> Atom:
    """The test in whole numbers, by the least common denominator."""
    shares = [Fraction(0)] * len(roll.entries)
    for n, amount in amounts.items():
        shares[n] = Fraction(amount)
    scale = lcm(*(share.denominator for share in shares), need.denominator) if shares else need.denominator
    whole = [int(share * scale) for share in shares]
    wanted = int(need * scale) + (1 if strictly else 0)
    common = gcd(*whole) or 1
    return Atom(tuple(each // common for each in whole), -(-wanted // common))


def atoms_of(node: Formula) -> tuple[Atom, ...]:
    """Answers the atoms of a formula, each once."""
    if isinstance(node, Atom):
        return (node,)
    return tuple(dict.fromkeys(atom for part in node.parts for atom in atoms_of(part)))


def holds(node: Formula, sums: Mapping[Atom, int]) -> bool:
    if isinstance(node, Atom):
        return sums[node] >= node.need
    met = 0
    for left, part in zip(range(len(node.parts), 0, -1), node.parts, strict=True):
        if met >= node.least or met + left < node.least:
            break
        met += holds(part, sums)
    return met >= node.least


def dual(node: Formula) -> Formula:
    """Holds for those without whom all others do not make `node` hold."""
    if isinstance(node, Atom):
        return Atom(node.shares, sum(node.shares) - node.need + 1)
    return Node(len(node.parts) - node.least + 1, tuple(dual(part) for part in node.parts))


class Tried:
    """A formula to ask again and again: who could bring it about, or stop it."""

    def __init__(self, node: Formula) -> None:
        self.node, self.atoms = node, atoms_of(node)
        self.whole = {atom: sum(atom.shares) for atom in self.atoms}

    def passes(self, favour: Iterable[int]) -> bool:
        """Whether these could bring it about. `favour` holds their places in the roll."""
        return holds(self.node, self._sums(tuple(favour)))

    def stops(self, places: Iterable[int]) -> bool:
        """Whether it fails without these."""
        mine = self._sums(tuple(places))
        return not holds(self.node, {atom: whole - mine[atom] for atom, whole in self.whole.items()})

    def _sums(self, places: tuple[int, ...]) -> dict[Atom, int]:
        return {atom: sum(atom.shares[n] for n in places) for atom in self.atoms}
