"""The roll of a ballot record, read in columns: a roll of a million is looked at as a whole, and line by line only when
something is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import UnionType
from typing import Any, overload

from drafts.rules.conditions import EACH, TOGETHER
from drafts.rules.methods import Method
from drafts.rules.reading import Malformed, integer, mapping, optional, quoted, required, sequence, string


@dataclass(frozen=True, slots=True)
class RollPlace:
    """An organisation has this place on the roll; `attributes` holds every member as it stands there, with the defaults
    of owner and weight."""

    organisation: str
    group: str
    owner: str
    weight: int
    chamber: str
    attributes: Mapping[str, Any] = field(compare=False)


@dataclass(frozen=True, eq=False)
class Roll(Sequence[RollPlace]):
    """The roll in columns of one length, in its order; as a sequence, it gives the entries themselves. `chamber` holds
    the attributes that chambers are named by."""

    lines: Sequence[Mapping[str, Any]]
    organisations: Sequence[str]
    owners: Sequence[str]
    weights: Sequence[int]
    chamber: Sequence[str]

    @cached_property
    def chambers(self) -> Sequence[str]:
        columns = list(map(self.column, self.chamber))
        if len(columns) == 1:
            return columns[0]
        return _alike(list(map("/".join, zip(*columns, strict=True)))) if columns else [TOGETHER] * len(self)

    @cached_property
    def _known(self) -> dict[str, Sequence[Any]]:
        return {"organisation": self.organisations, "owner": self.owners, "weight": self.weights}

    def column(self, attribute: str) -> Sequence[Any]:
        """Raises KeyError if a line lacks it."""
        if attribute not in self._known:
            self._known[attribute] = _alike([line[attribute] for line in self.lines])
        return self._known[attribute]

    @cached_property
    def absent(self) -> dict[str, str]:
        """What each organisation's position counts as, if nobody casts."""
        return dict.fromkeys(self.organisations, "absent")

    @cached_property
    def _entries(self) -> tuple[RollPlace, ...]:
        each = zip(self.lines, self.organisations, self.owners, self.weights, self.chambers, strict=True)
        return tuple(
            RollPlace(name, line["group"], owner, weight, chamber, {**line, "owner": owner, "weight": weight})
            for line, name, owner, weight, chamber in each
        )

    @overload
    def __getitem__(self, index: int) -> RollPlace: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[RollPlace]: ...
    def __getitem__(self, index: int | slice) -> RollPlace | Sequence[RollPlace]:
        return self._entries[index]

    def __iter__(self) -> Iterator[RollPlace]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self.organisations)


def entries_of(value: object, method: Method) -> Roll:
    """Raises Malformed, in a sentence that names the place."""
    lines = sequence(value, "roll")
    if not are(lines, Mapping):
        _blame(lines, method)
    try:
        roll = _columns(lines, method)
        right = _right(roll, method)
    except (KeyError, TypeError):
        right = False
    if not right:
        _blame(lines, method)
    return roll


def are(values: Iterable[object], kind: type | UnionType) -> bool:
    """Whether each of them is of this kind."""
    return all(issubclass(each, kind) for each in {*map(type, values)})


def _alike(values: Sequence[Any]) -> Sequence[Any]:
    """The same values, equal ones as one object: what is counted later is counted faster."""
    if not are(values[:1], str):
        return values
    first: dict[Any, Any] = {}
    return [first.setdefault(value, value) for value in values]


def _columns(lines: Sequence[Mapping[str, Any]], method: Method) -> Roll:
    names = [line["organisation"] for line in lines]
    owners = [line.get("owner", name) for line, name in zip(lines, names, strict=True)]
    weights = [line.get("weight", 1) for line in lines]
    return Roll(lines, names, names if owners == names else owners, weights, method.chamber)


def _right(roll: Roll, method: Method) -> bool:
    words = map(roll.column, {"organisation", "group", "owner", *method.attributes()})
    numbers = map(roll.column, {"weight", *method.measures()})
    named = set(roll.chambers) if method.chamber else set()
    return (
        all(are(each, str) for each in words)
        and all({*map(type, each)} <= {int} and min(each, default=1) >= 1 for each in numbers)
        and len(roll.absent) == len(roll)
        and not named & {TOGETHER, EACH}
        and (len(method.chamber) < 2 or all(each.count("/") == len(method.chamber) - 1 for each in named))
    )


def _blame(lines: Sequence[Any], method: Method) -> None:
    """Line by line, for the first that is wrong."""
    for n, line in enumerate(lines):
        _check(line, f"roll[{n}]", method)
    seen: set[str] = set()
    for n, line in enumerate(lines):
        if line["organisation"] in seen:
            raise Malformed(f"roll[{n}].organisation: {quoted(line['organisation'])} is on the roll twice.")
        seen.add(line["organisation"])


def _check(value: object, where: str, method: Method) -> None:
    found = mapping(value, where)
    name = string(required(found, "organisation", where), f"{where}.organisation")
    string(required(found, "group", where), f"{where}.group")
    owner = optional(found, "owner", where, string, name)
    weight = optional(found, "weight", where, lambda each, at: integer(each, at, least=1), 1)
    attributes = {**found, "owner": owner, "weight": weight}
    for attribute in method.attributes():
        string(required(attributes, attribute, where), f"{where}.{attribute}")
    for measure in method.measures():
        integer(required(attributes, measure, where), f"{where}.{measure}", least=1)
    _check_chamber([attributes[name] for name in method.chamber], where)


def _check_chamber(values: Sequence[str], where: str) -> None:
    if len(values) > 1 and (torn := [value for value in values if "/" in value]):
        raise Malformed(f"{where}: {quoted(torn[0])} may hold no / because chambers are named by several attributes.")
    if values and (chamber := "/".join(values)) in (TOGETHER, EACH):
        raise Malformed(f"{where}: a chamber may not be named {quoted(chamber)}.")
