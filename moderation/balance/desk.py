"""The balance desk: for every text with open amendments, who has been heard and what waits; the silent can be
invited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from piccolo.query.functions.aggregate import Count

from drafts.amendments.tables import Amendment
from drafts.ballots.rolls import entitled
from drafts.instruments.queries import instrument as instrument_of
from drafts.rules.lifecycle import TABLED
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, demand
from forum.mail.actions import write_all
from forum.organisations.queries import group as group_of
from forum.organisations.queries import groups as stakeholder_groups
from forum.organisations.tables import Accreditation
from forum.record.actions import append
from forum.record.tables import RecordEntry
from forum.rules.permission import MODERATOR, Identity, holds
from forum.threads.tables import Comment
from moderation.balance.measuring import measured
from moderation.balance.scopes import of_instrument
from moderation.balance.tables import Floor, PeriodEnd, Waiver, Waiving

AGAIN = timedelta(days=7)
BODY = """{name} has not been heard on {title} so far, and open amendments to it wait for comments.

Comment, propose, or say on an amendment that you have no comment: each counts as heard.

{path}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    key: str
    name: str
    position: int
    heard: int  # organisations that commented
    eligible: int

    @property
    def silent(self) -> bool:
        return self.heard < self.eligible


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """An open amendment. `until`: of its extension; `reasons`, `waived`: how many were given and how many floors
    are."""

    amendment: int
    ended: bool
    until: datetime | None
    reasons: int
    waived: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    slug: str
    title: str
    floors: bool
    turnout: tuple[Turnout, ...]
    amendments: tuple[Period, ...]


async def texts() -> tuple[TextRow, ...]:
    """A fixed number of queries, however many texts and amendments."""
    of = Amendment.instrument
    tabled = (
        await Amendment.select(
            Amendment.id, of.id.as_alias("instrument"), of.slug.as_alias("slug"), of.title.as_alias("title")
        )
        .where(Amendment.fate == TABLED)
        .order_by(of.title, Amendment.id)
    )
    groups = await stakeholder_groups()
    eligible = {
        row["key"]: row["count"]
        for row in await Accreditation.select(Accreditation.organisation.group.key.as_alias("key"), Count())
        .where(Accreditation.ended_at.is_null())
        .group_by(Accreditation.organisation.group.key)
    }
    paths = sorted({f"/instruments/{row['slug']}" for row in tabled})
    heard = {
        (row["container"], row["key"]): row["many"]
        for row in await Comment.select(
            Comment.container, Comment.group.key.as_alias("key"), Count(distinct=[Comment.organisation], alias="many")
        )
        .where(Comment.container.is_in(paths or [""]))
        .group_by(Comment.container, Comment.group.key)
    }
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


async def _periods(ids: list[int]) -> dict[int, Period]:
    wanted = ids or [0]
    ends = {
        row["amendment"]: row["until"]
        for row in await PeriodEnd.select(PeriodEnd.amendment, PeriodEnd.until).where(PeriodEnd.amendment.is_in(wanted))
    }
    reasons = await Waiving.select(Waiving.amendment).where(Waiving.amendment.is_in(wanted)).output(as_list=True)
    waived = await Waiver.select(Waiver.amendment).where(Waiver.amendment.is_in(wanted)).output(as_list=True)
    return {
        id: Period(
            amendment=id, ended=id in ends, until=ends.get(id), reasons=reasons.count(id), waived=waived.count(id)
        )
        for id in ids
    }


async def invite(who: Identity, slug: str, group: str) -> int:
    """Letters to the heads of delegation of the group's organisations that were not heard; how many organisations.
    Raises NotAllowed, NotFound, or Conflict if there is nobody to invite or it was done within a week."""
    async with atomic():
        demand(holds(who, MODERATOR))
        instrument = await instrument_of(slug)
        named = await group_of(group)
        kind, subject = "balance.invited", f"{instrument.path}/balance"
        lately = (
            await RecordEntry.select(RecordEntry.bytes)
            .where(RecordEntry.kind == kind, RecordEntry.subject == subject, RecordEntry.at > now() - AGAIN)
            .output(as_list=True)
        )
        if any(f'"group":"{group}"' in each for each in lately):
            raise Conflict(f"{named.name} was invited within the last {AGAIN.days} days.")
        heard = {each.organisation for each in (await measured(of_instrument(instrument))).voices if each.heard}
        silent = [each for each in await entitled() if each.group == group and each.slug not in heard]
        if not silent:
            raise Conflict(f"Every organisation of {named.name} has been heard.")
        await write_all(
            [
                (
                    head,
                    f"{each.name} has not been heard yet",
                    BODY.format(name=each.name, title=instrument.title, path=instrument.path),
                )
                for each in silent
                for head in each.heads
            ]
        )
        says = f"Moderators invited {len(silent)} organisations of {named.name} that had not been heard on {instrument.title}."
        await append(kind, subject, says, who=who, detail={"group": group, "organisations": len(silent)})
        return len(silent)
