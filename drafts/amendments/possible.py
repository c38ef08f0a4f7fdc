"""Which acts are open to a reader of an amendment now, and what the amendment still lacks."""

from __future__ import annotations

from dataclasses import dataclass

from drafts.amendments.fates import may_lapse, may_open_ballot, may_table
from drafts.amendments.succeeding import is_gone, standing
from drafts.amendments.views import AmendmentView
from drafts.rules import lifecycle, permission
from forum.rules.permission import SECRETARIAT, Identity, holds, organisation_of


@dataclass(frozen=True, slots=True)
class Possible:
    """This says what the reader can do with an amendment now. `support` is "", new, renew or end; `missing` says in
    sentences what it lacks for the step that `next` names."""

    edit: bool
    circulate: bool
    table: bool
    withdraw: bool
    answer: bool
    lapse: bool
    ballot: bool
    take_over: bool
    gone: bool  # its proposer cannot go on with it
    support: str
    next: str
    missing: tuple[str, ...]


async def possible(who: Identity | None, view: AmendmentView) -> Possible:
    ours = bool(permission.may_change(who, view.organisation))
    next_step, missing = await _missing(view)
    gone = view.fate in (lifecycle.CIRCULATED, *lifecycle.OPEN) and await is_gone(view.organisation)
    discards = permission.may_discard(who, view.organisation) and lifecycle.may_follow(view.fate, lifecycle.DISCARDED)
    return Possible(
        edit=ours and bool(lifecycle.may_be_edited(view.fate, view.question is not None)),
        circulate=ours and view.fate == lifecycle.DRAFT,
        table=ours and next_step == lifecycle.TABLED and not missing,
        withdraw=bool(discards) or (ours and bool(lifecycle.may_follow(view.fate, lifecycle.WITHDRAWN))),
        answer=ours and view.question is not None,
        lapse=bool(holds(who, SECRETARIAT) and may_lapse(view, gone)),
        ballot=bool(holds(who, SECRETARIAT)) and next_step == lifecycle.IN_BALLOT and not missing,
        take_over=gone and bool(permission.may_take_over(who, view.organisation, standing(view))),
        gone=gone,
        support=_support(who, view),
        next=next_step,
        missing=missing,
    )


async def _missing(view: AmendmentView) -> tuple[str, tuple[str, ...]]:
    if view.fate in (lifecycle.DRAFT, lifecycle.CIRCULATED):
        return lifecycle.TABLED, (await may_table(view)).reasons
    if view.fate == lifecycle.TABLED:
        return lifecycle.IN_BALLOT, (await may_open_ballot(view)).reasons
    return "", ()


def _support(who: Identity | None, view: AmendmentView) -> str:
    if not (permission.may_support(who, view.organisation) and lifecycle.may_be_supported(view.fate)):
        return ""
    held = next((each for each in view.sponsors if each.organisation == organisation_of(who)), None)
    return "new" if not held else "end" if held.wording == view.wording.number else "renew"
