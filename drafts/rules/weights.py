"""How much each organisation on the roll weighs, in exact fractions, given who is recused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import compress, repeat

from drafts.rules.methods import Equal, Method
from drafts.rules.reading import Malformed
from drafts.rules.roll import Roll

Part = tuple[str, ...]
Class = tuple[str | int, ...]  # a part, and where owners speak with one voice how many do
Column = Sequence[str | int]


@dataclass(frozen=True, eq=False)
class Weights(Mapping[str, Fraction]):
    """The weights by organisation; 0 for the recused. Few weights differ, so they stand in columns as long as the roll:
    what an organisation has in `columns` is its class, and it weighs `times` the unit of its class; None is once."""

    organisations: Sequence[str]
    recused: Collection[str]
    columns: tuple[Column, ...]
    times: Sequence[int] | None
    units: Mapping[Class, Fraction]

    @cached_property
    def _all(self) -> dict[str, Fraction]:
        each = zip(self.organisations, _classes(self.columns, len(self)), self.times or repeat(1), strict=False)
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
    return Weights(roll.organisations, recused, columns, times, _units(method, classes))


def _classes(columns: Sequence[Column], length: int) -> Iterable[Class]:
    return zip(*columns, strict=True) if columns else repeat((), length)


def _among(values: Iterable[Class], present: Sequence[bool] | None) -> Iterable[Class]:
    return values if present is None else compress(values, present)


def _parts(method: Method, roll: Roll) -> tuple[Column, ...]:
    """The attributes that the total is divided by: organisations alike in them are in one part."""
    if not isinstance(method.weight, Equal):
        return ()
    return tuple(map(roll.column, (*method.weight.attributes, *filter(None, (method.weight.by,)))))


def _members(method: Method, roll: Roll, parts: tuple[Column, ...], present: Sequence[bool] | None) -> list[int] | None:
    """How many of those not recused speak with the voice of each; None if everybody speaks alone."""
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
    return {value for value, number in Counter(values).items() if number > 1}


def _units(method: Method, classes: Mapping[Class, int]) -> dict[Class, Fraction]:
    """What one organisation of each class weighs. `classes` says how many in each are not recused."""
    apart = {each: _apart(each) for each in classes}
    if not isinstance(method.weight, Equal):
        return {each: Fraction(1, members) for each, (_, members) in apart.items()}
    voices: Counter[Part] = Counter()
    for each, number in classes.items():
        part, members = apart[each]
        voices[part] += number // members
    amounts = _divided(method.weight, list(voices), len(method.weight.attributes))
    return {each: amounts[part] / voices[part] / members for each, (part, members) in apart.items()}


def _apart(each: Class) -> tuple[Part, int]:
    """The part that a class is in, and how many of its organisations speak with one voice."""
    members = [number for number in each if isinstance(number, int)]
    return tuple(value for value in each if isinstance(value, str)), members[0] if members else 1


def _divided(weight: Equal, parts: Sequence[Part], levels: int) -> dict[Part, Fraction]:
    """Divides the total 1 equally by the values of each of the attributes in turn, then by the shares."""
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
