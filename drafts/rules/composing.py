"""A decision rule as rows that a person can fill in, and back. What a flat list of tests cannot hold stays JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from drafts.rules.conditions import EACH, TOGETHER, All, Bound, Chambers, Condition, Count, Fact, Mean, Share
from drafts.rules.methods import PARTS, Equal, Method, parse_method
from drafts.rules.reading import POSITIONS
from forum.errors import Unlawful

KINDS = {
    "share": "a share of those counted",
    "mean": "the chambers' mean share",
    "count": "how many organisations",
    "fact": "a number besides votes",
}
COUNTED = tuple(position for position in POSITIONS if position != "recuse")
SOME, AT = "some", "at:"  # where: in at least so many chambers; in the chamber named after it
CHAMBERS = {"together": (), "group": ("group",), "region": ("group", "region")}
WEIGHTS: Mapping[str, str | Equal] = {
    "one": "one",
    "listed": "listed",
    "group": Equal(("group",)),
    "region": Equal(("group", "region")),
}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One test, as typed. `where` is TOGETHER, EACH, SOME with `least` chambers, or AT and a chamber; `by` is as in
    Share."""

    part: str = "adopted_when"
    kind: str = "share"
    counted: frozenset[str] = frozenset(("yes",))
    of: frozenset[str] = frozenset(("yes", "no", "bare_no"))
    op: str = "at_least"
    number: str = "2/3"
    where: str = TOGETHER
    least: str = ""
    by: str = "weight"
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A method in rows. `chambers` is one of CHAMBERS, `weight` one of WEIGHTS."""

    chambers: str
    voice: str
    weight: str
    rows: tuple[RuleRow, ...]


def draft_of(method: Method) -> Draft | None:
    """Writes a method as rows; None if rows cannot say all that it says."""
    chambers = _key(CHAMBERS, method.chamber)
    weight = _key(WEIGHTS, method.weight)
    rows = [_rows(name, part) for name, part in method.parts.items()]
    if not chambers or not weight or not all(rows):
        return None
    draft = Draft(chambers, method.voice, weight, tuple(row for each in rows for row in each or ()))
    return draft if _same(method, draft) else None


def _same(method: Method, draft: Draft) -> bool:
    try:
        return parse_method(rule_of(draft)).parts == method.parts
    except Unlawful:
        return False


def _key(known: Mapping[str, Any], value: object) -> str:
    return next((key for key, each in known.items() if each == value), "")


def _rows(part: str, condition: Condition) -> tuple[RuleRow, ...] | None:
    tests = condition.parts if isinstance(condition, All) else (condition,)
    rows = tuple(row for test in tests if (row := _row(part, test)))
    return rows if len(rows) == len(tests) else None


def _row(part: str, test: Condition, least: str = "") -> RuleRow | None:
    match test:
        case Share(counted, of, bound, by, place) if isinstance(place, str):
            where = _where(place, least)
            return replace(_tested(part, "share", counted, bound), of=of, where=where, least=least, by=by)
        case Mean(counted, of, bound, by):
            return replace(_tested(part, "mean", counted, bound), of=of, by=by)
        case Count(counted, bound, place) if isinstance(place, str):
            return replace(_tested(part, "count", counted, bound), where=_where(place, least), least=least)
        case Fact(name, bound):
            return replace(_tested(part, "fact", frozenset(), bound), fact=name)
        case Chambers(needed, Share() | Count() as inner):
            return _row(part, inner, _needed(needed))
    return None


def _tested(part: str, kind: str, counted: frozenset[str], bound: Bound) -> RuleRow:
    return RuleRow(part=part, kind=kind, counted=counted, of=frozenset(), op=bound.op, number=str(bound.value))


def _needed(needed: int | str | Fraction) -> str:
    """ "1/1" is a fraction of the chambers, "1" a number of them."""
    return f"{needed.numerator}/{needed.denominator}" if isinstance(needed, Fraction) else str(needed)


def _where(place: str, least: str) -> str:
    if least:
        return SOME
    return place if place in (TOGETHER, EACH) else AT + place


def condition_of(row: RuleRow) -> dict[str, Any]:
    """The row as a condition of part A; what is typed as a number is taken as it is."""
    match row.kind:
        case "fact":
            return {"fact": row.fact, row.op: _whole(row.number)}
        case "mean":
            return {"mean": _share(row), row.op: row.number}
        case "count":
            test = {"count": _listed(row.counted), row.op: _whole(row.number)}
        case _:
            test = {**_share(row), row.op: row.number}
    if row.where == SOME:
        return {"chambers": _whole(row.least), "where": test}
    return test if row.where == TOGETHER else {**test, "in": row.where.removeprefix(AT)}


def _share(row: RuleRow) -> dict[str, Any]:
    by = {} if row.by == "weight" else {"by": row.by}
    return {"share": _listed(row.counted), "of": _listed(row.of), **by}


def _listed(positions: frozenset[str]) -> list[str]:
    return [each for each in POSITIONS if each in positions]


def _whole(typed: str) -> int | str:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else typed


def rule_of(draft: Draft) -> dict[str, Any]:
    """The rule as JSON: chambers, voice, weight and the parts, without a title."""
    weight = WEIGHTS[draft.weight]
    return {
        "chamber": list(CHAMBERS[draft.chambers]),
        "voice": draft.voice,
        "weight": {"equal": list(weight.attributes)} if isinstance(weight, Equal) else weight,
        **{part: _joined(rows) for part in PARTS if (rows := [row for row in draft.rows if row.part == part])},
    }


def _joined(rows: Sequence[RuleRow]) -> dict[str, Any]:
    conditions = [condition_of(row) for row in rows]
    return conditions[0] if len(conditions) == 1 else {"all": conditions}


def whole_rule(text: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a method that decide, in the order of part A: what is shown to be changed as JSON."""
    return {name: text[name] for name in ("chamber", "voice", "weight", *PARTS) if name in text}
