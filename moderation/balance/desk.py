"""Reads of the balance desk: for every text with open amendments, who has been heard and what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from piccolo.query.functions.aggregate import Count

from drafts.amendments.tables import Amendment
from drafts.rules.lifecycle import TABLED
from forum.organisations.mandates import officers
from forum.organisations.queries import groups as stakeholder_groups
from forum.organisations.tables import Accreditation
from forum.rules.permission import MODERATOR
from forum.threads.tables import Comment
from moderation.balance.tables import Floor, PeriodEnd, Waiver, Waiving


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    key: str
    name: str
    position: int
    heard: int  # accredited organisations that commented
    eligible: int

    @property
    def silent(self) -> bool:
        return self.heard < self.eligible


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAmendment:
    """An amendment's comment period is shown on the desk. `until` is the end of its extension; `reasons` and `waived`
    say how many reasons were given and how many floors waived."""

    amendment: int
    ended: bool
    until: datetime | None
    reasons: int
    waived: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """One text on the desk; `floors` says whether it has any."""

    slug: str
    title: str
    floors: bool
    turnout: tuple[Turnout, ...]
    amendments: tuple[OpenAmendment, ...]


async def texts() -> tuple[TextRow, ...]:
    """Every text with open amendments, by a fixed number of queries."""
    of = Amendment.instrument
    tabled = (
        await Amendment.select(
            Amendment.id, of.id.as_alias("instrument"), of.slug.as_alias("slug"), of.title.as_alias("title")
        )
        .where(Amendment.fate == TABLED)
        .order_by(of.title, Amendment.id)
    )
    groups, eligible = await stakeholder_groups(), await _eligible()
    heard = await _heard(sorted({f"/instruments/{row['slug']}" for row in tabled}))
    periods = await _periods([row["id"] for row in tabled])
    floored = set(await Floor.select(Floor.instrument).group_by(Floor.instrument).output(as_list=True))
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in tabled:
        found.setdefault(row["slug"], []).append(row)
    return tuple(
        TextRow(
            slug=slug,
            title=rows[0]["title"],
            floors=rows[0]["instrument"] in floored,
            turnout=tuple(
                Turnout(
                    key=each.key,
                    name=each.name,
                    position=each.position,
                    heard=heard.get((f"/instruments/{slug}", each.key), 0),
                    eligible=eligible.get(each.key, 0),
                )
                for each in groups
            ),
            amendments=tuple(periods[row["id"]] for row in rows),
        )
        for slug, rows in found.items()
    )


async def _eligible() -> dict[str, int]:
    """Counts the accredited organisations of each group."""
    rows = (
        await Accreditation.select(Accreditation.organisation.group.key.as_alias("key"), Count())
        .where(Accreditation.ended_at.is_null())
        .group_by(Accreditation.organisation.group.key)
    )
    return {row["key"]: row["count"] for row in rows}


async def _heard(paths: list[str]) -> dict[tuple[str, str], int]:
    """Counts the accredited organisations that have spoken, by text and group."""
    accredited = Accreditation.select(Accreditation.organisation).where(Accreditation.ended_at.is_null())
    rows = (
        await Comment.select(
            Comment.container, Comment.group.key.as_alias("key"), Count(distinct=[Comment.organisation], alias="many")
        )
        .where(Comment.container.is_in(paths or [""]))
        .where(Comment.organisation.is_in(accredited))
        .group_by(Comment.container, Comment.group.key)
    )
    return {(row["container"], row["key"]): row["many"] for row in rows}


async def _periods(ids: list[int]) -> dict[int, OpenAmendment]:
    wanted = ids or [0]
    ends = {
        row["amendment"]: row["until"]
        for row in await PeriodEnd.select(PeriodEnd.amendment, PeriodEnd.until).where(PeriodEnd.amendment.is_in(wanted))
    }
    given = await Waiving.select(Waiving.amendment, Waiving.participant, Waiving.group).where(
        Waiving.amendment.is_in(wanted)
    )
    held = await officers(MODERATOR)
    reasons = [row["amendment"] for row in given if (row["participant"], row["group"]) in held]
    waived = await Waiver.select(Waiver.amendment).where(Waiver.amendment.is_in(wanted)).output(as_list=True)
    return {
        id: OpenAmendment(
            amendment=id, ended=id in ends, until=ends.get(id), reasons=reasons.count(id), waived=waived.count(id)
        )
        for id in ids
    }
