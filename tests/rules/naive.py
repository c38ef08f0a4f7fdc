"""The contract of the ballot record once more, in loops and fractions, written from its text alone.

It exists to disagree with the product: it shares no code with it, and is as slow and as plain as the sentences are."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.rules.naive_reading import COUNTED, OPS, PARTS, Malformed, check_record, leaves, with_defaults

__all__ = ["Ballot", "Malformed", "naive_recount"]

# The characters with the property White_Space of the Unicode Character Database (PropList.txt).
WHITE = {
    chr(point)
    for point in [
        *range(0x09, 0x0E),
        0x20,
        0x85,
        0xA0,
        0x1680,
        *range(0x2000, 0x200B),
        0x2028,
        0x2029,
        0x202F,
        0x205F,
        0x3000,
    ]
}
Json = dict[str, Any]


def naive_recount(record: Any) -> Json:
    """`{"outcome", "tally", "conditions"}` of the record; raises `Malformed`."""
    check_record(record)
    ballot = Ballot(record["method"], record["roll"], positions_of(record), record.get("facts", {}))
    conditions = [row for part in PARTS if part in ballot.method for row in ballot.rows(part)]
    return {"outcome": ballot.outcome(), "tally": ballot.tally(), "conditions": conditions}


def positions_of(record: Json) -> dict[str, str]:
    """The position counted for every organisation on the roll."""
    positions = {entry["organisation"]: "absent" for entry in record["roll"]}
    for cast in record.get("casts", []):
        reason = cast.get("reason") or ""
        blank = all(letter in WHITE for letter in reason)
        bare = cast["position"] == "no" and blank
        positions[cast["organisation"]] = "bare_no" if bare else cast["position"]
    return positions


def chamber_of(entry: Json, names: list[str]) -> str:
    return "/".join(entry[name] for name in names) if names else "all"


class Ballot:
    """One ballot: a method over a roll with everybody's counted position."""

    def __init__(self, method: Json, roll: list[Json], positions: dict[str, str], facts: dict[str, int]) -> None:
        self.method, self.positions, self.facts = method, positions, facts
        self.roll = [with_defaults(entry) for entry in roll]
        self.heard = [entry for entry in self.roll if positions[entry["organisation"]] != "recuse"]
        self.chamber = {entry["organisation"]: chamber_of(entry, method.get("chamber", [])) for entry in self.roll}
        self.chambers = list(dict.fromkeys(self.chamber.values()))
        if not method.get("chamber", []):
            self.chambers = ["all"]
        self.weights = weigh(self)

    def outcome(self) -> str:
        if "valid_when" in self.method and not self.holds(self.method["valid_when"]):
            return "invalid"
        if not self.holds(self.method["adopted_when"]):
            return "rejected"
        if "clear_when" in self.method and not self.holds(self.method["clear_when"]):
            return "held"
        return "adopted"

    def holds(self, c: Json, chamber: str | None = None) -> bool:
        """Whether the condition holds; inside `where`, of the chamber at hand."""
        if "all" in c:
            return all(self.holds(child, chamber) for child in c["all"])
        if "any" in c:
            return any(self.holds(child, chamber) for child in c["any"])
        if "chambers" in c:
            return self.enough(c["chambers"], [self.holds(c["where"], name) for name in self.chambers])
        return self.leaf(c, chamber)[0]

    def enough(self, k: int | str, held: list[bool]) -> bool:
        if k == "all":
            return all(held)
        if isinstance(k, int):
            return sum(held) >= k
        return len(held) > 0 and Fraction(sum(held), len(held)) >= Fraction(k)

    def leaf(self, c: Json, chamber: str | None = None) -> tuple[bool, Fraction | None, Any]:
        """Whether a share, mean, count or fact is met, what it is, and where it was looked for."""
        where = c.get("in", "all") if chamber is None else chamber
        if "fact" in c:
            have = Fraction(self.facts.get(c["fact"], 0))
            return compare(c, have), have, "all"
        if "mean" in c:
            return self.mean(c)
        if where == "each":
            return nearest(c, [self.leaf(c, name) for name in self.chambers])
        if where == "all" and chamber is None:
            names = self.chambers
        else:
            names = [where] if isinstance(where, str) else where
        if any(name not in self.chambers for name in names):
            return False, None, where
        have = self.measure(c, names)
        return compare(c, have), have, where

    def mean(self, c: Json) -> tuple[bool, Fraction | None, Any]:
        if not self.chambers:
            return False, None, "all"
        shares = [self.measure(c["mean"], [name]) or Fraction(0) for name in self.chambers]
        have = sum(shares, Fraction(0)) / len(shares)
        return compare(c, have), have, "all"

    def measure(self, c: Json, names: list[str]) -> Fraction | None:
        """The share or count in these chambers together; None is a share over nothing."""
        there = [entry for entry in self.heard if self.chamber[entry["organisation"]] in names]
        if "count" in c:
            return Fraction(len([e for e in there if self.positions[e["organisation"]] in c["count"]]))
        over, under = Fraction(0), Fraction(0)
        for entry in there:
            position, size = self.positions[entry["organisation"]], self.size(entry, c.get("by", "weight"))
            under += size if position in c["of"] else 0
            over += size if position in c["of"] and position in c["share"] else 0
        return over / under if under != 0 else None

    def size(self, entry: Json, by: str) -> Fraction:
        if by == "heads":
            return Fraction(1)
        return self.weights[entry["organisation"]] if by == "weight" else Fraction(entry[by])

    def tally(self) -> Json:
        """Heads and weight by position, of all and of every chamber."""
        result: Json = {"all": self.crosstable(self.roll)}
        for name in self.chambers:
            result[name] = self.crosstable([e for e in self.roll if self.chamber[e["organisation"]] == name])
        return result

    def crosstable(self, entries: list[Json]) -> Json:
        row = {}
        for position in COUNTED:
            names = [e["organisation"] for e in entries if self.positions[e["organisation"]] == position]
            row[position] = {"heads": len(names), "weight": str(sum([self.weights[n] for n in names], Fraction(0)))}
        return row

    def rows(self, part: str) -> list[Json]:
        """What is said of every share, mean, count and fact of this part, in reading order."""
        return [self.row(part, leaf, inside) for leaf, inside in with_place(self.method[part])]

    def row(self, part: str, c: Json, inside_where: bool) -> Json:
        if inside_where and "fact" not in c:
            met, have, where = nearest(c, [self.leaf(c, name) for name in self.chambers])
        else:
            met, have, where = self.leaf(c)
        op = next(op for op in OPS if op in c)
        return {
            "part": part,
            "met": met,
            "have": None if have is None else str(have),
            "need": f"{op.replace('_', ' ')} {c[op]}",
            "in": where,
        }


