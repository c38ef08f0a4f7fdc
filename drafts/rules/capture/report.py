"""The capture report of part C: how few could pass, block or boycott a question, who could alone, and who decides how
often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from drafts.rules.capture.classes import classes_of
from drafts.rules.capture.findings import GAMES, Alone, GroupShare, Least
from drafts.rules.capture.game import Formula, Tried, dual, formula, pruned
from drafts.rules.capture.power import Power, power_of
from drafts.rules.capture.price import prices_of
from drafts.rules.capture.seats import seats_of
from drafts.rules.capture.smallest import smallest
from drafts.rules.capture.words import sentences_of
from drafts.rules.methods import Method
from drafts.rules.roll import Roll, RollPlace

Actors = Mapping[str, Mapping[str, Sequence[int]]]  # by kind and name, their places in the roll


@dataclass(frozen=True, slots=True)
class Report:
    """How capture could happen; `least` and `alone` by "pass", "block" and "boycott"."""

    least: Mapping[str, Least]
    alone: Mapping[str, Alone]
    power: Power
    price: Mapping[str, int | None]
    groups: tuple[GroupShare, ...]
    sentences: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            **{game: self.least[game].as_json() for game in GAMES},
            "alone": {game: {"groups": [*who.groups], "owners": [*who.owners]} for game, who in self.alone.items()},
            "power": self.power.as_json(),
            "price": dict(self.price),
            "sentences": [*self.sentences],
        }


def report_of(method: Method, entries: Roll, names: Mapping[str, str], seed: str) -> Report:
    seats = seats_of(method, entries)
    against, absent = formula(seats, "no"), formula(seats, "absent")
    actors: Actors = {
        "organisations": {entry.organisation: (n,) for n, entry in enumerate(entries)},
        "owners": _by(entries, [entry.owner for entry in entries]),
        "groups": _by(entries, [entry.group for entry in entries]),
    }
    least = {
        "pass": _least(against, actors),
        "block": _least(pruned(dual(against)), actors),
        "boycott": _least(pruned(dual(absent)), actors),
    }
    tried, missed = Tried(against), Tried(absent)
    alone = {
        "pass": _alone(actors, tried.passes),
        "block": _alone(actors, tried.stops),
        "boycott": _alone(actors, missed.stops),
    }
    power = power_of(against, [entry.organisation for entry in entries], seed)
    price = prices_of(seats)
    groups = _shares(entries, power)
    return Report(least, alone, power, price, groups, sentences_of(least, alone, price, groups, names))


def _by(entries: Sequence[RollPlace], values: Sequence[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for n, value in enumerate(values):
        found.setdefault(value, []).append(n)
    return {value: tuple(places) for value, places in found.items()}


def _least(game: Formula, actors: Actors) -> Least:
    found = {kind: smallest(game, classes_of(game, who)) for kind, who in actors.items()}
    proved = all(each.is_proven for each in found.values())
    return Least(
        organisations=found["organisations"].size,
        owners=found["owners"].size,
        groups=found["groups"].size,
        example=found["organisations"].units,
        proved=proved,
    )


def _alone(actors: Actors, can: Callable[[Sequence[int]], bool]) -> Alone:
    able = {kind: sorted(name for name, places in actors[kind].items() if can(places)) for kind in ("groups", "owners")}
    return Alone(groups=tuple(able["groups"]), owners=tuple(able["owners"]))


def _shares(entries: Sequence[RollPlace], power: Power) -> tuple[GroupShare, ...]:
    seats = Counter(entry.group for entry in entries)
    whole = sum(power.shapley_shubik.values(), Fraction(0)) or Fraction(1)
    held = {group: Fraction(0) for group in seats}
    for entry in entries:
        held[entry.group] += power.shapley_shubik[entry.organisation]
    return tuple(
        GroupShare(group, number, Fraction(number, len(entries)), held[group] / whole)
        for group, number in seats.items()
    )
