"""What makes a record malformed, sentence by sentence after the contract; shares no code with the product."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

COUNTED = ("yes", "no", "bare_no", "abstain", "absent", "recuse")
CAST = ("yes", "no", "abstain", "recuse")
OPS = ("at_least", "more_than", "at_most", "less_than")
KINDS = ("all", "any", "share", "mean", "count", "chambers", "fact")
PARTS = ("valid_when", "adopted_when", "clear_when")
LEAF_MEMBERS = {
    "share": {"share", "of", "by", "in"},
    "mean": {"mean"},
    "count": {"count", "in"},
    "fact": {"fact"},
}


class Malformed(Exception):
    """The record is not one that the contract allows; says where."""


def need(holds: bool, place: str) -> None:
    if not holds:
        raise Malformed(place)


def is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def is_positive(value: Any) -> bool:
    return type(value) is int and value > 0


def is_fraction(value: Any) -> bool:
    return type(value) is str and re.fullmatch(r"[0-9]+(/[1-9][0-9]*)?", value) is not None


def is_names(value: Any) -> bool:
    return type(value) is list and all(type(one) is str for one in value)


def check_record(record: Any) -> None:
    """Raise `Malformed` unless every sentence of the contract holds; weighing finds those shares that sum to 0."""
    need(type(record) is dict, "record")
    need(record.get("format") == "comity-ballot/1", "format")
    need(type(record.get("method")) is dict, "method")
    need(type(record.get("roll")) is list, "roll")
    check_roll(record["roll"])
    check_method(record["method"])
    check_attributes(record["method"], record["roll"])
    check_casts(record.get("casts", []), {entry["organisation"] for entry in record["roll"]})
    facts = record.get("facts", {})
    need(type(facts) is dict, "facts")
    for name, number in facts.items():
        need(is_count(number), f"facts: {name}")


def check_roll(roll: list[Any]) -> None:
    seen = set()
    for entry in roll:
        need(type(entry) is dict, "entry")
        need(type(entry.get("organisation")) is str, "organisation")
        need(type(entry.get("group")) is str, "group")
        need(type(entry.get("owner", "")) is str, "owner")
        need(is_positive(entry.get("weight", 1)), "weight of an entry")
        need(entry["organisation"] not in seen, "organisation twice")
        seen.add(entry["organisation"])


def check_casts(casts: Any, on_roll: set[str]) -> None:
    need(type(casts) is list, "casts")
    seen = set()
    for cast in casts:
        need(type(cast) is dict, "cast")
        name = cast.get("organisation")
        need(type(name) is str and name in on_roll, "cast by somebody not on the roll")
        need(name not in seen, "second cast")
        seen.add(name)
        need(type(cast.get("position")) is str and cast["position"] in CAST, "unknown position")
        need(cast.get("reason") is None or type(cast["reason"]) is str, "reason")


def check_method(method: dict[str, Any]) -> None:
    need(is_names(method.get("chamber", [])), "chamber")
    need(method.get("voice", "organisation") in ("organisation", "owner"), "voice")
    check_weight(method.get("weight", "one"))
    need("adopted_when" in method, "adopted_when")
    for part in PARTS:
        if part in method:
            check_condition(method[part], inside_where=False)
            need(lawful(method[part]), f"{part} is not lawful")


def check_weight(weight: Any) -> None:
    if type(weight) is str:
        need(weight in ("one", "listed"), "weight")
        return
    need(type(weight) is dict and set(weight) <= {"equal", "shares"}, "weight")
    need(is_names(weight.get("equal")), "equal")
    if "shares" in weight:
        need(type(weight["shares"]) is dict and len(weight["shares"]) == 1, "shares")
        for named in weight["shares"].values():
            need(type(named) is dict and all(is_fraction(share) for share in named.values()), "shares")


def check_condition(c: Any, inside_where: bool) -> None:
    need(type(c) is dict, "condition")
    kinds = [kind for kind in KINDS if kind in c]
    need(len(kinds) == 1, "exactly one kind")
    kind = kinds[0]
    need(not (inside_where and (kind in ("mean", "chambers") or "in" in c)), "where")
    if kind in ("all", "any"):
        need(set(c) == {kind} and type(c[kind]) is list, kind)
        for child in c[kind]:
            check_condition(child, inside_where)
    elif kind == "chambers":
        need(set(c) == {"chambers", "where"}, "chambers")
        need(is_count(c["chambers"]) or c["chambers"] == "all" or is_fraction(c["chambers"]), "chambers")
        check_condition(c["where"], inside_where=True)
    else:
        check_leaf(kind, c)


def check_leaf(kind: str, c: dict[str, Any]) -> None:
    ops = [op for op in OPS if op in c]
    need(len(ops) == 1, "exactly one comparison")
    need(set(c) <= LEAF_MEMBERS[kind] | set(ops), "unknown member")
    bound = c[ops[0]]
    need(is_fraction(bound) if kind in ("share", "mean") else is_count(bound), "bound")
    if kind == "mean":
        need(type(c["mean"]) is dict and {"share", "of"} <= set(c["mean"]) <= {"share", "of", "by"}, "mean")
        check_share(c["mean"])
    if kind == "share":
        check_share(c)
    if kind == "count":
        check_positions(c["count"])
    if kind == "fact":
        need(type(c["fact"]) is str, "fact")
    if "in" in c:
        need(type(c["in"]) is str or (is_names(c["in"]) and c["in"] != []), "in")


def check_share(c: dict[str, Any]) -> None:
    check_positions(c["share"])
    need("of" in c, "of")
    check_positions(c["of"])
    need(type(c.get("by", "weight")) is str, "by")


def check_positions(value: Any) -> None:
    need(is_names(value) and all(one in COUNTED for one in value), "positions")


def check_attributes(method: dict[str, Any], roll: list[dict[str, Any]]) -> None:
    weight = method.get("weight", "one")
    chamber = method.get("chamber", [])
    named = list(chamber)
    if type(weight) is dict:
        named += weight["equal"] + list(weight.get("shares", {}))
    summed = [by for part in PARTS if part in method for by in by_names(method[part])]
    for entry in [with_defaults(entry) for entry in roll]:
        for attribute in named:
            need(type(entry.get(attribute)) is str, f"{attribute} of {entry['organisation']}")
        for attribute in summed:
            need(is_positive(entry.get(attribute)), f"{attribute} of {entry['organisation']}")
        for attribute in chamber:
            need(len(chamber) < 2 or "/" not in entry[attribute], "a / in a value")
        if chamber:
            need("/".join(entry[attribute] for attribute in chamber) not in ("all", "each"), "a chamber's name")


def with_defaults(entry: dict[str, Any]) -> dict[str, Any]:
    """An owner is by default the organisation itself, a weight 1: an entry never lacks these two."""
    return {"owner": entry["organisation"], "weight": 1, **entry}


def leaves(c: dict[str, Any]) -> list[dict[str, Any]]:
    """Every share, mean, count and fact in reading order."""
    for kind in ("all", "any"):
        if kind in c:
            return [leaf for child in c[kind] for leaf in leaves(child)]
    return leaves(c["where"]) if "chambers" in c else [c]


def by_names(c: dict[str, Any]) -> list[str]:
    """The attributes that shares sum."""
    names = [leaf.get("mean", leaf).get("by", "weight") for leaf in leaves(c)]
    return [name for name in names if name not in ("heads", "weight")]


def lawful(c: dict[str, Any]) -> bool:
    """Whether more support can never hurt."""
    return all("fact" in leaf or lawful_leaf(leaf) for leaf in leaves(c))


def lawful_leaf(c: dict[str, Any]) -> bool:
    inner = c.get("mean", c)
    is_share = "share" in inner
    counted = inner["share"] if is_share else inner["count"]
    if "at_least" in c or "more_than" in c:
        return "yes" in counted and (not is_share or "yes" in inner["of"])
    if "yes" in counted:
        return False
    if not is_share:
        return True
    return "yes" in inner["of"] and ("less_than" not in c or Fraction(c["less_than"]) > 0)
