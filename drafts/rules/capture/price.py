"""How many new organisations a group would need to have accredited to pass a question alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import compress
from typing import Any

from drafts.rules.capture.game import Atom, Formula, Node, Tried, formula, unpruned
from drafts.rules.capture.seats import Seats, seated
from drafts.rules.conditions import TOGETHER, Mean, leaves
from drafts.rules.methods import Equal, Method
from drafts.rules.prospects import without_facts
from drafts.rules.record import Record
from drafts.rules.roll import RollPlace, entries_of
from drafts.rules.tally import INVALID, REJECTED, recount
from drafts.rules.weights import weigh

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Condensed:
    """Organisations alike on one seat each: `part`: what their weight is divided in, with as many `voices`."""

    seats: Seats
    parts: tuple[Any, ...]
    voices: Mapping[Any, int]


def prices_of(seats: Seats) -> dict[str, int | None]:
    """Says how many each group would need: 0 if it passes alone already, None if not even 10,000 do."""
    groups = dict.fromkeys(entry.group for entry in seats.entries)
    if {"owner", "organisation"} & set(seats.method.attributes()):
        return {group: _halved(0, partial(_recounted, seats, group)) for group in groups}
    condensed = condense(seats)
    return {group: _price(condensed, group) for group in groups}


def _recounted(seats: Seats, group: str, number: int) -> bool:
    """Counts a roll that is written out, where every newcomer is a chamber or a part of its own."""
    first = next(entry for entry in seats.entries if entry.group == group)
    newcomers = [{**first.attributes, "organisation": f"\0{n}", "owner": f"\0{n}", "weight": 1} for n in range(number)]
    roll = entries_of([*(entry.attributes for entry in seats.entries), *newcomers], seats.method)
    counted = {entry.organisation: "yes" if entry.group == group else "no" for entry in roll}
    chambers = tuple(dict.fromkeys(roll.chambers)) if seats.method.chamber else (TOGETHER,)
    parts = {name: part for name, part in without_facts(seats.method).items() if name != "clear_when"}
    method = replace(seats.method, parts=parts)
    record = Record(method, roll, chambers, counted, weigh(method, roll, frozenset()), {})
    return recount(record).outcome not in (REJECTED, INVALID)


def _price(condensed: Condensed, group: str) -> int | None:
    """Finds the least number of newcomers. Where weights are one's own, one more supporter never hurts, so it is found
    by halving. Where a total is divided, newcomers take weight from others in their part, also from their own group in
    other chambers; there every number is tried at which a test begins or ceases to hold."""
    if isinstance(condensed.seats.method.weight, Equal):
        return next((number for number in _turns(condensed, group) if _passes_with(condensed, group, number)), None)
    return _halved(0, lambda number: _passes_with(condensed, group, number))


def _halved(low: int, holds: Callable[[int], bool]) -> int | None:
    """The least number from `low` on for which it holds, if it goes on holding from there."""
    high = MOST
    if not holds(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _turns(condensed: Condensed, group: str) -> Iterable[int]:
    """The numbers 0 and 1, and those at which a test turns, in order. A share turns once at most: it is linear in the
    newcomers, or in what they leave to others. So does a mean of shares that all rise or all fall; with another, every
    number is a turn."""
    tests = (leaf for part in condensed.seats.method.parts.values() for leaf in leaves(part))
    if any(isinstance(test, Mean) for test in tests) and not _steady(condensed, group):
        return range(MOST + 1)
    first, last = (_tests(condensed, group, number) for number in (1, MOST))
    turned = [n for n, (one, other) in enumerate(zip(first, last, strict=True)) if one != other]

    def turned_at(n: int) -> int:
        return _halved(1, lambda number: _tests(condensed, group, number)[n] == last[n]) or 1

    return sorted({0, 1, *map(turned_at, turned)})


def _steady(condensed: Condensed, group: str) -> bool:
    first, last = (_favour(condensed, group, number) for number in (1, MOST))
    return len({(after > before) - (after < before) for before, after in zip(first, last, strict=True)} - {0}) < 2


def _favour(condensed: Condensed, group: str, number: int) -> list[Fraction]:
    """The group's share of the weight in each chamber."""
    seats, favour = _with(condensed, group, number)
    inside, found = set(favour), []
    for members in seats.chambers.values():
        whole = sum((seats.weights[n] for n in members), Fraction(0))
        found.append(
            sum((seats.weights[n] for n in members if n in inside), Fraction(0)) / whole if whole else Fraction(0)
        )
    return found


