"""This file says from which groups reports came, in numbers only, so that a bias shows and no person does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from forum.people.tables import Mandate

NOBODY = "people without a mandate"


async def by_group(reports: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, int], ...]:
    """(name of a group, how many reports), most first, of rows with participant and flagged_at. Somebody who held
    mandates from several groups at that moment counts once, in the group of the first."""
    mandates = (
        await Mandate.select(
            Mandate.participant,
            Mandate.since,
            Mandate.until,
            Mandate.organisation.group.name.as_alias("group_name"),
        )
        .where(Mandate.participant.is_in([each["participant"] for each in reports] or [0]))
        .order_by(Mandate.id)
    )
    found = Counter(_group(each, mandates) for each in reports)
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _group(report: Mapping[str, Any], mandates: Sequence[Mapping[str, Any]]) -> str:
    held = (
        each["group_name"]
        for each in mandates
        if each["participant"] == report["participant"] and _in_force(each, report["flagged_at"])
    )
    return next(held, NOBODY)


def _in_force(mandate: Mapping[str, Any], moment: Any) -> bool:
    return mandate["since"] <= moment and (mandate["until"] is None or moment < mandate["until"])
