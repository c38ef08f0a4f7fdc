"""What may still become of an open ballot if the votes that were cast stand. Asked only to close early, and told to
nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, product
from math import comb, prod
from typing import Any

from drafts.rules.conditions import All, Chambers, Condition, Fact
from drafts.rules.conditions import Any as AnyOf
from drafts.rules.methods import Method
from drafts.rules.record import FORMAT, Record, parse_record
from drafts.rules.roll import RollPlace
from drafts.rules.tally import INVALID, REJECTED, recount
from drafts.rules.weights import weigh

UNDECIDED, CERTAIN, IMPOSSIBLE, CLOSED = "undecided", "certain to pass", "cannot pass", "closed"
OTHERS = ("no", "bare_no", "abstain", "absent", "recuse")  # what somebody who does not support it may still do
MOST = 3_000  # completions that are tried; beyond that nothing is claimed

Json = Mapping[str, Any]


def prospect(method: Json, roll: Sequence[Json], casts: Sequence[Json], facts: Mapping[str, int]) -> str:
    """Answers UNDECIDED, CERTAIN or IMPOSSIBLE. Whoever has not cast may still hold any position. What waits to be
    cleared is left aside: it is settled after the close. UNDECIDED is also the answer where trying every completion
    would take too long."""
    record = parse_record({"format": FORMAT, "method": method, "roll": roll, "casts": casts, "facts": facts})
    missing = [entry for entry in record.roll if record.counted[entry.organisation] == "absent"]
    if not _passes(_favourable(_completed(record, {entry.organisation: "yes" for entry in missing}))):
        return IMPOSSIBLE
    return CERTAIN if all(_passes(each) for each in _tried(record, missing)) and _few(record, missing) else UNDECIDED


def _passes(record: Record) -> bool:
    return recount(record).outcome not in (REJECTED, INVALID)


def _completed(record: Record, positions: Mapping[str, str]) -> Record:
    counted = {**record.counted, **positions}
    recused = frozenset(name for name, position in counted.items() if position == "recuse")
    return replace(record, counted=counted, weights=weigh(record.method, record.roll, recused))


def _favourable(record: Record) -> Record:
    """Some facts grow with votes in favour, others with answers that are still given. All in favour is the best that
    can happen to a lawful method: support never hurts, and a vote in favour weighs at least as well as standing
    aside."""
    return replace(record, method=replace(record.method, parts=without_facts(record.method)))


def without_facts(method: Method) -> dict[str, Condition]:
    """Its parts, as if every condition on a fact were met."""
    return {name: _without_facts(part) for name, part in method.parts.items()}


def _without_facts(condition: Condition) -> Condition:
    match condition:
        case Fact():
            return All(())
        case All(parts):
            return All(tuple(map(_without_facts, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(_without_facts, parts)))
        case Chambers(needed, where):
            return Chambers(needed, _without_facts(where))
        case _:
            return condition


def _classes(record: Record, missing: Sequence[RollPlace]) -> list[list[str]]:
    """Organisations that no method could tell apart: only how many of them do what matters."""
    owned: dict[tuple[str, str], int] = defaultdict(int)
    for entry in record.roll:
        owned[entry.owner, entry.chamber] += 1
    found: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    names = (*record.method.attributes(), *record.method.measures())
    for entry in missing:
        alone = owned[entry.owner, entry.chamber] == 1
        values = tuple(entry.attributes[name] for name in names if name != "owner")
        found[entry.chamber, entry.weight, alone or entry.owner, values].append(entry.organisation)
    return list(found.values())


def _few(record: Record, missing: Sequence[RollPlace]) -> bool:
    sizes = (len(each) for each in _classes(record, missing))
    return prod(comb(size + len(OTHERS) - 1, len(OTHERS) - 1) for size in sizes) <= MOST


def _tried(record: Record, missing: Sequence[RollPlace]) -> Iterator[Record]:
    """Everybody alike first, because that decides most; then every completion without further support, if they are
    few."""
    for position in OTHERS:
        yield _completed(record, {entry.organisation: position for entry in missing})
    if _few(record, missing):
        classes = _classes(record, missing)
        for chosen in product(*(combinations_with_replacement(OTHERS, len(members)) for members in classes)):
            pairs = (zip(members, held, strict=True) for members, held in zip(classes, chosen, strict=True))
            yield _completed(record, {name: position for each in pairs for name, position in each})
