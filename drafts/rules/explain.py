"""Plain sentences for what was counted and what was needed, generated from the numbers that decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, floor

from drafts.rules.conditions import (
    EACH,
    OPERATORS,
    TOGETHER,
    All,
    Any,
    Bound,
    Chambers,
    Condition,
    Count,
    Fact,
    Mean,
    Share,
    Test,
)
from drafts.rules.judging import At, Judged, JudgedTest
from drafts.rules.methods import Method
from drafts.rules.words import ANSWERED, among, chamber_name, fact_name, holding, measure, place_name, unanswered

Names = Mapping[str, str]


def sentence(test: Test, at: At, names: Names) -> str:
    """Says how one test came out in one place, as in "Civil society: 8 of 18 in favour; 10 needed (more than 1/2 of
    those in favour or against)."."""
    if at.place == EACH:
        return "There is no chamber, so every chamber meets this."
    if at.part is None:
        return _no_chamber(test, at)
    where = place_name(at.place, names)
    match test:
        case Fact(name, bound) if name in ANSWERED and _is_none(bound):
            return unanswered(ANSWERED[name], at.part)
        case Fact(name, bound):
            return f"{fact_name(name)}: {at.part}; {_bounded(bound)}."
        case Count(counted, bound):
            return f"{where}: {at.part} {holding(counted)}; {_bounded(bound)}."
        case Mean(counted, of, bound, by):
            asked = f"{bound.words} {_verb(bound)} (a share of {among(of)} in each)"
            return f"Mean of the chambers: {at.part} {holding(counted)}{measure(by)}; {asked}."
        case Share():
            return f"{where}: {_share(test, at)}"


def _share(test: Share, at: At) -> str:
    rule = f"{test.bound.words} of {among(test.of)}"
    if not at.whole or at.part is None:
        return f"nobody was counted among {among(test.of)}; {rule} {_verb(test.bound)}."
    said = f"{at.part} of {at.whole} {holding(test.counted & test.of)}{measure(test.by)}"
    if at.part.denominator == at.whole.denominator == 1:
        return f"{said}; {_wanted(test.bound, _amount(test.bound, at.whole))} ({rule})."
    return f"{said}, by weight; {OPERATORS[test.bound.op]} {test.bound.value * at.whole} {_verb(test.bound)} ({rule})."


def need(test: Share | Count, at: At) -> str:
    """What one chamber had to reach, short: "10 in favour (of 18 in favour or against)"."""
    if isinstance(test, Count):
        return f"{test.bound.words} {holding(test.counted)}"
    counted, of = holding(test.counted & test.of), holding(test.of)
    if not at.whole or at.part is None:
        return f"{test.bound.words} {counted} (of nobody {of})"
    if at.part.denominator == at.whole.denominator == 1:
        most = "" if test.bound.is_floor else "at most "
        return f"{most}{_amount(test.bound, at.whole)} {counted} (of {at.whole} {of})"
    return f"{OPERATORS[test.bound.op]} {test.bound.value * at.whole} {counted} (of {at.whole} {of}, by weight)"


def _amount(bound: Bound, whole: Fraction) -> int:
    """The whole number that just meets the bound of `whole`."""
    exact = bound.value * whole
    return {
        "at_least": ceil(exact),
        "more_than": floor(exact) + 1,
        "at_most": floor(exact),
        "less_than": ceil(exact) - 1,
    }[bound.op]


def _wanted(bound: Bound, amount: int) -> str:
    if amount < 0:
        return "none can be allowed"
    return f"{'' if bound.is_floor else 'at most '}{amount} {_verb(bound)}"


def _bounded(bound: Bound) -> str:
    """A bound on a number, which keeps its own strictness: "more than 10 needed"."""
    strict = {"more_than": "more than ", "less_than": "fewer than ", "at_most": "at most "}.get(bound.op, "")
    return f"{strict}{bound.value} {_verb(bound)}"


def _is_none(bound: Bound) -> bool:
    return bound.op == "at_most" and bound.value == 0


def _verb(bound: Bound) -> str:
    return "needed" if bound.is_floor else "allowed"


