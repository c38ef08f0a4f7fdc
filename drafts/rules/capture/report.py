"""The capture report of part C: how few could pass, block or boycott a question, who could alone, and who decides how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from drafts.rules.capture.classes import classes_of
from drafts.rules.capture.game import Formula, Tried, dual, formula, pruned, seats_of
from drafts.rules.capture.power import Power, power_of
from drafts.rules.capture.price import prices_of
from drafts.rules.capture.smallest import smallest
from drafts.rules.capture.words import sentences_of
from drafts.rules.methods import Method
from drafts.rules.roll import Entry, Roll

GAMES = ("pass", "block", "boycott")


@dataclass(frozen=True, slots=True)
class Least:
    """The smallest numbers; None where not even all together can. `example`: organisations of such a smallest coalition.
    `proved`: that no fewer could; the numbers are right in any case as numbers of some who can."""

    organisations: int | None
    owners: int | None
    groups: int | None
    example: tuple[str, ...] = ()
    proved: bool = True

    def as_json(self) -> dict[str, int | None]:
        found = {"organisations": self.organisations, "owners": self.owners, "groups": self.groups}
        return found if self.proved else {**found, "proved": False}


@dataclass(frozen=True, slots=True)
class Alone:
    groups: tuple[str, ...]
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupShare:
    """`power_share`: of Shapley–Shubik power, which all together sum to 1 wherever anything can be decided."""

    key: str
    seats: int
    seat_share: Fraction
    power_share: Fraction


@dataclass(frozen=True, slots=True)
class Report:
    """`least` and `alone` by "pass", "block", "boycott"."""

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
    actors = {
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


def _by(entries: Sequence[Entry], values: Sequence[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for n, value in enumerate(values):
        found.setdefault(value, []).append(n)
    return {value: tuple(places) for value, places in found.items()}


def _least(game: Formula, actors: Mapping[str, Mapping[str, Sequence[int]]]) -> Least:
    found = {kind: smallest(game, classes_of(game, who)) for kind, who in actors.items()}
    proved = all(each.is_proven for each in found.values())
    return Least(
        **{kind: each.size for kind, each in found.items()}, example=found["organisations"].units, proved=proved
    )


def _alone(actors: Mapping[str, Mapping[str, Sequence[int]]], can) -> Alone:
    return Alone(
        *(tuple(sorted(name for name, places in actors[kind].items() if can(places))) for kind in ("groups", "owners"))
    )


def _shares(entries: Sequence[Entry], power: Power) -> tuple[GroupShare, ...]:
    seats = Counter(entry.group for entry in entries)
    whole = sum(power.shapley_shubik.values(), Fraction(0)) or Fraction(1)
    held = {group: Fraction(0) for group in seats}
    for entry in entries:
        held[entry.group] += power.shapley_shubik[entry.organisation]
    return tuple(
        GroupShare(group, number, Fraction(number, len(entries)), held[group] / whole)
        for group, number in seats.items()
    )
