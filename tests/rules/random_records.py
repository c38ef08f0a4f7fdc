"""Random records from a seed: all that the contract allows in one place or another, and damage to what it allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import islice
from random import Random
from typing import Any

Json = dict[str, Any]
COUNTED = ["yes", "no", "bare_no", "abstain", "absent", "recuse"]
VALUES = {"group": ["gov", "ind", "civ"], "region": ["north", "south"], "class": ["org", "person", "small/part"]}
FRACTIONS = ["0", "1/10", "1/5", "1/4", "1/3", "2/4", "1/2", "2/3", "3/4", "04/6", "1", "7/5"]
REASONS = [None, "", " \t", "\u00a0\u3000", "\x1c", "\u200b", "because", " because "]
WRONG = [
    None,
    True,
    False,
    0,
    1,
    3,
    -1,
    1.0,
    0.5,
    "1/2",
    "",
    "x",
    "0.66",
    "2/0",
    "-1/2",
    "1/2 ",
    "1/02",
    "\uff11/2",
    "\u0661",
    "all",
    "each",
    "yes",
    "absent",
    "recuse",
    "one",
    "owner",
    "a/b",
    "\ud800",
    [],
    {},
    ["yes"],
    ["all"],
    [1],
    {"all": []},
    {"any": []},
    {"equal": []},
    {"equal": [], "shares": {}},
]
MEMBERS = [
    "in",
    "by",
    "of",
    "where",
    "on",
    "at_least",
    "less_than",
    "all",
    "fact",
    "weight",
    "owner",
    "reason",
    "shares",
    "clear_when",
    "casts",
    "note",
]
OPS = ["at_least", "more_than", "at_most", "less_than"]


def random_record(random: Random, largest: int = 9, wild: bool = False, weights_only: bool = False) -> Json:
    """A record with a lawful method; `wild`: its conditions count anything; `weights_only`: by weight alone."""
    roll = random_roll(random, largest)
    record = {"format": "comity-ballot/1", "method": random_method(random, roll, wild, weights_only), "roll": roll}
    optional = {
        "casts": random_casts(random, roll),
        "question": {"text": "Shall it?"},
        "outcome": "adopted",
        "facts": {name: random.randint(0, 4) for name in random.sample("fgh", random.randint(0, 3))},
    }
    return {**record, **{name: value for name, value in optional.items() if random.random() < 0.9}}


def random_roll(random: Random, largest: int = 9) -> list[Json]:
    roll = []
    varied = random.random() < 0.8
    for n in range(random.choice([0, *range(1, largest + 1)])):
        entry: Json = {"organisation": f"o{n}", "population": random.randint(1, 9), "seats": random.choice([1, 1, 5])}
        entry |= {name: random.choice(values if varied else values[:1]) for name, values in VALUES.items()}
        if random.random() < 0.4:
            entry["owner"] = random.choice(["x", "y", "o1"])
        if random.random() < 0.5:
            entry["weight"] = random.choice([1, 2, 3, 10])
        roll.append(entry)
    return roll


def random_casts(random: Random, roll: list[Json]) -> list[Json]:
    """Somebody keen, somebody hostile, or all kinds; a quarter of the roll stays away."""
    likely = random.choice([[6, 1, 1, 1], [1, 6, 1, 1], [3, 3, 3, 3], [1, 1, 1, 6]])
    casts = []
    for entry in random.sample(roll, len(roll)):
        if random.random() < 0.75:
            cast = {
                "organisation": entry["organisation"],
                "position": random.choices(["yes", "no", "abstain", "recuse"], likely)[0],
            }
            casts.append(cast | ({"reason": random.choice(REASONS)} if random.random() < 0.7 else {}))
    return casts


def random_method(random: Random, roll: list[Json], wild: bool = False, weights_only: bool = False) -> Json:
    chamber = random.choice([[], [], ["group"], ["group"], ["region"], ["class"], ["group", "region"], ["owner"]])
    names = list(
        dict.fromkeys(
            "/".join(str(entry.get(name, entry["organisation"])) for name in chamber) or "all" for entry in roll
        )
    )
    make = Conditions(random, names, wild, weights_only)
    optional = {"chamber": chamber, "voice": random.choice(["organisation", "owner"]), "weight": random_weight(random)}
    method = {name: value for name, value in optional.items() if random.random() < 0.9}
    method |= {name: make.condition(2) for name in ("valid_when", "clear_when") if random.random() < 0.3}
    return method | {"adopted_when": make.condition(3)}


def random_weight(random: Random) -> str | Json:
    if random.random() < 0.5:
        return random.choice(["one", "listed"])
    weight: Json = {"equal": random.sample(list(VALUES), random.randint(0, 3))}
    if random.random() < 0.5:
        name = random.choice(list(VALUES))
        shares = {value: random.choice(FRACTIONS) for value in VALUES[name] if random.random() < 0.9}
        weight["shares"] = {name: shares}
    return weight


class Conditions:
    """Makes conditions over a roll that has chambers of these names."""

    def __init__(self, random: Random, names: list[str], wild: bool, weights_only: bool) -> None:
        self.random, self.names, self.wild = random, names, wild
        self.kinds = ["share", "share", "fact"] + ([] if weights_only else ["count"])
        self.bys = ["weight"] if weights_only else ["weight", "heads", "population", "seats"]

    def condition(self, depth: int, inside: bool = False) -> Json:
        random = self.random
        if depth == 0 or random.random() < 0.4:
            return self.test(inside)
        if not inside and random.random() < 0.3:
            k = random.choice([0, 1, 2, "all", *FRACTIONS])
            return {"chambers": k, "where": self.condition(depth - 1, inside=True)}
        children = [self.condition(depth - 1, inside) for _ in range(random.choice([0, 1, 2, 2, 3]))]
        return {random.choice(["all", "any"]): children}

    def test(self, inside: bool) -> Json:
        random = self.random
        kind = random.choice(self.kinds + ([] if inside else ["mean"]))
        number = random.choice([0, 0, 1, 2, 3, 5])
        if kind == "fact":
            return {"fact": random.choice("fgh"), random.choice(OPS): number}
        floor = random.random() < 0.6
        op = random.choice(OPS[:2] if floor else OPS[2:])
        counted = self.positions(floor)
        if kind == "count":
            return {"count": counted, op: number, **self.place(inside)}
        share: Json = {"share": counted, "of": self.positions(True)}
        if random.random() < 0.6:
            share["by"] = random.choice(self.bys)
        bound = random.choice(FRACTIONS[1:] if op == "less_than" and not self.wild else FRACTIONS)
        return {"mean": share, op: bound} if kind == "mean" else {**share, op: bound, **self.place(inside)}

    def positions(self, support: bool) -> list[str]:
        """With a yes or without, as a lawful test needs; in any order, perhaps twice."""
        if self.wild and self.random.random() < 0.3:
            return self.random.choices(COUNTED, k=self.random.randint(0, 5))
        others = self.random.choices(COUNTED[1:], k=self.random.randint(0, 4))
        return self.random.sample([*others, "yes"], len(others) + 1) if support else others

    def place(self, inside: bool) -> Json:
        if inside or self.random.random() < 0.3:
            return {}
        some = self.random.choices(self.names or ["gov"], k=self.random.randint(1, 3))
        places = ["all", "each", "each", some[0], some, "nowhere", [*some, "nowhere"], ["all"]]
        return {"in": self.random.choice(places)}


def damaged(random: Random, record: Json) -> Json:
    """A copy in which one thing, anywhere, is removed, doubled, added or replaced by something of another sort."""
    copy = deepcopy(record)
    places = list(places_in(copy))
    holder, key = random.choice(places)
    act = random.choice(["delete", "double", "replace", "replace", "replace", "add", "swap"])
    if act == "delete":
        del holder[key]
    elif act == "double" and isinstance(holder, list):
        holder.append(deepcopy(holder[key]))
    elif act == "add" and isinstance(holder[key], dict):
        holder[key][random.choice(MEMBERS)] = deepcopy(random.choice(WRONG))
    elif act == "swap":
        other, name = random.choice(places)
        holder[key] = deepcopy(other[name])
    else:
        holder[key] = deepcopy(random.choice(WRONG))
    return copy


def every_damage(record: Json) -> Iterator[Json]:
    """The record without each member, with each doubled, replaced by everything wrong, or beside a stranger."""
    for n, (holder, key) in enumerate(places_in(record)):
        for wrong in WRONG:
            yield changed(record, n, lambda there, at, wrong=wrong: there.__setitem__(at, deepcopy(wrong)))
        yield changed(record, n, lambda there, at: there.__delitem__(at))
        if isinstance(holder, list):
            yield changed(record, n, lambda there, at: there.append(deepcopy(there[at])))
        for name in MEMBERS if isinstance(holder[key], dict) else ():
            for wrong in (1, "1/2", ["yes"]):
                yield changed(record, n, lambda there, at, name=name, wrong=wrong: there[at].__setitem__(name, wrong))


def changed(record: Json, n: int, act: Callable[[Any, Any], None]) -> Json:
    """A copy in which this was done at its nth place."""
    copy = deepcopy(record)
    holder, key = next(islice(places_in(copy), n, None))
    act(holder, key)
    return copy


def places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every member and element, as what holds it and its key."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys):
        yield value, key
        yield from places_in(value[key])
