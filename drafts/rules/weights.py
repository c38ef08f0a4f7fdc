"""How much each organisation on the roll weighs, in exact fractions, given who is recused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import compress, repeat

from drafts.rules.methods import Equal, Method
from drafts.rules.reading import Malformed
from drafts.rules.roll import Roll

Part = tuple[Hashable, ...]
Column = Sequence[Hashable]


@dataclass(frozen=True, eq=False)
class Weights(Mapping[str, Fraction]):
    """By organisation; 0 for the recused. Few weights differ, so they stand in columns as long as the roll: what an
    organisation has in `columns` is its class, and it weighs `times` the unit of its class; None is once."""

    organisations: Sequence[str]
    recused: Collection[str]
    columns: tuple[Column, ...]
    times: Sequence[int] | None
    units: Mapping[Part, Fraction]

    @cached_property
    def _all(self) -> dict[str, Fraction]:
        each = zip(self.organisations, _classes(self.columns, len(self)), self.times or repeat(1))
        return {name: Fraction(0) if name in self.recused else self.units[kind] * times for name, kind, times in each}

    def __getitem__(self, organisation: str) -> Fraction:
        return self._all[organisation]

    def __iter__(self) -> Iterator[str]:
        return iter(self.organisations)

    def __len__(self) -> int:
        return len(self.organisations)


def weigh(method: Method, roll: Roll, recused: Collection[str]) -> Weights:
    """Raises Malformed where the shares of a part sum to 0."""
    present = [name not in recused for name in roll.organisations] if recused else None
    parts = _parts(method, roll)
    members = _members(method, roll, parts, present)
    columns = (*parts, members) if members else parts
    classes = Counter(_among(_classes(columns, len(roll)), present))
    times = roll.weights if method.weight == "listed" else None
    return Weights(roll.organisations, recused, columns, times, _units(method, classes, members is not None))


def _classes(columns: Sequence[Column], length: int) -> Iterable[Part]:
    return zip(*columns, strict=True) if columns else repeat((), length)


def _among(values: Iterable[Part], present: Sequence[bool] | None) -> Iterable[Part]:
    return values if present is None else compress(values, present)


def _parts(method: Method, roll: Roll) -> tuple[Column, ...]:
    """The attributes that the total is divided by: organisations alike in them are in one part."""
    if not isinstance(method.weight, Equal):
        return ()
    return tuple(map(roll.column, (*method.weight.attributes, *filter(None, (method.weight.by,)))))


def _members(method: Method, roll: Roll, parts: tuple[Column, ...], present: Sequence[bool] | None) -> list[int] | None:
    """How many, of those not recused, speak with the voice of each; None if everybody speaks alone."""
    if method.voice != "owner" or roll.owners is roll.organisations:
        return None
    several = _repeated(roll.owners)
    if not several:
        return None
    shared = [owner in several for owner in roll.owners]
    voices = list(compress(_classes((roll.owners, roll.chambers, *parts), len(roll)), shared))
    speaking = Counter(_among(voices, present and list(compress(present, shared))))
    members = [1] * len(roll)
    for place, voice in zip(compress(range(len(roll)), shared), voices, strict=True):
        members[place] = speaking[voice]
    return members


def _repeated(values: Iterable[str]) -> set[str]:
    once: set[str] = set()
    return {value for value in values if value in once or once.add(value)}


def _units(method: Method, classes: Mapping[Part, int], shared: bool) -> dict[Part, Fraction]:
    """By class. `classes`: how many organisations that are not recused are in each; `shared`: a class ends in the number
    of those who speak with one voice."""
    if not isinstance(method.weight, Equal):
        return {each: Fraction(1, each[0] if shared else 1) for each in classes}
    voices: Counter[Part] = Counter()
    for each, number in classes.items():
        part, members = (each[:-1], each[-1]) if shared else (each, 1)
        voices[part] += number // members
    amounts = _divided(method.weight, list(voices), len(method.weight.attributes))
    if shared:
        return {each: amounts[each[:-1]] / voices[each[:-1]] / each[-1] for each in classes}
    return {each: amounts[each] / voices[each] for each in classes if voices[each]}


def _divided(weight: Equal, parts: Sequence[Part], levels: int) -> dict[Part, Fraction]:
    """The total 1: equally by the values of each of the attributes in turn, then by the shares."""
    found: dict[Part, Fraction] = {}
    left = [(Fraction(1), 0, parts)]
    while left:
        amount, level, inside = left.pop()
        if level < levels:
            groups = _grouped(inside, level)
            left += [(amount / len(groups), level + 1, each) for each in reversed(groups)]
        elif inside:
            found.update(_by_shares(weight, inside, amount))
    return found


def _by_shares(weight: Equal, parts: Sequence[Part], amount: Fraction) -> dict[Part, Fraction]:
    if not weight.by:
        return dict.fromkeys(parts, amount)
    shares = {part: weight.shares.get(part[-1], Fraction(0)) for part in parts}
    if not (whole := sum(shares.values())):
        named = ", ".join(repr(part[-1]) for part in parts)
        raise Malformed(f"method.weight.shares: the shares of {named} sum to 0, and there is nobody else in that part.")
    return {part: amount * share / whole for part, share in shares.items()}


def _grouped(parts: Iterable[Part], level: int) -> list[list[Part]]:
    found: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        found[part[level]].append(part)
    return list(found.values())
