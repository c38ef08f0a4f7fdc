"""Recounts a record: the outcome, the sums and every condition with what there was and what was needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drafts.rules.conditions import EACH, Share
from drafts.rules.counting import Tally, tally_of
from drafts.rules.explain import missing, sentence
from drafts.rules.judging import At, Judged, JudgedTest, judge
from drafts.rules.methods import PARTS
from drafts.rules.reading import POSITIONS
from drafts.rules.record import Record

ADOPTED, REJECTED, INVALID, HELD = "adopted", "rejected", "invalid", "held"
FAILS_AS = {"valid_when": INVALID, "adopted_when": REJECTED, "clear_when": HELD}


@dataclass(frozen=True, slots=True)
class Result:
    """What a recount answers. `judged` has the answers by part, in the order in which they decide; `decided_by` is the
    part that failed, "" if none did."""

    outcome: str
    decided_by: str
    tally: Tally
    judged: Mapping[str, Judged]

    def missing(self, names: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """Sentences on what there would have had to be; none if it was adopted. `names` has the chambers' by key."""
        return missing(self.judged[self.decided_by], names or {}) if self.decided_by else ()

    def as_json(self) -> dict[str, Any]:
        """What `comity recount` prints, without the file's name."""
        return {
            "outcome": self.outcome,
            "tally": {place: _sums(self.tally, place) for place in self.tally.places},
            "conditions": [_finding(part, leaf) for part, judged in self.judged.items() for leaf in judged.leaves()],
            "missing": list(self.missing()),
        }


def recount(record: Record) -> Result:
    tally = tally_of(record)
    judged = {
        part: judge(record.method.parts[part], tally, record.facts) for part in PARTS if part in record.method.parts
    }
    failed = next((part for part, each in judged.items() if not each.met), "")
    return Result(FAILS_AS[failed] if failed else ADOPTED, failed, tally, judged)


def _sums(tally: Tally, place: str) -> dict[str, dict[str, Any]]:
    sums = tally.places[place]
    return {position: {"heads": sums.heads(position), "weight": str(sums.weight(position))} for position in POSITIONS}


def _finding(part: str, leaf: JudgedTest) -> dict[str, Any]:
    at = leaf.nearest or At(EACH, None, None, leaf.met)
    return {
        "part": part,
        "text": sentence(leaf.condition, at, {}),
        "met": at.met if leaf.nearest else leaf.met,
        "have": have(leaf, at),
        "need": leaf.condition.bound.words,
        "in": list(at.place) if isinstance(at.place, tuple) else at.place,
    }


def have(leaf: JudgedTest, at: At) -> str | None:
    """A share as it was counted, "58/100"; where weights are fractions, in lowest terms."""
    if at.have is None:
        return None
    if isinstance(leaf.condition, Share) and _in_whole_numbers(at):
        return f"{at.part}/{at.whole}"
    return str(at.have)


def _in_whole_numbers(at: At) -> bool:
    return all(number is not None and number.denominator == 1 for number in (at.part, at.whole))
