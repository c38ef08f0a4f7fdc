"""Orders of a discussion. The fair one gives each group its turn, and within a group each organisation, so that many
comments of one cannot bury the few of another. Nothing is weighed: each has a queue, and the queues are served in
rounds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain, zip_longest
from math import prod
from typing import Any, TypeVar

Item = TypeVar("Item")
_NOBODY: Any = object()
FAIR, BRIDGING, TIME = "fair", "bridging", "time"
ORDERS = {FAIR: "Each group in turn", BRIDGING: "What several groups support", TIME: "In order of time"}


def chosen_order(asked: str | None) -> str:
    return asked if asked in ORDERS else FAIR


def fair(
    items: Sequence[Item], group: Callable[[Item], Hashable], organisation: Callable[[Item], Hashable]
) -> list[Item]:
    """The items, which come in order of time, with the organisations of each group in turn and then the groups in turn,
    in the order in which they first spoke."""
    served: dict[Hashable, int] = {}
    queues: dict[Hashable, list[list[Item]]] = {}
    for item in items:
        its = group(item)
        key = (its, organisation(item))
        turn = served.get(key, 0)
        served[key] = turn + 1
        rounds = queues.get(its)
        if rounds is None:
            rounds = queues[its] = []
        if turn == len(rounds):
            rounds.append([])
        rounds[turn].append(item)
    lines = [chain.from_iterable(rounds) for rounds in queues.values()]
    return [item for each in zip_longest(*lines, fillvalue=_NOBODY) for item in each if item is not _NOBODY]


def bridging(support: Mapping[str, int], heard: Mapping[str, int]) -> Fraction:
    """The product, over the groups heard, of (support + 1)/(heard + 2), where both count organisations. As the number
    of groups is the same for all items, it orders them as its geometric mean does."""
    return prod((Fraction(support.get(key, 0) + 1, number + 2) for key, number in heard.items()), start=Fraction(1))


def by_bridging(
    items: Sequence[Item], support: Callable[[Item], Iterable[tuple[str, Any]]], heard: Iterable[tuple[str, Any]]
) -> list[Item]:
    """The items that most groups support come first; equals keep the order in which they came. `support` and `heard`
    give pairs of (group, organisation), and each organisation counts once."""
    whole = _by_group(heard)
    return sorted(items, key=lambda each: -bridging(_by_group(support(each)), whole))


def _by_group(organisations: Iterable[tuple[str, Any]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for group, _ in set(organisations):
        found[group] = found.get(group, 0) + 1
    return found
