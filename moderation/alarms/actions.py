"""Raises alarms by the forum's clock; moderators of two groups confirm or dismiss them."""

from __future__ import annotations

import json
from collections import deque
from datetime import datetime, timedelta

from forum.clock import now
from forum.database import atomic, one_or_not_found, reading
from forum.errors import Conflict, Invalid, demand
from forum.organisations.mandates import officers
from forum.record.actions import append
from forum.rules.permission import MODERATOR, Identity, holds
from forum.settings import Settings
from moderation.alarms.measuring import everything
from moderation.alarms.tables import Alarm, AlarmView
from moderation.rules import alarms

EVERY = timedelta(minutes=10)
CLOSED = "Two moderators of different groups have decided about this alarm in the meantime: see what they said."
_looked: deque[datetime] = deque(maxlen=1)  # when this process looked last


async def raise_when_due(settings: Settings) -> None:
    """Looks every ten minutes."""
    moment = now()
    if _looked and moment - _looked[-1] < EVERY:
        return
    _looked.append(moment)
    await raise_alarms()


async def raise_alarms() -> int:
    """Raises what is above a threshold, and says how many alarms that were. What was raised before under the same key
    is not raised again."""
    async with reading():
        found = await everything()
        known = set(
            await Alarm.select(Alarm.key)
            .where(Alarm.key.is_in([each.key for each in found] or [""]))
            .output(as_list=True)
        )
    fresh = [each for each in found if each.key not in known]
    done = 0
    for each in fresh:
        async with atomic():
            if not await Alarm.exists().where(Alarm.key == each.key):
                row = Alarm(
                    kind=each.kind,
                    key=each.key,
                    about=each.about,
                    says=each.says,
                    figures=json.dumps(each.figures, sort_keys=True),
                    raised_at=now(),
                )
                await row.save()
                await append(
                    "alarm.raised",
                    "/alarms",
                    "An alarm was raised. Moderators of different groups look at it before its figures are published.",
                    row,
                    detail={"alarm": row.id},
                )
                done += 1
    return done


async def give_view(who: Identity, alarm_id: int, view: str, reasons: str, seen: int | None = None) -> str:
    """The outcome, or "" while another group is needed. `seen` is how many views stood on the page. Raises NotFound,
    NotAllowed, Invalid, or Conflict if it is closed or somebody gave a view since the page was read."""
    reasons = reasons.strip()
    async with atomic():
        demand(holds(who, MODERATOR))
        alarm = await one_or_not_found(Alarm.objects().where(Alarm.id == alarm_id).first())
        if alarm.outcome:
            raise Conflict(CLOSED)
        given = (
            await AlarmView.select(
                AlarmView.participant, AlarmView.group, AlarmView.group.key.as_alias("key"), AlarmView.view
            )
            .where(AlarmView.alarm == alarm_id)
            .order_by(AlarmView.id)
        )
        held = await officers(MODERATOR)
        counted = {each["key"]: each["view"] for each in given if (each["participant"], each["group"]) in held}
        office = who.held(MODERATOR)
        if office.group in counted:
            raise Conflict("A moderator of your group has given a view already.")
        if seen is not None and seen != len(given):
            raise Conflict("Somebody gave a view since you opened the page: read it first, then give yours.")
        if faults := alarms.faults_of_view(view, reasons):
            raise Invalid(faults)
        row = AlarmView(
            alarm=alarm_id,
            participant=who.participant,
            group=office.group_id,
            view=view,
            reasons=reasons,
            given_at=now(),
        )
        await row.save()
        return await _recorded(who, alarm, row, [*counted.items(), (office.group, view)])


async def _recorded(who: Identity, alarm: Alarm, row: AlarmView, views: list[tuple[str, str]]) -> str:
    outcome = alarms.agreed(views)
    if not outcome:
        await append(
            "alarm.view", "/alarms", "A moderator gave a view on an alarm.", row, who=who, detail={"alarm": alarm.id}
        )
        return ""
    alarm.outcome, alarm.closed_at = outcome, now()
    await alarm.save()
    says = alarm.says if outcome == "confirmed" else "Two moderators of different groups dismissed an alarm."
    await append(f"alarm.{outcome}", "/alarms", says, row, alarm, who=who, detail={"alarm": alarm.id})
    return outcome


TICKS = (raise_when_due,)
