"""Reads of floors: which hold for an instrument and for an amendment, and what is still missing of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from drafts.amendments.tables import Amendment, Step
from drafts.rules.lifecycle import TABLED
from forum.clock import now
from forum.database import one_or_not_found
from forum.organisations.mandates import officers
from forum.rules.permission import MODERATOR
from moderation.balance.measuring import Measured, measured
from moderation.balance.scopes import of_amendment
from moderation.balance.tables import Floor, PeriodEnd, Waiver, Waiving
from moderation.panels.parties import close_to
from moderation.rules.gates import Floors, Missing, missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an instrument's floors."""

    number: int
    floors: Floors
    reasons: str
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One group's reasons to waive a floor. `counts`: whoever gave them is a moderator of that group still, and not
    close to who proposed it; what was waived stays waived."""

    kind: str
    about: str  # key of the group that the floor is about
    group: str
    group_name: str
    reasons: str
    given_at: datetime
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentFloors:
    """The floors of one amendment were read, as they stood then.

    `until` is the end of its comment period, with the extension. `ended` says that it ran out once, and `extended` that
    it was extended then, because something was missing.
    """

    amendment: int
    fate: str
    floors: Floors
    until: datetime
    ended: bool
    extended: bool
    missing: tuple[Missing, ...]
    waived: tuple[tuple[str, str], ...]
    reasons: tuple[Reason, ...]
    measured: Measured
    at: datetime

    @property
    def over(self) -> bool:
        return self.at >= self.until

    def reasons_for(self, kind: str, about: str) -> tuple[Reason, ...]:
        """Answers those of the reasons that count still."""
        return tuple(each for each in self.reasons if (each.kind, each.about) == (kind, about) and each.counts)


def parsed(part: str) -> Fraction | None:
    return Fraction(part) if part else None


async def versions(instrument: int) -> tuple[Version, ...]:
    """The versions of an instrument's floors, newest first."""
    rows = await Floor.select().where(Floor.instrument == instrument).order_by(Floor.number, ascending=False)
    return tuple(
        Version(
            number=row["number"],
            floors=Floors(parsed(row["heard"]), parsed(row["words"]), row["days"]),
            reasons=row["reasons"],
            set_at=row["set_at"],
        )
        for row in rows
    )


def in_force(found: Sequence[Version], tabled_at: datetime) -> Floors:
    """The floors that stood when the amendment was tabled: nobody raises or lowers a floor while it is being
    reached."""
    return next((each.floors for each in found if each.set_at <= tabled_at), Floors())


async def standing(amendment: int) -> AmendmentFloors | None:
    """Answers where the floors of this amendment stand, and None where no floor holds for it. Raises NotFound."""
    of = Amendment.instrument
    columns = Amendment.select(Amendment.fate, of.as_alias("instrument"), of.slug.as_alias("slug"))
    row = await one_or_not_found(columns.where(Amendment.id == amendment).first())
    found = await versions(row["instrument"])
    tabled_at = await _first_tabled(amendment) if found else None
    floors = in_force(found, tabled_at) if tabled_at else Floors()
    return await _standing(amendment, row, floors, tabled_at) if tabled_at and floors.any else None


async def _first_tabled(amendment: int) -> datetime | None:
    row = (
        await Step.select(Step.taken_at)
        .where(Step.amendment == amendment, Step.fate == TABLED)
        .order_by(Step.id)
        .first()
    )
    return row["taken_at"] if row else None


async def _standing(amendment: int, row: Mapping[str, Any], floors: Floors, tabled_at: datetime) -> AmendmentFloors:
    end = await PeriodEnd.select(PeriodEnd.until).where(PeriodEnd.amendment == amendment).first()
    until = end["until"] if end and end["until"] else floors.until(tabled_at)
    figures = await measured(of_amendment(amendment, row["instrument"], f"/instruments/{row['slug']}"))
    waived, at = await _waived(amendment), now()
    return AmendmentFloors(
        amendment=amendment,
        fate=row["fate"],
        floors=floors,
        until=until,
        ended=bool(end),
        extended=bool(end and end["until"]),
        missing=missing(floors, figures.balance, figures.names, until, at, waived),
        waived=waived,
        reasons=await _reasons(amendment, waived),
        measured=figures,
        at=at,
    )


async def _waived(amendment: int) -> tuple[tuple[str, str], ...]:
    rows = (
        await Waiver.select(Waiver.kind, Waiver.about.key.as_alias("about"))
        .where(Waiver.amendment == amendment)
        .order_by(Waiver.id)
    )
    return tuple((row["kind"], row["about"]) for row in rows)


async def _reasons(amendment: int, waived: Sequence[tuple[str, str]]) -> tuple[Reason, ...]:
    rows = (
        await Waiving.select(
            Waiving.kind,
            Waiving.about.key.as_alias("about"),
            Waiving.group.key.as_alias("group_key"),
            Waiving.group.name.as_alias("group_name"),
            Waiving.reasons,
            Waiving.given_at,
            Waiving.participant,
            Waiving.group.as_alias("group_id"),
            Waiving.amendment.organisation.as_alias("organisation"),
        )
        .where(Waiving.amendment == amendment)
        .order_by(Waiving.id)
    )
    held = await officers(MODERATOR) if rows else frozenset()
    near = await close_to(rows[0]["organisation"], [row["participant"] for row in rows]) if rows else {}
    return tuple(
        Reason(
            kind=row["kind"],
            about=row["about"],
            group=row["group_key"],
            group_name=row["group_name"],
            reasons=row["reasons"],
            given_at=row["given_at"],
            counts=(row["kind"], row["about"]) in waived
            or ((row["participant"], row["group_id"]) in held and row["participant"] not in near),
        )
        for row in rows
    )
