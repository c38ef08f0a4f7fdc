"""Reads a ballot record, `comity-ballot/1` (RULES, part A): all that a ballot was, so that anybody can recount it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from drafts.rules.conditions import EACH, TOGETHER
from drafts.rules.methods import Method, read_method
from drafts.rules.reading import (
    Malformed,
    integer,
    mapping,
    one_of,
    optional,
    required,
    sequence,
    shown,
    strictly,
    string,
)
from drafts.rules.weights import Entry, weigh

FORMAT = "comity-ballot/1"
CAST = ("yes", "no", "abstain", "recuse")
BLANK = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*")  # Unicode White_Space
UNSTATED = object()


@dataclass(frozen=True, slots=True)
class Record:
    """`chambers` in the order of the roll; `counted` says for each organisation what its position counts as;
    `stated` is the outcome that the record claims, or UNSTATED."""

    method: Method
    roll: tuple[Entry, ...]
    chambers: tuple[str, ...]
    counted: Mapping[str, str]
    weights: Mapping[str, Fraction]
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
        raise Malformed(f'format: "{FORMAT}" is wanted, not {shown(found["format"])}.')
    method = read_method(found["method"], "method")
    roll = _roll(found["roll"], method)
    counted = {entry.organisation: "absent" for entry in roll} | optional(
        found, "casts", "", lambda value, _: _casts(value, roll), {}
    )
    facts = optional(found, "facts", "", _facts, {})
    weights = weigh(method, roll, frozenset(name for name, position in counted.items() if position == "recuse"))
    chambers = tuple(dict.fromkeys(entry.chamber for entry in roll)) if method.chamber else (TOGETHER,)
    return Record(method, roll, chambers, counted, weights, facts, found.get("outcome", UNSTATED))


def _roll(value: object, method: Method) -> tuple[Entry, ...]:
    roll = tuple(_entry(each, f"roll[{n}]", method) for n, each in enumerate(sequence(value, "roll")))
    seen: set[str] = set()
    for n, entry in enumerate(roll):
        if entry.organisation in seen:
            raise Malformed(f"roll[{n}].organisation: {shown(entry.organisation)} is on the roll twice.")
        seen.add(entry.organisation)
    return roll


def _entry(value: object, where: str, method: Method) -> Entry:
    found = mapping(value, where)
    name = string(required(found, "organisation", where), f"{where}.organisation")
    group = string(required(found, "group", where), f"{where}.group")
    owner = optional(found, "owner", where, string, name)
    weight = optional(found, "weight", where, lambda each, at: integer(each, at, least=1), 1)
    attributes = {**found, "owner": owner, "weight": weight}
    for attribute in method.attributes():
        string(required(attributes, attribute, where), f"{where}.{attribute}")
    for measure in method.measures():
        integer(required(attributes, measure, where), f"{where}.{measure}", least=1)
    return Entry(name, group, owner, weight, _chamber(method, attributes, where), attributes)


def _chamber(method: Method, attributes: Mapping[str, Any], where: str) -> str:
    if not method.chamber:
        return TOGETHER
    values = [attributes[name] for name in method.chamber]
    if len(values) > 1 and (torn := [value for value in values if "/" in value]):
        raise Malformed(f"{where}: {shown(torn[0])} may hold no / because chambers are named by several attributes.")
    chamber = "/".join(values)
    if chamber in (TOGETHER, EACH):
        raise Malformed(f"{where}: a chamber may not be named {shown(chamber)}.")
    return chamber


def _casts(value: object, roll: tuple[Entry, ...]) -> dict[str, str]:
    """What each cast counts as, by organisation."""
    entitled, counted = {entry.organisation for entry in roll}, {}
    for n, each in enumerate(sequence(value, "casts")):
        where = f"casts[{n}]"
        found = mapping(each, where)
        name = string(required(found, "organisation", where), f"{where}.organisation")
        if name not in entitled:
            raise Malformed(f"{where}.organisation: {shown(name)} is not on the roll.")
        if name in counted:
            raise Malformed(f"{where}.organisation: {shown(name)} has cast twice.")
        counted[name] = _counted(found, where)
    return counted


def _counted(found: Mapping[str, Any], where: str) -> str:
    position = one_of(required(found, "position", where), CAST, f"{where}.position")
    reason = found.get("reason")
    if reason is not None:
        string(reason, f"{where}.reason")
    return "bare_no" if position == "no" and is_blank(reason or "") else position


def is_blank(words: str) -> bool:
    return BLANK.fullmatch(words) is not None


def _facts(value: object, where: str) -> dict[str, int]:
    return {name: integer(each, f"{where}.{name}") for name, each in mapping(value, where).items()}
