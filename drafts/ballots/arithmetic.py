"""A result as a page shows it: chamber by chamber, then condition by condition, in the sentences that decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from drafts.rules.conditions import TOGETHER, Count, Share
from drafts.rules.explain import need, sentence
from drafts.rules.judging import Judged
from drafts.rules.tally import Result
from drafts.rules.words import place_name

PARTS = {
    "valid_when": "Needed for the ballot to be valid",
    "adopted_when": "Needed to adopt",
    "clear_when": "Needed before it takes effect",
}


class Placed(Protocol):
    """A stakeholder group with its place among the others."""

    @property
    def key(self) -> str: ...
    @property
    def position(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ChamberRow:
    """Counts of organisations; `met` is None where the method asks nothing of this chamber by itself."""

    key: str
    name: str
    position: int
    favour: int
    against: int
    abstain: int
    silent: int
    needed: str
    met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionLine:
    """One test, in the sentence that decided."""

    text: str
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLines:
    """A part of the method with its tests. `any` of several ways may do, so a test may fail where the part holds."""

    title: str
    met: bool
    lines: tuple[ConditionLine, ...]


def chamber_rows(result: Result, groups: Iterable[Placed], names: Mapping[str, str]) -> tuple[ChamberRow, ...]:
    """Answers a row for each chamber, then one for all together."""
    positions = {group.key: group.position for group in groups}
    places = (*(chamber for chamber in result.tally.chambers if chamber != TOGETHER), TOGETHER)
    return tuple(_row(result, place, positions.get(place.split("/")[0], 0), names) for place in places)


def _row(result: Result, place: str, position: int, names: Mapping[str, str]) -> ChamberRow:
    sums = result.tally.places[place]
    tests = [
        (leaf.condition, at)
        for judged in result.judged.values()
        for leaf in judged.leaves()
        if isinstance(leaf.condition, Share | Count)
        for at in leaf.places
        if at.place == place and at.part is not None
    ]
    return ChamberRow(
        key=place,
        name=place_name(place, names),
        position=position,
        favour=sums.heads("yes"),
        against=sums.heads("no") + sums.heads("bare_no"),
        abstain=sums.heads("abstain"),
        silent=sums.heads("absent"),
        needed="; ".join(need(test, at) for test, at in tests),
        met=all(at.met for _, at in tests) if tests else None,
    )


def part_lines(result: Result, names: Mapping[str, str]) -> tuple[PartLines, ...]:
    """Each part of the method with its tests."""
    return tuple(
        PartLines(title=PARTS[part], met=judged.met, lines=_lines(judged, names))
        for part, judged in result.judged.items()
    )


def _lines(judged: Judged, names: Mapping[str, str]) -> tuple[ConditionLine, ...]:
    return tuple(
        ConditionLine(text=sentence(leaf.condition, at, names), met=at.met)
        for leaf in judged.leaves()
        for at in leaf.places
    )
