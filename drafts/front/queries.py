"""What the front page and the work page put together from the features."""

from __future__ import annotations

from dataclasses import dataclass

from piccolo.query.functions.aggregate import Count

from forum.organisations.tables import Accreditation, StakeholderGroup


@dataclass(frozen=True, slots=True)
class GroupSize:
    key: str
    name: str
    position: int
    accredited: int


async def group_sizes() -> tuple[GroupSize, ...]:
    """Every group with the number of its accredited organisations, in the forum's order."""
    counted = (
        await Accreditation.select(Accreditation.organisation.group.as_alias("group"), Count())
        .where(Accreditation.ended_at.is_null())
        .group_by(Accreditation.organisation.group)
    )
    sizes = {row["group"]: row["count"] for row in counted}
    groups = await StakeholderGroup.select(
        StakeholderGroup.id, StakeholderGroup.key, StakeholderGroup.name, StakeholderGroup.position
    ).order_by(StakeholderGroup.position)
    return tuple(GroupSize(row["key"], row["name"], row["position"], sizes.get(row["id"], 0)) for row in groups)
