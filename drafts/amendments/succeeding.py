"""Whose proposer is gone: a sponsor goes on with the amendment, in its place."""

from __future__ import annotations

from datetime import timedelta

from drafts.amendments import queries
from drafts.amendments.letters import tell_sponsors
from drafts.amendments.loading import row_of, seen
from drafts.amendments.private import append_private
from drafts.amendments.tables import Takeover
from drafts.amendments.views import AmendmentView
from drafts.rules import lifecycle, permission
from forum.clock import now
from forum.database import atomic
from forum.errors import Invalid, Unlawful, demand
from forum.organisations.tables import Accreditation
from forum.people.tables import Mandate
from forum.record.actions import append
from forum.rules.permission import HEAD, Identity


async def is_gone(organisation: int) -> bool:
    """Whether an organisation cannot go on with what it proposed."""
    here = Accreditation.organisation == organisation
    accredited = await Accreditation.exists().where(here, Accreditation.ended_at.is_null())
    return lifecycle.is_gone(accredited, await _headless(organisation))


async def _headless(organisation: int) -> timedelta | None:
    """How long it has had no head of delegation; None if it has one."""
    moment = now()
    heads = Mandate.select(Mandate.until).where(Mandate.organisation == organisation, Mandate.kind == HEAD)
    ends = await heads.where(Mandate.since <= moment).output(as_list=True)
    if any(each is None or each > moment for each in ends):
        return None
    return moment - max(ends) if ends else lifecycle.HEADLESS


async def take_over(who: Identity, amendment_id: int, why: str = "") -> None:
    """The organisation for which `who` speaks becomes the proposer. Raises NotFound, NotAllowed, Unlawful while the
    proposer can go on, or Invalid with `why`."""
    why = why.strip()
    async with atomic():
        await seen(who, amendment_id)
        view = await queries.amendment(amendment_id, who)
        demand(permission.may_take_over(who, view.organisation, standing(view)))
        demand(lifecycle.may_be_taken_over(view.fate, await is_gone(view.organisation)), Unlawful)
        if len(why) > lifecycle.WHY_LIMIT:
            raise Invalid({"why": f"At most {lifecycle.WHY_LIMIT:,} characters; this is {len(why):,}."})
        await _hand_over(who, view, why)


async def _hand_over(who: Identity, view: AmendmentView, why: str) -> None:
    to, amendment = who.mandate, await row_of(view.id)
    amendment.organisation = to.organisation
    await amendment.save()
    takeover = Takeover(
        amendment=view.id,
        before=view.organisation,
        organisation=to.organisation,
        participant=who.participant,
        why=why,
        taken_at=now(),
    )
    await takeover.save()
    before = f"{view.organisation_name}, which cannot go on with it"
    says = f"{to.organisation_name} took amendment {view.id} over from {before}."
    subject = f"Amendment {view.id} has been taken over"
    await tell_sponsors(view.id, subject, f"{says}\n\n{why}" if why else says, but=who.participant)
    if not view.tabled:
        await append_private(amendment, takeover)
        return
    detail = {"organisation": to.organisation_slug, "before": view.organisation_slug}
    said = f"{says} {why}".strip()
    await append("amendment.taken-over", view.path, said, amendment, takeover, who=who, detail=detail)


def standing(view: AmendmentView) -> set[int]:
    """The organisations that support the words as they are now."""
    return {each.organisation for each in view.standing_sponsors}