def _tests(condensed: Condensed, group: str, number: int) -> list[bool]:
    """Says of each test in its place whether it holds."""
    seats, favour = _with(condensed, group, number)
    return [
        leaf.least <= 0 if isinstance(leaf, Node) else _sum(leaf, favour) >= leaf.need
        for leaf in _leaves(unpruned(seats, "no"))
    ]


def _leaves(node: Formula) -> Iterator[Formula]:
    if isinstance(node, Node) and node.parts:
        for part in node.parts:
            yield from _leaves(part)
    else:
        yield node


def _sum(atom: Atom, favour: Sequence[int]) -> int:
    return sum(atom.shares[n] for n in favour)


def condense(seats: Seats) -> Condensed:
    """The first of a group stays the first of it."""
    method = seats.method
    found: dict[Any, list[int]] = {}
    for n, entry in enumerate(seats.entries):
        measures = tuple(entry.attributes[name] for name in method.measures())
        found.setdefault((entry.group, entry.chamber, seats.weights[n], measures, _part(method, entry)), []).append(n)
    entries = tuple(seats.entries[places[0]] for places in found.values())
    weights = tuple(sum((seats.weights[n] for n in places), Fraction(0)) for places in found.values())
    heads = tuple(len(places) for places in found.values())
    return Condensed(
        seated(method, entries, weights, heads),
        tuple(_part(method, entry) for entry in entries),
        _voices(method, seats.entries),
    )


def _part(method: Method, entry: RollPlace) -> Any:
    """The innermost part of a weight that is divided; None where it is not."""
    if not isinstance(method.weight, Equal):
        return None
    names = (*method.weight.attributes, *filter(None, (method.weight.by,)))
    return tuple(entry.attributes[name] for name in names)


def _voices(method: Method, entries: Sequence[RollPlace]) -> Counter[Any]:
    owners = method.voice == "owner"
    speaking = {
        (_part(method, entry), *((entry.owner, entry.chamber) if owners else (entry.organisation,)))
        for entry in entries
    }
    return Counter(part for part, *_ in speaking)


def _passes_with(condensed: Condensed, group: str, number: int) -> bool:
    seats, favour = _with(condensed, group, number)
    return Tried(formula(seats, "no")).passes(favour)


def _with(condensed: Condensed, group: str, number: int) -> tuple[Seats, list[int]]:
    """The seats with so many newcomers, and which of them are the group's. Newcomers are voices of their own; their
    weight is their own, or taken from those who are in the same part."""
    seats = condensed.seats
    first = next(n for n, entry in enumerate(seats.entries) if entry.group == group)
    entries, heads, weights = seats.entries, seats.heads, seats.weights
    if number:
        part, more = condensed.parts[first], Fraction(number)
        if part is not None:
            inside = [own == part for own in condensed.parts]
            left = Fraction(condensed.voices[part], condensed.voices[part] + number)
            more = sum(compress(weights, inside), Fraction(0)) * (1 - left)
            weights = tuple(weight * left if own else weight for weight, own in zip(weights, inside, strict=True))
        entries, heads, weights = (*entries, entries[first]), (*heads, number), (*weights, more)
    return seated(seats.method, entries, weights, heads), [n for n, entry in enumerate(entries) if entry.group == group]
