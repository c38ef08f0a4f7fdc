"""What a capture report found out about one game, before it is put into sentences."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

GAMES = ("pass", "block", "boycott")


@dataclass(frozen=True, slots=True)
class Least:
    """The smallest numbers of those who can; None where not even all together can. `example` names the organisations of
    one such coalition. `proved` says that no fewer could; in any case the numbers are those of some who can."""

    organisations: int | None
    owners: int | None
    groups: int | None
    example: tuple[str, ...] = ()
    proved: bool = True

    def as_json(self) -> dict[str, int | None]:
        found = {"organisations": self.organisations, "owners": self.owners, "groups": self.groups}
        return found if self.proved else {**found, "proved": False}


@dataclass(frozen=True, slots=True)
class Alone:
    """Who can do it without anybody else."""

    groups: tuple[str, ...]
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group's part in deciding. `power_share` is of Shapley–Shubik power, which sums to 1 over all groups wherever
    anything can be decided."""

    key: str
    seats: int
    seat_share: Fraction
    power_share: Fraction
