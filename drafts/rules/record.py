"""Reads a ballot record, `comity-ballot/1` (RULES, part A): all that a ballot was, so that anybody can recount it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafts.rules.conditions import TOGETHER
from drafts.rules.methods import Method, read_method
from drafts.rules.reading import (
    Malformed,
    integer,
    mapping,
    one_of,
    optional,
    quoted,
    required,
    sequence,
    strictly,
    string,
)
from drafts.rules.roll import Roll, are, entries_of
from drafts.rules.weights import Weights, weigh

FORMAT = "comity-ballot/1"
CAST = ("yes", "no", "abstain", "recuse")
SAME = {position: position for position in CAST}
BARE = SAME | {"no": "bare_no"}
BLANK = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*")  # Unicode White_Space
UNSTATED = object()


@dataclass(frozen=True, slots=True)
class Record:
    """A ballot record as values. `chambers` are in the order of the roll; `counted` says for each organisation, in that
    order too, what its position counts as; `stated` is the outcome that the record claims, or UNSTATED."""

    method: Method
    roll: Roll
    chambers: tuple[str, ...]
    counted: Mapping[str, str]
    weights: Weights
    facts: Mapping[str, int]
    stated: Any = UNSTATED


def parse_record(value: str | bytes | Mapping[str, Any]) -> Record:
    """Raises Malformed, in a sentence that names the place."""
    try:
        return _record(mapping(strictly(value) if isinstance(value, str | bytes) else value, "the record"))
    except RecursionError:
        raise Malformed("method: the conditions are nested too deeply.") from None


def _record(found: Mapping[str, Any]) -> Record:
    for name in ("format", "method", "roll"):
        required(found, name, "the record")
    if found["format"] != FORMAT:
        raise Malformed(f'format: "{FORMAT}" is wanted, not {quoted(found["format"])}.')
    method = read_method(found["method"], "method")
    roll = entries_of(found["roll"], method)
    counted = _counted(found.get("casts", ()), roll)
    facts = optional(found, "facts", "", _facts, {})
    weights = weigh(method, roll, frozenset(name for name, position in counted.items() if position == "recuse"))
    chambers = tuple(dict.fromkeys(roll.chambers)) if method.chamber else (TOGETHER,)
    return Record(method, roll, chambers, counted, weights, facts, found.get("outcome", UNSTATED))


def _counted(value: object, roll: Roll) -> dict[str, str]:
    """What the position of each organisation counts as, in the order of the roll."""
    casts = sequence(value, "casts")
    try:
        counted = _at_once(casts, roll) if are(casts, Mapping) else None
    except (KeyError, TypeError):
        counted = None
    return _one_by_one(casts, roll) if counted is None else counted


def _at_once(casts: Sequence[Mapping[str, Any]], roll: Roll) -> dict[str, str] | None:
    """None, or KeyError or TypeError, if anything is wrong. A name that is no string equals none on the roll."""
    names, reasons = [each["organisation"] for each in casts], [each.get("reason") for each in casts]
    if not are(reasons, str | None):
        return None
    positions = [
        SAME[each["position"]] if reason and not (reason.isspace() and is_blank(reason)) else BARE[each["position"]]
        for each, reason in zip(casts, reasons, strict=True)
    ]
    counted = roll.absent.copy()
    known = roll.organisations if names == roll.organisations else names  # the very keys are found faster
    counted.update(zip(known, positions, strict=True))
    there = len(counted) == len(roll) and list(counted.values()).count("absent") == len(roll) - len(casts)
    return counted if there else None  # otherwise somebody is not on the roll, or cast twice


def _one_by_one(casts: Sequence[Any], roll: Roll) -> dict[str, str]:
    """Reads casts one by one, to name the first that is wrong."""
    counted: dict[str, str] = {}
    entitled = set(roll.organisations)
    for n, each in enumerate(casts):
        where = f"casts[{n}]"
        found = mapping(each, where)
        name = string(required(found, "organisation", where), f"{where}.organisation")
        if name not in entitled:
            raise Malformed(f"{where}.organisation: {quoted(name)} is not on the roll.")
        if name in counted:
            raise Malformed(f"{where}.organisation: {quoted(name)} has cast twice.")
        counted[name] = _one(found, where)
    return roll.absent | counted


def _one(found: Mapping[str, Any], where: str) -> str:
    position = one_of(required(found, "position", where), CAST, f"{where}.position")
    reason = found.get("reason")
    if reason is not None:
        string(reason, f"{where}.reason")
    return "bare_no" if position == "no" and is_blank(reason or "") else position


def is_blank(words: str) -> bool:
    return BLANK.fullmatch(words) is not None


def _facts(value: object, where: str) -> dict[str, int]:
    return {name: integer(each, f"{where}.{name}") for name, each in mapping(value, where).items()}
