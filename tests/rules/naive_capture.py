"""The capture report by trying every coalition, from the text of its contract alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import Any

from tests.rules.naive import Ballot, Json
from tests.rules.naive_reading import check_record

WAYS = {"pass": ("yes", "no"), "block": ("no", "yes"), "boycott": ("absent", "yes")}


def naive_capture(record: Json, cap: int = 0) -> Json:
    """The report by brute force over all 2**n coalitions; a price above `cap` is None. Raises `Malformed`."""
    game = Game(record)
    groups, owners = game.units("group"), game.units("owner")
    organisations = {name: {name} for name in game.names}
    result: Json = {}
    alone: Json = {}
    for way in WAYS:
        wins = game.test(way)
        kinds = {"organisations": organisations, "owners": owners, "groups": groups}
        result[way] = {kind: smallest(units, wins) for kind, units in kinds.items()}
        alone[way] = {
            "groups": sorted(g for g in groups if wins(groups[g])),
            "owners": sorted(o for o in owners if wins(owners[o])),
        }
    result["alone"] = alone
    result["power"] = {"banzhaf": banzhaf(game), "shapley_shubik": shapley_shubik(game)}
    result["price"] = {group: price(record, group, cap) for group in groups}
    return result


class Game:
    """Nobody recuses and every fact is favourable: what remains is who votes how."""

    def __init__(self, record: Json) -> None:
        kept = {name: value for name, value in record.items() if name not in ("casts", "facts", "outcome")}
        check_record(kept)
        self.roll: list[Json] = record["roll"]
        method = {
            name: favourable(value) if name.endswith("_when") else value
            for name, value in record["method"].items()
            if name != "clear_when"
        }
        self.names = [entry["organisation"] for entry in self.roll]
        self.ballot = Ballot(method, self.roll, dict.fromkeys(self.names, "absent"), {})
        self.known: dict[tuple[str, frozenset[str]], bool] = {}

    def units(self, attribute: str) -> dict[str, set[str]]:
        result: dict[str, set[str]] = {}
        for entry in self.roll:
            result.setdefault(entry.get(attribute, entry["organisation"]), set()).add(entry["organisation"])
        return result

    def test(self, way: str) -> Callable[[Iterable[str]], bool]:
        inside, outside = WAYS[way]

        def wins(coalition: Iterable[str]) -> bool:
            members = frozenset(coalition)
            if (way, members) not in self.known:
                self.ballot.positions = {name: inside if name in members else outside for name in self.names}
                adopted = self.ballot.outcome() == "adopted"
                self.known[way, members] = adopted == (way == "pass")
            return self.known[way, members]

        return wins


def favourable(c: Any) -> Any:
    """The condition with every fact, wherever nested, counted as met."""
    if isinstance(c, dict) and "fact" in c:
        return {"all": []}
    for kind in ("all", "any"):
        if kind in c:
            return {kind: [favourable(child) for child in c[kind]]}
    return {**c, "where": favourable(c["where"])} if "chambers" in c else c


def smallest(units: dict[str, set[str]], wins: Callable[[Iterable[str]], bool]) -> int | None:
    """How few units, each bringing all its organisations, can do it; None where not even all can."""
    for size in range(len(units) + 1):
        for chosen in combinations(units.values(), size):
            if wins(set().union(*chosen)):
                return size
    return None


def coalitions(names: list[str]) -> Iterable[tuple[str, ...]]:
    for size in range(len(names) + 1):
        yield from combinations(names, size)


def banzhaf(game: Game) -> dict[str, str]:
    wins, result = game.test("pass"), {}
    for name in game.names:
        others = [other for other in game.names if other != name]
        swings = sum(1 for s in coalitions(others) if wins({*s, name}) and not wins(s))
        result[name] = str(Fraction(swings, 2 ** len(others)))
    return result


def shapley_shubik(game: Game) -> dict[str, str]:
    wins, result, n = game.test("pass"), {}, len(game.names)
    for name in game.names:
        others = [other for other in game.names if other != name]
        orders = sum(
            factorial(len(s)) * factorial(n - len(s) - 1)
            for s in coalitions(others)
            if wins({*s, name}) and not wins(s)
        )
        result[name] = str(Fraction(orders, factorial(n)))
    return result


def price(record: Json, group: str, cap: int) -> int | None:
    """The number of newcomers, tried one by one up to `cap`, with which the group passes alone."""
    roll = list(record["roll"])
    first = next(entry for entry in roll if entry["group"] == group)
    for newcomers in range(cap + 1):
        game = Game({**record, "roll": roll})
        if game.test("pass")(game.units("group")[group]):
            return newcomers
        name = f"newcomer {newcomers} of {group}"
        roll.append({**first, "organisation": name, "owner": name, "weight": 1})
    return None
