"""How much each organisation on the roll weighs, in exact fractions, given who is recused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from drafts.rules.methods import Equal, Method
from drafts.rules.reading import Malformed


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the roll; `attributes` holds every member as it stands there, with the defaults of owner and weight."""

    organisation: str
    group: str
    owner: str
    weight: int
    chamber: str
    attributes: Mapping[str, Any] = field(compare=False)


def weigh(method: Method, roll: Sequence[Entry], recused: frozenset[str]) -> dict[str, Fraction]:
    """By organisation; 0 for the recused. Raises Malformed where the shares of a part sum to 0."""
    present = [entry for entry in roll if entry.organisation not in recused]
    found = dict.fromkeys((entry.organisation for entry in roll), Fraction(0))
    if isinstance(method.weight, Equal):
        found.update(_parts(method, present, method.weight.attributes, Fraction(1)))
        return found
    members = Counter(_voice(method, entry) for entry in present)
    for entry in present:
        listed = entry.weight if method.weight == "listed" else 1
        found[entry.organisation] = Fraction(listed, members[_voice(method, entry)])
    return found


def _voice(method: Method, entry: Entry) -> tuple[str, ...]:
    return (entry.owner, entry.chamber) if method.voice == "owner" else (entry.organisation,)


def _parts(
    method: Method, entries: Sequence[Entry], attributes: Sequence[str], amount: Fraction
) -> dict[str, Fraction]:
    """Divides `amount` among the entries: equally by the first attribute, and so on inward."""
    if not attributes:
        return _by_shares(method, entries, amount)
    parts = _grouped(entries, (entry.attributes[attributes[0]] for entry in entries))
    found: dict[str, Fraction] = {}
    for members in parts.values():
        found.update(_parts(method, members, attributes[1:], amount / len(parts)))
    return found


def _by_shares(method: Method, entries: Sequence[Entry], amount: Fraction) -> dict[str, Fraction]:
    if not method.weight.by or not entries:
        return _by_voices(method, entries, amount)
    parts = _grouped(entries, (entry.attributes[method.weight.by] for entry in entries))
    shares = {value: method.weight.shares.get(value, Fraction(0)) for value in parts}
    whole = sum(shares.values())
    if not whole:
        raise Malformed(
            f"method.weight.shares: the shares of {', '.join(map(repr, parts))} sum to 0, and there is nobody else in that part."
        )
    found: dict[str, Fraction] = {}
    for value, members in parts.items():
        found.update(_by_voices(method, members, amount * shares[value] / whole))
    return found


def _by_voices(method: Method, entries: Sequence[Entry], amount: Fraction) -> dict[str, Fraction]:
    voices = _grouped(entries, (_voice(method, entry) for entry in entries))
    return {entry.organisation: amount / len(voices) / len(members) for members in voices.values() for entry in members}


def _grouped(entries: Sequence[Entry], keys: Iterable[Any]) -> dict[Any, list[Entry]]:
    found: dict[Any, list[Entry]] = defaultdict(list)
    for key, entry in zip(keys, entries, strict=True):
        found[key].append(entry)
    return found
