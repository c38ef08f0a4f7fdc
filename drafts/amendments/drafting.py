"""Writing the words of an amendment. What only its delegation has seen is written over; else a new wording follows."""

from __future__ import annotations

from piccolo.table import Table

from drafts.amendments.letters import tell_sponsors
from drafts.amendments.loading import newest, seen, waiting
from drafts.amendments.private import append_fitting, append_private
from drafts.amendments.sponsoring import support
from drafts.amendments.tables import Amendment, Wording
from drafts.amendments.wordings import Proposal, check, next_wording
from drafts.instruments.queries import clause_by_id
from drafts.rules import lifecycle, permission
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Unlawful, demand
from forum.rules.permission import Identity

MOVED_ON = "The clause has changed since you opened this form: revision {new} is in force, and you saw revision {old}."
OVERTAKEN = "Somebody of your delegation has saved other words since, or they were carried over to a new revision."


async def draft(who: Identity, clause_id: int, proposal: Proposal, base: int) -> int:
    """Answers the new amendment's id. `base` is the number of the revision that its author saw. Raises NotAllowed,
    Invalid, or Conflict if the clause has moved on since."""
    async with atomic():
        demand(permission.may_draft(who))
        clause = await clause_by_id(clause_id)
        if base != clause.current.number:
            raise Conflict(MOVED_ON.format(new=clause.current.number, old=base))
        text, reasons = await check(proposal, clause)
        moment = now()
        amendment = Amendment(
            instrument=clause.instrument_id,
            clause=clause.id,
            kind=proposal.kind,
            after=proposal.after if proposal.kind == lifecycle.MOVE else None,
            drafted_by=who.participant,
            organisation=who.mandate.organisation,
            drafted_at=moment,
        )
        await amendment.save()
        wording = Wording(
            amendment=amendment.id,
            number=1,
            base=clause.current.id,
            text=text,
            reasons=reasons,
            written_by=who.participant,
            written_at=moment,
        )
        await wording.save()
        await append_private(
            amendment, wording, *await support(who.participant, who.mandate.organisation, amendment.id, wording)
        )
        return amendment.id


async def save(who: Identity, amendment_id: int, proposal: Proposal, number: int) -> None:
    """Gives it new words. `number` is the wording that the author saw. Raises NotAllowed, Unlawful, Invalid, or
    Conflict if there are newer words."""
    async with atomic():
        amendment = await seen(who, amendment_id)
        demand(permission.may_change(who, amendment.organisation))
        demand(lifecycle.may_be_edited(amendment.fate, bool(await waiting(amendment_id))), Unlawful)
        last = await newest(amendment_id)
        if last.number != number:
            raise Conflict(OVERTAKEN)
        text, reasons = await check(
            Proposal(amendment.kind, proposal.text, proposal.reasons, amendment.after),
            await clause_by_id(amendment.clause),
        )
        if (text, reasons) != (last.text, last.reasons):
            write = _write_over if amendment.fate == lifecycle.DRAFT else _write_anew
            rows = await write(who, amendment, last, text, reasons)
            await append_fitting(
                "amendment.reworded",
                amendment,
                f"{who.mandate.organisation_name} changed the words of amendment {amendment_id}.",
                *rows,
                who=who,
            )


async def _write_over(who: Identity, amendment: Amendment, last: Wording, text: str, reasons: str) -> tuple[Table, ...]:
    """The number still grows, so that of two people who write at once the second is told."""
    last.number, last.text, last.reasons = last.number + 1, text, reasons
    last.written_by, last.written_at = who.participant, now()
    await last.save()
    return (last,)


async def _write_anew(who: Identity, amendment: Amendment, last: Wording, text: str, reasons: str) -> tuple[Table, ...]:
    await tell_sponsors(
        amendment.id,
        f"Amendment {amendment.id} has new words",
        "Its proposer changed the words. Your support is shown as given to the older words until you renew it.",
        but=who.participant,
    )
    return await next_wording(who, amendment, last, text=text, reasons=reasons, base=last.base, because="drafted")