def _no_chamber(test: Test, at: At) -> str:
    if isinstance(test, Mean):
        return "There is no chamber, so there is no mean of the chambers."
    named = " and ".join((at.place,) if isinstance(at.place, str) else at.place)
    return f"The roll does not have the chamber {named} that the method names."


def missing(judged: Judged, names: Names) -> tuple[str, ...]:
    """What a condition that does not hold lacked; nothing if it holds."""
    if judged.met:
        return ()
    match judged.condition:
        case All():
            return tuple(each for part in judged.parts for each in missing(part, names))
        case Any():
            return _any(judged, names)
        case Chambers(needed, _):
            return (_chambers(needed, judged, names), *_failing(judged.parts, names))
        case _:
            return _failing((judged,), names)


def _any(judged: Judged, names: Names) -> tuple[str, ...]:
    if not judged.parts:
        return ("The method names no way in which this can be met.",)
    ways = (" ".join(missing(part, names)) for part in judged.parts)
    return (f"None of {len(judged.parts)} ways was met. " + " ".join(f"({n}) {way}" for n, way in enumerate(ways, 1)),)


def _chambers(needed: int | str | Fraction, judged: Judged, names: Names) -> str:
    held = ", ".join(chamber_name(each, names) for each in judged.chambers) or "none"
    return f"Needed in {_how_many(needed)}; met in {len(judged.chambers)} ({held})."


def _how_many(needed: int | str | Fraction) -> str:
    if needed == TOGETHER:
        return "every chamber"
    if isinstance(needed, Fraction):
        return f"at least {needed} of the chambers"
    return f"at least {needed} chamber{'' if needed == 1 else 's'}"


def _failing(judged: tuple[Judged, ...], names: Names) -> tuple[str, ...]:
    leaves: Iterator[JudgedTest] = (leaf for part in judged for leaf in part.leaves())
    return tuple(sentence(leaf.condition, at, names) for leaf in leaves for at in leaf.places if not at.met)


def rule_in_words(method: Method, names: Names | None = None) -> tuple[tuple[str, str], ...]:
    """Says the rule before anybody votes: (part, sentence) for each part of the method."""
    return tuple((part, _rule(condition, names or {})) for part, condition in method.parts.items())


WAYS = {"valid_when": "Valid if", "adopted_when": "Adopted if", "clear_when": "Held until"}


def ways_of(method: Method, names: Names) -> tuple[tuple[str, str], ...]:
    """("Adopted if", whole sentence) for each part, as a page lists them."""
    return tuple((WAYS[part], f"{said[:1].upper()}{said[1:]}.") for part, said in rule_in_words(method, names))


def _rule(condition: Condition, names: Names, inside: bool = False) -> str:
    match condition:
        case All(parts):
            return "; and ".join(_rule(part, names, inside) for part in parts) or "always"
        case Any(parts):
            return "either " + "; or ".join(_rule(part, names, inside) for part in parts) if parts else "never"
        case Chambers(needed, where):
            return f"in {_how_many(needed)}: {_rule(where, names, inside=True)}"
        case Fact(name, bound):
            return _rule_of_fact(name, bound)
        case Count(counted, bound, place):
            return f"{_where(place, names, inside)}{bound.words} {holding(counted)}"
        case Mean(counted, of, bound, by):
            return f"as the mean of the chambers, {bound.words} of {among(of)} are {holding(counted)}{measure(by)}"
        case Share(counted, of, bound, by, place):
            return (
                f"{_where(place, names, inside)}{bound.words} of {among(of)} are {holding(counted & of)}{measure(by)}"
            )


def _rule_of_fact(name: str, bound: Bound) -> str:
    if name in ANSWERED and _is_none(bound):
        return f"every {ANSWERED[name]} has an answer"
    return f"{fact_name(name).lower()}: {bound.words}"


def _where(place: str | tuple[str, ...], names: Names, inside: bool) -> str:
    """Says where a test is made, unless the chamber that is being judged says it; names of chambers keep their
    capitals."""
    if inside and place == TOGETHER:
        return ""
    said = place_name(place, names)
    return f"{said.lower() if place in (TOGETHER, EACH) else said}: "
