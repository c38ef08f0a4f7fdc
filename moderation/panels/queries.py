"""Reads of panels: the draw, for everybody; one's own seats and interests, for a moderator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.database import one_or_not_found
from forum.rules.permission import Identity
from moderation.cases.tables import Case, Opinion
from moderation.panels.drawing import path_of
from moderation.panels.tables import Candidate, Interest, Panel, Seat
from moderation.rules import panels


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    place: int
    ref: str
    group_name: str
    excluded: str  # why, in words; "" for who could sit
    seat: str  # what became of the seat, in words; "" without one


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestView:
    id: int
    organisation: str
    path: str
    declared_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelView:
    """A draw, as anybody can replay it."""

    case: int
    closed: bool
    size: int
    apart: str
    seed_size: int
    seed: str
    drawn_at: datetime
    candidates: tuple[CandidateView, ...]
    as_json: dict[str, Any]

    @property
    def path(self) -> str:
        return f"{path_of(self.case)}/panel"


async def panel(case: int) -> PanelView:
    """Raises NotFound where none was drawn."""
    row = await one_or_not_found(
        Panel.select(
            Panel.id,
            Panel.size,
            Panel.apart,
            Panel.seed_size,
            Panel.seed,
            Panel.drawn_at,
            Panel.case.closed_at.as_alias("closed_at"),
        )
        .where(Panel.case == case)
        .first()
    )
    drawn = await _drawn(row["id"])
    return PanelView(
        case=case,
        closed=row["closed_at"] is not None,
        size=row["size"],
        apart=row["apart"],
        seed_size=row["seed_size"],
        seed=row["seed"],
        drawn_at=row["drawn_at"],
        candidates=await _candidates(case, row["id"], drawn),
        as_json=_as_json(case, row, [panels.Lot(each["ref"], each["group_key"], each["excluded"]) for each in drawn]),
    )


async def _drawn(panel: int) -> list[dict[str, Any]]:
    """Rows of candidates, in the order of the draw."""
    return (
        await Candidate.select(
            Candidate.participant,
            Candidate.place,
            Candidate.participant.ref.as_alias("ref"),
            Candidate.group.key.as_alias("group_key"),
            Candidate.group.name.as_alias("group_name"),
            Candidate.excluded,
        )
        .where(Candidate.panel == panel)
        .order_by(Candidate.place)
    )


async def _candidates(case: int, panel: int, drawn: list[dict[str, Any]]) -> tuple[CandidateView, ...]:
    rows = await Seat.select(Seat.participant, Seat.left_at, Seat.why, Seat.due_at).where(Seat.panel == panel)
    seats = {each["participant"]: each for each in rows}
    given = set(await Opinion.select(Opinion.participant).where(Opinion.case == case).output(as_list=True))
    return tuple(
        CandidateView(
            place=each["place"],
            ref=each["ref"],
            group_name=each["group_name"],
            excluded=panels.WHY.get(each["excluded"], ""),
            seat=_seat(seats.get(each["participant"]), each["participant"] in given),
        )
        for each in drawn
    )


def _as_json(case: int, row: Mapping[str, Any], lots: list[panels.Lot]) -> dict[str, Any]:
    """What `comity draw` reads: the candidates by their reference, so that their order says nothing."""
    return {
        "case": path_of(case),
        "seed": row["seed"],
        "seed_size": row["seed_size"],
        "size": row["size"],
        "candidates": [
            {"ref": each.ref, "group": each.group, "excluded": each.excluded}
            for each in sorted(lots, key=lambda each: each.ref)
        ],
        "first": [each.ref for each in panels.seats(lots, row["size"])],
    }


def _seat(seat: Mapping[str, Any] | None, given: bool) -> str:
    if not seat:
        return ""
    if seat["left_at"]:
        return f"Left: {panels.LEFT[seat['why']]}"
    return "Sits; has given a view" if given else f"Sits; a view is due by {seat['due_at']:%-d %B %Y}"


async def seat_of(who: Identity | None, case: int | None) -> Seat | None:
    """The seat that this person has now; none on a case that is not there yet."""
    if not who or case is None:
        return None
    return (
        await Seat.objects()
        .where(Seat.panel.case == case, Seat.participant == who.participant, Seat.left_at.is_null())
        .first()
    )


async def seats_of(case: int) -> list[Seat]:
    """Who sits now."""
    return await Seat.objects().where(Seat.panel.case == case, Seat.left_at.is_null()).order_by(Seat.id)


async def waiting_for(who: Identity) -> dict[int, datetime]:
    """When this person's view is due, by case."""
    rows = await Seat.select(Seat.panel.case.as_alias("case"), Seat.due_at).where(
        Seat.participant == who.participant, Seat.left_at.is_null(), Seat.panel.case.closed_at.is_null()
    )
    given = await Opinion.select(Opinion.case).where(Opinion.participant == who.participant).output(as_list=True)
    done = set(given)
    return {row["case"]: row["due_at"] for row in rows if row["case"] not in done}


async def unpanelled() -> list[Case]:
    """Open cases for which none was drawn."""
    return (
        await Case.objects().where(Case.closed_at.is_null(), Case.id.not_in(Panel.select(Panel.case))).order_by(Case.id)
    )


async def interests_of(who: Identity) -> tuple[InterestView, ...]:
    """What this moderator has declared and not ended."""
    of = Interest.organisation
    rows = (
        await Interest.select(Interest.id, of.name.as_alias("name"), of.slug.as_alias("slug"), Interest.declared_at)
        .where(Interest.participant == who.participant, Interest.ended_at.is_null())
        .order_by(Interest.id)
    )
    return tuple(
        InterestView(
            id=row["id"], organisation=row["name"], path=f"/organisations/{row['slug']}", declared_at=row["declared_at"]
        )
        for row in rows
    )
