"""Reads of alarms: open ones for moderators, confirmed ones for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from piccolo.custom_types import Combinable

from forum.errors import NotFound
from forum.organisations.mandates import officers
from forum.rules.permission import MODERATOR, Identity
from moderation.alarms.tables import Alarm, AlarmView, Investigation
from moderation.cases.views import Task
from moderation.rules.alarms import KINDS, VIEWS


@dataclass(frozen=True, slots=True)
class ViewView:
    """A group's view of an alarm is shown with its reasons. It `counts` while who gave it holds the office for that
    group; what was decided stays decided."""

    group_name: str
    view: str
    reasons: str
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """One alarm. `views` are those of two groups, once it is closed; `investigations` are ids."""

    id: int
    title: str
    about: str
    says: str
    raised_at: datetime
    outcome: str
    closed_at: datetime | None
    given: int
    views: tuple[ViewView, ...]
    investigations: tuple[int, ...]

    @property
    def path(self) -> str:
        return f"/moderation/alarms/{self.id}"


async def alarm(id: int, who: Identity | None) -> AlarmRow:
    """Raises NotFound; while an alarm is not confirmed, for everybody but moderators."""
    found = await _rows(Alarm.id == id)
    if not found or (found[0].outcome != "confirmed" and not (who and who.office(MODERATOR))):
        raise NotFound
    return found[0]


async def confirmed() -> tuple[AlarmRow, ...]:
    """Confirmed alarms, newest first."""
    return tuple(reversed(await _rows(Alarm.outcome == "confirmed")))


async def tasks(who: Identity) -> list[Task]:
    """Open alarms on which nobody who is in office for this moderator's group has given a view."""
    own, held = who.held(MODERATOR).group_id, await officers(MODERATOR)
    given = await AlarmView.select(AlarmView.alarm, AlarmView.participant).where(
        AlarmView.group == own, AlarmView.alarm.outcome == ""
    )
    done = [row["alarm"] for row in given if (row["participant"], own) in held]
    rows = (
        await Alarm.select(Alarm.id, Alarm.kind, Alarm.raised_at)
        .where(Alarm.outcome == "", Alarm.id.not_in(done or [0]))
        .order_by(Alarm.id)
    )
    return [
        Task(
            kind="Alarm",
            title=KINDS[row["kind"]],
            path=f"/moderation/alarms/{row['id']}",
            since=row["raised_at"],
            claimable=True,
        )
        for row in rows
    ]


async def _rows(where: Combinable) -> tuple[AlarmRow, ...]:
    rows = await Alarm.select().where(where).order_by(Alarm.id)
    ids = [row["id"] for row in rows] or [0]
    given = (
        await AlarmView.select(
            AlarmView.alarm,
            AlarmView.participant,
            AlarmView.group,
            AlarmView.group.name.as_alias("group_name"),
            AlarmView.view,
            AlarmView.reasons,
        )
        .where(AlarmView.alarm.is_in(ids))
        .order_by(AlarmView.id)
    )
    held = await officers(MODERATOR) if given else frozenset()
    looked = await Investigation.select(Investigation.alarm, Investigation.id).where(Investigation.alarm.is_in(ids))
    return tuple(
        AlarmRow(
            id=row["id"],
            title=KINDS[row["kind"]],
            about=row["about"],
            says=row["says"],
            raised_at=row["raised_at"],
            outcome=row["outcome"],
            closed_at=row["closed_at"],
            given=sum(each["alarm"] == row["id"] for each in given),
            views=tuple(
                ViewView(
                    each["group_name"],
                    VIEWS[each["view"]],
                    each["reasons"],
                    bool(row["outcome"]) or (each["participant"], each["group"]) in held,
                )
                for each in given
                if each["alarm"] == row["id"]
            ),
            investigations=tuple(each["id"] for each in looked if each["alarm"] == row["id"]),
        )
        for row in rows
    )
