"""Votes that did not happen: what a method makes of imagined ballots, on the present roll or an invented one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product, zip_longest
from typing import Any

from drafts.rules.conditions import EACH, TOGETHER, Count, Fact, Share, Test, leaves
from drafts.rules.explain import sentence
from drafts.rules.methods import Method
from drafts.rules.record import FORMAT, Record, parse_record
from drafts.rules.tally import ADOPTED, Result, recount

Entries = Sequence[Mapping[str, Any]]
SAMPLES = {"group": ("government", "industry", "civil-society"), "region": ("north", "south")}
ALONE, TEN = 20, 10  # organisations of an invented roll: in its only chamber, in each of several
MOST = 600  # organisations of an invented roll, however many a method asks for


@dataclass(frozen=True, slots=True)
class Example:
    """A ballot that did not happen. `says` is who votes how, and `sentences` are what decided."""

    title: str
    says: str
    result: Result
    sentences: tuple[str, ...]


def imagined(text: Mapping[str, Any], roll: Entries) -> Record:
    """Nobody has voted, and every fact is as the method asks. Raises Malformed if the roll does not fit."""
    empty = parse_record({"format": FORMAT, "method": text, "roll": list(roll)})
    return replace(empty, facts=_favourable(empty.method))


def _favourable(method: Method) -> dict[str, int]:
    wanted: dict[str, int] = {}
    for test in tests_of(method):
        if isinstance(test, Fact):
            least = int(test.bound.value) + (test.bound.op == "more_than") if test.bound.is_floor else 0
            wanted[test.name] = max(wanted.get(test.name, 0), least)
    return wanted


def unfavourable(method: Method) -> dict[str, int]:
    """Every fact just beyond what the method asks."""
    facts = [test for test in tests_of(method) if isinstance(test, Fact)]
    return {test.name: 0 if test.bound.is_floor else int(test.bound.value) + 1 for test in facts}


def tests_of(method: Method) -> tuple[Test, ...]:
    return tuple(leaf for part in method.parts.values() for leaf in leaves(part))


def voted(record: Record, counted: Mapping[str, str]) -> Result:
    """Counts an imagined ballot. `counted` holds the position by organisation; whoever is not in it did not vote."""
    absent = dict.fromkeys(record.counted, "absent")
    return recount(replace(record, counted={**absent, **counted}))


def adopted(record: Record, counted: Mapping[str, str]) -> bool:
    return voted(record, counted).outcome == ADOPTED


def named_chambers(method: Method) -> tuple[str, ...]:
    places = (test.place for test in tests_of(method) if isinstance(test, Share | Count))
    single = (name for place in places for name in ((place,) if isinstance(place, str) else place))
    return tuple(dict.fromkeys(name for name in single if name not in (TOGETHER, EACH)))


def sample_roll(method: Method, alone: int = ALONE, each: int = TEN) -> list[dict[str, Any]]:
    """An invented roll with every chamber and attribute that the method names, large enough for its counts."""
    chambers = _sample_chambers(method)
    most = max((int(t.bound.value) for t in tests_of(method) if isinstance(t, Count) and t.bound.is_floor), default=0)
    wanted = max(each, most + 2) if len(chambers) > 1 else max(alone, most + 5)
    size = max(1, min(wanted, MOST // len(chambers)))
    return [_entry(method, chamber, n) for chamber in chambers for n in range(size)]


def _sample_chambers(method: Method) -> tuple[tuple[str, ...], ...]:
    """Invents chambers, as values of the method's chamber attributes."""
    wide = len(method.chamber)
    named = tuple(tuple(name.split("/", wide - 1)) for name in named_chambers(method)) if wide else ()
    fitting = tuple(each for each in named if len(each) == wide)
    if len(fitting) == 1:
        return (*fitting, tuple("others" for _ in fitting[0]))
    return fitting or tuple(product(*(SAMPLES.get(name, ("a", "b")) for name in method.chamber)))


def _entry(method: Method, chamber: tuple[str, ...], n: int) -> dict[str, Any]:
    values: dict[str, Any] = {name: each[n % len(each)] for name, each in SAMPLES.items()}
    for name in method.attributes():
        values.setdefault(name, "ab"[n % 2])
    if not isinstance(method.weight, str) and method.weight.by:
        values[method.weight.by] = list(method.weight.shares)[n % len(method.weight.shares)]
    values |= dict(zip(method.chamber, chamber, strict=True)) | dict.fromkeys(method.measures(), 10 * (n + 1))
    return {**values, "organisation": f"{'/'.join(chamber) or 'organisation'} {n + 1}"}


def in_turn(record: Record) -> list[str]:
    """The organisations, one of each chamber after the other."""
    by_chamber = [
        [entry.organisation for entry in record.roll if entry.chamber == chamber] for chamber in record.chambers
    ]
    return [name for round in zip_longest(*by_chamber) for name in round if name]


def fewest(record: Record) -> int | None:
    """How many, taken in turn from the chambers, must be in favour so that it is adopted against all others; None if
    not even all. A lawful method never punishes support, so halving finds it."""
    order = in_turn(record)
    if not adopted(record, for_and_against(order, len(order))):
        return None
    low, high = 0, len(order)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if adopted(record, for_and_against(order, middle)) else (middle + 1, high)
    return low


def for_and_against(order: Sequence[str], favour: int) -> dict[str, str]:
    return {name: "yes" if n < favour else "no" for n, name in enumerate(order)}


def example(title: str, says: str, result: Result, names: Mapping[str, str]) -> Example:
    return Example(title, says, result, result.missing(names) or met_by(result, names))


def met_by(result: Result, names: Mapping[str, str]) -> tuple[str, ...]:
    """Says of each test that was met what there was at the place that was nearest to failing."""
    tests = (leaf for judged in result.judged.values() for leaf in judged.leaves())
    return tuple(sentence(leaf.condition, leaf.nearest, names) for leaf in tests if leaf.nearest and leaf.met)
