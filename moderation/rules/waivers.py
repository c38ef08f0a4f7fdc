"""Who may waive a floor: one moderator of every group but the one that it is about, each with reasons, and only when
the extended time is over. So a group that stays away cannot hold a text up alone, and no group is passed over by fewer
than all others."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from forum.rules.permission import MODERATOR, Identity
from forum.rules.verdict import Verdict, every, no, require

LIMIT = 5_000  # characters


def may_waive(
    who: Identity | None, group: str, given: Collection[str], *, extended: bool, until: datetime, now: datetime
) -> Verdict:
    """Whether this moderator may give reasons. `group` is the key of the group that the floor is about; `given` are
    keys of the groups whose moderators gave reasons."""
    if not who or not (office := who.office(MODERATOR)):
        return no("Only moderators waive a floor, one of each other group.")
    return every(
        in_time(extended, until, now),
        require(office.group != group, "The floor is about your own group: the others decide whether to waive it."),
        require(office.group not in given, "A moderator of your group has given reasons already."),
    )


def in_time(extended: bool, until: datetime, now: datetime) -> Verdict:
    return require(
        extended and now >= until,
        "A floor can be waived only when the comment period has been extended and that time is over too.",
    )


def still_needed(groups: Collection[str], group: str, given: Collection[str]) -> tuple[str, ...]:
    """Keys of the groups whose moderators have not given reasons; none when the floor is waived. `groups` are those
    with an accredited organisation."""
    return tuple(each for each in groups if each != group and each not in given)


def faults_of_reasons(reasons: str) -> dict[str, str]:
    if not reasons:
        return {"reasons": "Give your reasons. Everybody will read them."}
    return {"reasons": f"At most {LIMIT:,} characters; this is {len(reasons):,}."} if len(reasons) > LIMIT else {}
