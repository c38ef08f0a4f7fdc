"""Random ballots under the rules of real bodies, and records changed in ways that ought to change nothing."""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

from tests.rules.naive_reading import PARTS, leaves
from tests.rules.random_records import random_casts

Json = dict[str, Any]


def all_leaves(method: Json) -> list[Json]:
    return [leaf for part in PARTS if part in method for leaf in leaves(method[part])]


def ballot(random: Random, rule: Json) -> Json:
    """A ballot under this rule, whose roll has the chambers that the rule names."""
    places = [leaf.get("in", "all") for leaf in all_leaves(rule)]
    groups = sorted({"gov", "ind", *(place for place in places if place not in ("all", "each"))})
    roll = [
        {
            "organisation": f"o{n}",
            "group": groups[n % len(groups)],
            "region": random.choice(["north", "south"]),
            "class": random.choice(["org", "ind"]),
            "population": random.randint(1, 60),
        }
        for n in range(random.randint(len(groups), 24))
    ]
    facts = {leaf["fact"]: random.choice([0, 0, 1, 3]) for leaf in all_leaves(rule) if "fact" in leaf}
    casts = random_casts(random, roll)
    return {"format": "comity-ballot/1", "method": rule, "roll": roll, "casts": casts, "facts": facts}


def shuffled(random: Random, value: Any) -> Any:
    """The order of conditions and of positions, everywhere, is another."""
    if isinstance(value, dict):
        return {name: shuffled(random, value[name]) for name in random.sample(list(value), len(value))}
    if not isinstance(value, list):
        return value
    return [shuffled(random, each) for each in random.sample(value, len(value))]


def split(record: Json, owner: str, times: int) -> Json:
    """Each organisation of this owner becomes so many, all alike."""

    def copies(row: Json) -> list[Json]:
        if row["organisation"] not in owned:
            return [row]
        return [{**row, "organisation": f"{row['organisation']} {n}", "owner": owner} for n in range(times)]

    owned = {e["organisation"] for e in record["roll"] if e.get("owner", e["organisation"]) == owner}
    return {
        **record,
        "roll": [copy for entry in record["roll"] for copy in copies(entry)],
        "casts": [copy for cast in record.get("casts", []) for copy in copies(cast)],
    }


def multiplied(record: Json, times: int) -> Json:
    """Everybody so many times, with as many owners."""

    def copy(row: Json, n: int) -> Json:
        owner = {"owner": f"{row['owner']} {n}"} if "owner" in row else {}
        return {**row, "organisation": f"{row['organisation']} {n}", **owner}

    return {
        **record,
        "roll": [copy(entry, n) for entry in record["roll"] for n in range(times)],
        "casts": [copy(cast, n) for cast in record.get("casts", []) for n in range(times)],
    }


def renamed(value: str) -> str:
    """Piece by piece, so that the names of joined chambers follow those of their parts."""
    return value if value in ("all", "each") else "/".join(f"{piece[::-1]} renamed" for piece in value.split("/"))


def relabelled(record: Json) -> Json:
    def row(old: Json) -> Json:
        labels = ("organisation", "owner", "group", "region", "class")
        return {name: renamed(value) if name in labels else value for name, value in old.items()}

    method = deepcopy(record["method"])
    for leaf in all_leaves(method):
        if "in" in leaf:
            leaf["in"] = renamed(leaf["in"]) if isinstance(leaf["in"], str) else [renamed(name) for name in leaf["in"]]
    if isinstance(method.get("weight"), dict):
        shares = method["weight"].get("shares", {})
        for name, named in shares.items():
            shares[name] = {renamed(value): share for value, share in named.items()}
    return {
        **record,
        "method": method,
        "roll": [row(e) for e in record["roll"]],
        "casts": [row(cast) for cast in record.get("casts", [])],
    }
