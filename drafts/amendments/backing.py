"""Which organisations stand behind the words of an amendment as they are now."""

from __future__ import annotations

from collections.abc import Mapping

from drafts.amendments.views import AmendmentView
from drafts.rules.lifecycle import Backer
from forum.organisations.tables import Organisation


async def backers(view: AmendmentView) -> tuple[Backer, ...]:
    """Support that was given to older words is not in it."""
    rows = await Organisation.select(Organisation.id, Organisation.parent)
    parents = {row["id"]: row["parent"] for row in rows}
    return tuple(Backer(each.slug, each.group, owner(parents, each.organisation)) for each in view.standing_sponsors)


def owner(parents: Mapping[int, int | None], organisation: int) -> str:
    """Who stands at the top of its ownership; of a circle, which should not be, the lowest id."""
    seen: list[int] = []
    while organisation not in seen:
        seen.append(organisation)
        if parents[organisation] is None:
            return str(organisation)
        organisation = parents[organisation]
    return str(min(seen[seen.index(organisation) :]))
