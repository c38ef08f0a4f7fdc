"""Which organisations stand behind the words of an amendment as they are now."""

from __future__ import annotations

from drafts.amendments.views import AmendmentView
from drafts.rules.lifecycle import Backer
from forum.organisations.queries import owners


async def backers(view: AmendmentView) -> tuple[Backer, ...]:
    """The organisations that back the words as they are; support that was given to older words does not count.
    Whoever is not accredited any more is among them, marked."""
    tops = await owners()
    return tuple(
        Backer(each.slug, each.group, tops[each.organisation].slug, each.name if each.lost else "")
        for each in view.sponsors
        if each.wording == view.wording.number
    )
