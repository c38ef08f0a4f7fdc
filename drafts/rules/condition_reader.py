"""Reads a condition from JSON. Unknown members are refused: a misspelt word must not weaken a rule in silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any as Anything

from drafts.rules.conditions import OPERATORS, TOGETHER, All, Any, Bound, Chambers, Condition, Count, Fact, Mean, Share
from drafts.rules.reading import (
    FRACTION,
    Malformed,
    fraction,
    integer,
    mapping,
    optional,
    positions,
    quoted,
    required,
    sequence,
    string,
)

MEMBERS = {
    "all": (),
    "any": (),
    "share": ("of", "by", "in"),
    "mean": (),
    "count": ("in",),
    "chambers": ("where",),
    "fact": (),
}
Reader = Callable[[Mapping[str, Anything], str, bool], Condition]
BOUNDED: dict[str, Callable[[object, str], int | Fraction]] = {
    "share": fraction,
    "mean": fraction,
    "count": integer,
    "fact": integer,
}
OUTSIDE_ONLY = ("mean", "chambers", "in")  # no place for them inside `where`, which is about one chamber


def read_condition(value: object, where: str, inside: bool = False) -> Condition:
    """Reads a condition. `inside` says that it stands in the `where` of a condition on chambers."""
    found = mapping(value, where)
    kind = _kind(found, where)
    _no_strangers(found, kind, where)
    if inside and (wrong := [name for name in OUTSIDE_ONLY if name in found]):
        raise Malformed(f"{where}: {wrong[0]!r} may not stand inside `where`, which is about one chamber at a time.")
    return READERS[kind](found, where, inside)


def _kind(found: Mapping[str, Anything], where: str) -> str:
    kinds = [name for name in MEMBERS if name in found]
    if len(kinds) != 1:
        raise Malformed(f"{where}: a condition has exactly one of {', '.join(MEMBERS)}; this one has {len(kinds)}.")
    return kinds[0]


def _no_strangers(found: Mapping[str, Anything], kind: str, where: str) -> None:
    known = {kind, *MEMBERS[kind], *(OPERATORS if kind in BOUNDED else ())}
    for name in found:
        if name not in known:
            raise Malformed(f"{where}: a condition on {kind!r} has no member {quoted(name)}.")


def _bound(found: Mapping[str, Anything], kind: str, where: str) -> Bound:
    given = [op for op in OPERATORS if op in found]
    if len(given) != 1:
        raise Malformed(f"{where}: exactly one of {', '.join(OPERATORS)} is wanted; there are {len(given)}.")
    return Bound(given[0], Fraction(BOUNDED[kind](found[given[0]], f"{where}.{given[0]}")))


def _place(value: object, where: str) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return value
    names = tuple(dict.fromkeys(string(each, f"{where}[{n}]") for n, each in enumerate(sequence(value, where))))
    if not names:
        raise Malformed(f"{where}: an empty list names no chamber.")
    return names


def _parts(found: Mapping[str, Anything], kind: str, where: str, inside: bool) -> tuple[Condition, ...]:
    listed = sequence(found[kind], f"{where}.{kind}")
    return tuple(read_condition(each, f"{where}.{kind}[{n}]", inside) for n, each in enumerate(listed))


def _share(found: Mapping[str, Anything], where: str, _: bool) -> Share:
    return Share(
        positions(found["share"], f"{where}.share"),
        positions(required(found, "of", where), f"{where}.of"),
        _bound(found, "share", where),
        optional(found, "by", where, string, "weight"),
        optional(found, "in", where, _place, TOGETHER),
    )


def _mean(found: Mapping[str, Anything], where: str, _: bool) -> Mean:
    inner, at = mapping(found["mean"], f"{where}.mean"), f"{where}.mean"
    for name in inner:
        if name not in ("share", "of", "by"):
            raise Malformed(f"{at}: the share of a mean has no member {quoted(name)}.")
    return Mean(
        positions(required(inner, "share", at), f"{at}.share"),
        positions(required(inner, "of", at), f"{at}.of"),
        _bound(found, "mean", where),
        optional(inner, "by", at, string, "weight"),
    )


def _count(found: Mapping[str, Anything], where: str, _: bool) -> Count:
    return Count(
        positions(found["count"], f"{where}.count"),
        _bound(found, "count", where),
        optional(found, "in", where, _place, TOGETHER),
    )


def _chambers(found: Mapping[str, Anything], where: str, _: bool) -> Chambers:
    needed, at = found["chambers"], f"{where}.chambers"
    if isinstance(needed, str) and needed != TOGETHER:
        if not FRACTION.fullmatch(needed):
            raise Malformed(
                f'{at}: a whole number, "all", or a fraction such as "2/3" is wanted, not {quoted(needed)}.'
            )
        needed = fraction(needed, at)
    elif needed != TOGETHER:
        needed = integer(needed, at)
    return Chambers(needed, read_condition(required(found, "where", where), f"{where}.where", inside=True))


READERS: dict[str, Reader] = {
    "all": lambda found, where, inside: All(_parts(found, "all", where, inside)),
    "any": lambda found, where, inside: Any(_parts(found, "any", where, inside)),
    "share": _share,
    "mean": _mean,
    "count": _count,
    "chambers": _chambers,
    "fact": lambda found, where, _: Fact(string(found["fact"], f"{where}.fact"), _bound(found, "fact", where)),
}
