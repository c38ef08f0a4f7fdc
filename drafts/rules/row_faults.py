"""What is wrong with a row of a method that is being composed, said beside the field where it can be mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from drafts.rules.composing import AT, KINDS, SOME, RuleRow, condition_of
from drafts.rules.condition_reader import read_condition
from drafts.rules.conditions import EACH, OPERATORS, TOGETHER
from drafts.rules.lawful import faults
from drafts.rules.methods import PARTS
from drafts.rules.reading import FRACTION, Malformed

LONGEST = 12  # characters of a number
LIST = "Choose one of the list."


def row_faults(row: RuleRow) -> dict[str, str]:
    """What is wrong, by field of RuleRow; nothing if the row is a lawful test."""
    found = {field: says for field, check in CHECKS.items() if (says := check(row))}
    return found or _unlawful(row)


def _unlawful(row: RuleRow) -> dict[str, str]:
    try:
        sentences = faults(read_condition(condition_of(row), ""), "")
    except Malformed as malformed:
        return {"number": _plain(malformed.sentences[0])}
    return {_field(each): _plain(each) for each in reversed(sentences)}


def _field(sentence: str) -> str:
    return "of" if "taken of" in sentence else "number" if "less than 0" in sentence else "counted"


def _plain(sentence: str) -> str:
    """The sentence without the place in the JSON, and with the positions' names as they stand on the page."""
    said = (
        re.sub(r"^[\w.\[\]]*: ", "", sentence)
        .replace("count yes", "count In favour")
        .replace("Yes has", "In favour has")
    )
    return (said[:1].upper() + said[1:]).replace("use at_most", "choose “at most”")


def _number(row: RuleRow) -> str:
    if row.kind in ("count", "fact"):
        return "" if _is_whole(row.number) else _refused("Write a whole number, such as 4", row.number)
    if FRACTION.fullmatch(row.number) and len(row.number) <= LONGEST:
        return ""
    return _refused("Write an exact fraction, such as 2/3, or 1 for all", row.number)


def _refused(wanted: str, typed: str) -> str:
    return f"{wanted}; {_short(typed)} is none." if typed else f"{wanted}."


def _short(typed: str) -> str:
    return f"“{typed}”" if len(typed) <= LONGEST else f"“{typed[:LONGEST]}…”"


def _is_whole(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 10


def _least(row: RuleRow) -> str:
    if row.where != SOME or row.kind in ("mean", "fact"):
        return ""
    short = len(row.least) <= LONGEST
    if row.least == TOGETHER or _is_whole(row.least) or (short and FRACTION.fullmatch(row.least)):
        return ""
    return _refused("Write how many chambers: a whole number, a fraction of them such as 2/3, or all", row.least)


def _where(row: RuleRow) -> str:
    known = row.where in (TOGETHER, EACH, SOME) or (row.where.startswith(AT) and len(row.where) > len(AT))
    return "" if known or row.kind in ("mean", "fact") else LIST


def _in(known: Container[str], field: str) -> Callable[[RuleRow], str]:
    return lambda row: "" if getattr(row, field) in known else LIST


CHECKS: dict[str, Callable[[RuleRow], str]] = {
    "part": _in(PARTS, "part"),
    "kind": _in(KINDS, "kind"),
    "op": _in(OPERATORS, "op"),
    "number": _number,
    "where": _where,
    "least": _least,
    "by": lambda row: "" if row.by else LIST,
    "fact": lambda row: "Choose what is counted." if row.kind == "fact" and not row.fact else "",
}
