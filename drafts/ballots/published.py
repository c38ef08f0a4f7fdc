"""The record of a closed ballot, comity-ballot/1, read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from drafts.ballots.values import CastLine, Choice, RollLine


@dataclass(frozen=True)
class Published:
    """A ballot's record is read here by name; `json` is all of it, as it was published."""

    json: Mapping[str, Any]

    @classmethod
    def of(cls, text: str) -> Published:
        return cls(json.loads(text))

    @property
    def question(self) -> Mapping[str, Any]:
        return self.json["question"]

    @property
    def law(self) -> Mapping[str, Any]:
        """The method that counted, as JSON."""
        return self.json["method"]

    @property
    def first_law(self) -> Mapping[str, Any]:
        """The method with which the ballot opened, also where a second call was counted by a stricter one."""
        return self.question.get("first_method", self.law)

    @cached_property
    def casts(self) -> tuple[CastLine, ...]:
        return tuple(map(CastLine.of, self.json["casts"]))

    @cached_property
    def everything_cast(self) -> tuple[CastLine, ...]:
        """The casts, also those of a group that was left out."""
        return *self.casts, *map(CastLine.of, self.question.get("not_counted", ()))

    @cached_property
    def roll(self) -> tuple[RollLine, ...]:
        return tuple(map(_line, self.json["roll"]))

    @cached_property
    def whole_roll(self) -> tuple[RollLine, ...]:
        """The roll, also with the organisations of a group that was left out."""
        return *self.roll, *map(_line, self.question.get("left_out", ()))

    @property
    def without(self) -> str:
        """Name of the group that was left out, or ""."""
        return self.question.get("without", "")

    @property
    def choices(self) -> dict[str, Choice]:
        """What organisations chose among rivals, by slug."""
        return {slug: Choice.of(found) for slug, found in self.question.get("choices", {}).items()}

    @property
    def preferred(self) -> str:
        """Id of the rival that was preferred to all others, or ""."""
        return self.question["preferred"].rpartition("/")[2]

    @property
    def head(self) -> tuple[str, ...]:
        """The head of the table in which rivals were counted."""
        return tuple(self.question["count"]["head"])

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(row) for row in self.question["count"]["rows"])


def _line(found: Mapping[str, Any]) -> RollLine:
    return RollLine(
        slug=found["organisation"],
        name=found.get("name", ""),
        group=found["group"],
        region=found.get("region", ""),
        owner=found["owner"],
        weight=found.get("weight", 1),
    )
