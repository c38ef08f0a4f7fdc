"""What the tables of ballots hold, as values: a ballot, a line of its roll, a cast, and what somebody chose."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from drafts.rules.record import is_blank


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotRow:
    """A ballot as the table has it. `record` and `outcome` are "" until the close."""

    id: int
    amendment: int | None
    wording: int | None
    motion: int | None
    counting: str
    method: str
    method_id: str
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    outcome: str
    record: str
    course: str
    earlier: int | None
    without: str
    closes_early: bool
    sealed_to: str
    capture: str

    @property
    def path(self) -> str:
        return f"/ballots/{self.id}"

    @property
    def law(self) -> Mapping[str, Any]:
        """The method as JSON."""
        return json.loads(self.method)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """A ballot without its record, for lists. `instrument` and `about`: titles of the text that the amendment would
    change, and of the one that the motion is about; None where there is none."""

    id: int
    amendment: int | None
    motion: int | None
    counting: str
    instrument: str | None
    about: str | None
    method: str
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollLine:
    """An organisation on a roll, as the record of a ballot has it. `owner`: slug of the one that owns it in the end."""

    slug: str
    name: str
    group: str
    region: str
    owner: str
    weight: int = 1

    def as_json(self) -> dict[str, Any]:
        return {
            "organisation": self.slug,
            "name": self.name,
            "group": self.group,
            "region": self.region,
            "owner": self.owner,
            "weight": self.weight,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRow(RollLine):
    """A line of the roll as the table has it."""

    organisation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CastRow:
    """A cast as the table has it. `position` and `reason` are "" where they are `sealed`."""

    id: int
    organisation: int
    position: str
    reason: str
    cast_at: datetime
    sealed: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What an organisation casts. `position`: yes, no, abstain or recuse; "chose" among rivals, where `approved` holds
    ids of amendments, or `ranked` places of them, the best first, each with those that are equal."""

    position: str
    reason: str = ""
    approved: tuple[str, ...] | None = None
    ranked: tuple[tuple[str, ...], ...] | None = None

    @property
    def among(self) -> dict[str, Any]:
        """What was chosen among rivals, as JSON; empty if nothing was."""
        if self.approved is not None:
            return {"approved": [*self.approved]}
        return {} if self.ranked is None else {"ranked": [[*place] for place in self.ranked]}

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Choice:
        """Reads it from JSON in which what `among` answers stands beside position and reason."""
        approved, ranked = found.get("approved"), found.get("ranked")
        return cls(
            found.get("position", ""),
            found.get("reason", ""),
            None if approved is None else tuple(approved),
            None if ranked is None else tuple(tuple(place) for place in ranked),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A cast in the clear. `organisation`: slug."""

    organisation: str
    choice: Choice
    cast_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CastLine:
    """A cast as the record of a ballot has it. `stands_from`: path of the earlier ballot where it was cast, or ""."""

    organisation: str
    position: str
    reason: str
    cast_at: str
    stands_from: str = ""

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> CastLine:
        return cls(
            organisation=found["organisation"],
            position=found["position"],
            reason=found.get("reason") or "",
            cast_at=found.get("cast_at", ""),
            stands_from=found.get("stands_from", ""),
        )

    def as_json(self) -> dict[str, Any]:
        words = {
            "organisation": self.organisation,
            "position": self.position,
            "reason": self.reason,
            "cast_at": self.cast_at,
        }
        return {**words, "stands_from": self.stands_from} if self.stands_from else words

    @property
    def earlier(self) -> int | None:
        """The ballot from which it stands."""
        return int(self.stands_from.rpartition("/")[2]) if self.stands_from else None

    @property
    def objects(self) -> bool:
        """It is a vote against, with a reason that can be answered."""
        return self.position == "no" and not is_blank(self.reason)
