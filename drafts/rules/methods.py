"""A decision rule as data (RULES, part A): which chambers, whose voice, which weight, and the conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from drafts.rules.condition_reader import read_condition
from drafts.rules.conditions import Condition, Mean, Share, leaves
from drafts.rules.lawful import faults
from drafts.rules.reading import (
    Malformed,
    fraction,
    mapping,
    one_of,
    optional,
    quoted,
    required,
    sequence,
    strictly,
    string,
)
from forum.errors import Unlawful

PARTS = ("valid_when", "adopted_when", "clear_when")


@dataclass(frozen=True, slots=True)
class Equal:
    """The total 1 is divided equally by these attributes in turn, then by the shares of one more, then among the
    voices."""

    attributes: tuple[str, ...]
    by: str = ""
    shares: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Method:
    """A decision rule. `weight` is "one", "listed" or Equal; `parts` has its parts by name, in the order in which they
    decide."""

    id: str
    title: str
    source: str
    chamber: tuple[str, ...]
    voice: str
    weight: str | Equal
    parts: Mapping[str, Condition]

    def attributes(self) -> tuple[str, ...]:
        """The names of the roll's attributes that chambers and weights are made of: strings in every entry."""
        equal = self.weight if isinstance(self.weight, Equal) else Equal(())
        return tuple(dict.fromkeys((*self.chamber, *equal.attributes, *filter(None, (equal.by,)))))

    def measures(self) -> tuple[str, ...]:
        """The names of the attributes that shares are summed by: positive whole numbers in every entry."""
        tests = (leaf for part in self.parts.values() for leaf in leaves(part) if isinstance(leaf, Share | Mean))
        return tuple(dict.fromkeys(test.by for test in tests if test.by not in ("weight", "heads")))


def parse_method(value: str | bytes | Mapping[str, Any]) -> Method:
    """Raises Unlawful, with a sentence for each fault, if it is malformed or could punish support."""
    try:
        return read_method(strictly(value) if isinstance(value, str | bytes) else value, "method")
    except Malformed as malformed:
        raise Unlawful(*malformed.sentences) from None
    except RecursionError:
        raise Unlawful("method: the conditions are nested too deeply.") from None


def read_method(value: object, where: str) -> Method:
    """The same, raising Malformed."""
    found = mapping(value, where)
    required(found, "adopted_when", where)
    parts = {name: read_condition(found[name], f"{where}.{name}") for name in PARTS if name in found}
    unlawful = tuple(fault for name, part in parts.items() for fault in faults(part, f"{where}.{name}"))
    if unlawful:
        raise Malformed(*unlawful)
    return Method(
        id=optional(found, "id", where, string, ""),
        title=optional(found, "title", where, string, ""),
        source=optional(found, "source", where, string, ""),
        chamber=optional(found, "chamber", where, _names, ()),
        voice=optional(found, "voice", where, _voice, "organisation"),
        weight=optional(found, "weight", where, _weight, "one"),
        parts=parts,
    )


def _names(value: object, where: str) -> tuple[str, ...]:
    return tuple(string(each, f"{where}[{n}]") for n, each in enumerate(sequence(value, where)))


def _voice(value: object, where: str) -> str:
    return one_of(value, ("organisation", "owner"), where)


def _weight(value: object, where: str) -> str | Equal:
    if isinstance(value, str):
        return one_of(value, ("one", "listed"), where)
    found = mapping(value, where)
    for name in found:
        if name not in ("equal", "shares"):
            raise Malformed(f"{where}: a weight has no member {quoted(name)}.")
    attributes = _names(required(found, "equal", where), f"{where}.equal")
    by, shares = optional(found, "shares", where, _shares, ("", {}))
    return Equal(attributes, by, shares)


def _shares(value: object, where: str) -> tuple[str, Mapping[str, Fraction]]:
    found = mapping(value, where)
    if len(found) != 1:
        raise Malformed(f"{where}: the shares of exactly one attribute are wanted; there are {len(found)}.")
    [(name, shares)] = found.items()
    return name, {
        each: fraction(share, f"{where}.{name}.{each}") for each, share in mapping(shares, f"{where}.{name}").items()
    }