def with_place(c: Json) -> list[tuple[Json, bool]]:
    """Every leaf, and whether it stands inside a `where`."""
    if "chambers" in c:
        return [(leaf, True) for leaf in leaves(c["where"])]
    for kind in ("all", "any"):
        if kind in c:
            return [pair for child in c[kind] for pair in with_place(child)]
    return [(c, False)]


def compare(c: Json, have: Fraction | None) -> bool:
    if have is None:
        return "at_most" in c or "less_than" in c
    if "at_least" in c:
        return have >= Fraction(c["at_least"])
    if "more_than" in c:
        return have > Fraction(c["more_than"])
    if "at_most" in c:
        return have <= Fraction(c["at_most"])
    return have < Fraction(c["less_than"])


def nearest(c: Json, found: list[tuple[bool, Fraction | None, Any]]) -> tuple[bool, Fraction | None, Any]:
    """The chamber nearest to failing, the first of equals; a share over nothing is the farthest on its side."""
    if not found:
        return True, None, "each"
    lower_is_worse = "at_least" in c or "more_than" in c
    best = found[0]
    for one in found[1:]:
        a, b = one[1], best[1]
        if lower_is_worse:
            worse = b is not None and (a is None or a < b)
        else:
            worse = a is not None and (b is None or a > b)
        best = one if worse else best
    return best


def weigh(ballot: Ballot) -> dict[str, Fraction]:
    """Everybody's weight; a recused organisation's is 0."""
    weight = ballot.method.get("weight", "one")
    by_owner = ballot.method.get("voice", "organisation") == "owner"
    result = {entry["organisation"]: Fraction(0) for entry in ballot.roll}

    def voice(entry: Json) -> tuple[str, ...]:
        name = entry["organisation"]
        return (entry["owner"], ballot.chamber[name]) if by_owner else (name,)

    if isinstance(weight, dict):
        for entries, total in parts(ballot.heard, weight):
            voices = {voice(entry) for entry in entries}
            for entry in entries:
                alike = [other for other in entries if voice(other) == voice(entry)]
                result[entry["organisation"]] += total / len(voices) / len(alike)
        return result
    for entry in ballot.heard:
        own = Fraction(1 if weight == "one" else entry["weight"])
        alike = [other for other in ballot.heard if voice(other) == voice(entry)]
        result[entry["organisation"]] = own / len(alike)
    return result


def parts(heard: list[Json], weight: Json) -> list[tuple[list[Json], Fraction]]:
    """The innermost parts with their share of the total of 1."""
    if not heard:
        return []
    found = [(heard, Fraction(1))]
    for attribute in weight["equal"]:
        found = [
            (some, total / len(values_of(entries, attribute)))
            for entries, total in found
            for some in values_of(entries, attribute).values()
        ]
    for attribute, shares in weight.get("shares", {}).items():
        divided = []
        for entries, total in found:
            values = values_of(entries, attribute)
            whole = sum([Fraction(shares.get(value, "0")) for value in values], Fraction(0))
            if whole == 0:
                raise Malformed("a part whose shares sum to 0")
            divided += [(some, total * Fraction(shares.get(value, "0")) / whole) for value, some in values.items()]
        found = divided
    return found


def values_of(entries: list[Json], attribute: str) -> dict[str, list[Json]]:
    result: dict[str, list[Json]] = {}
    for entry in entries:
        result.setdefault(entry[attribute], []).append(entry)
    return result
