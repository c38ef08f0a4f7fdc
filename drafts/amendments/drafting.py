"""Writing the words of an amendment. A draft is written over; a tabled wording never is: a new one follows it."""
from __future__ import annotations

from dataclasses import dataclass

from piccolo.table import Table

from drafts.amendments.fates import demand, loaded
from drafts.amendments.sponsoring import end_support, renew_own
from drafts.amendments.tables import Amendment, Question, Wording
from drafts.amendments.telling import tell_sponsors
from drafts.instruments.queries import clause_by_id, edition
from drafts.instruments.views import ClauseView
from drafts.rules import lifecycle, permission
from drafts.text.plain import clean
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, Unlawful
from forum.record.actions import append
from forum.rules.permission import Identity


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody typed. `after`: id of a clause, for a move."""

    kind: str
    text: str = ""
    reasons: str = ""
    after: int | None = None


def worded(proposal: Proposal) -> tuple[str, str]:
    return clean(proposal.text) if proposal.kind in lifecycle.WORDED else "", clean(proposal.reasons)


async def check(proposal: Proposal, clause: ClauseView) -> tuple[str, str]:
    """The cleaned text and reasons. Raises Invalid by field."""
    text, reasons = worded(proposal)
    places: set[int] = set()
    if proposal.kind == lifecycle.MOVE:
        places = {entry.clause_id for entry in (await edition(clause.instrument_id)).entries if entry.clause_id} - {clause.id}
    if faults := lifecycle.faults(proposal.kind, text, reasons, clause.current.text, places, proposal.after):
        raise Invalid(faults)
    return text, reasons


async def draft(who: Identity, clause_id: int, proposal: Proposal, base: int) -> int:
    """The new amendment's id. `base`: number of the revision that its author saw. Raises NotAllowed, Invalid, or Conflict
    if the clause has moved on since."""
    async with atomic():
        demand(permission.may_draft(who))
        clause = await clause_by_id(clause_id)
        if clause.repealed and proposal.kind != lifecycle.INSERT:
            raise Unlawful("This clause has been repealed. A new clause can be inserted after it.")
        if base != clause.current.number:
            raise Conflict(f"The clause has changed since you opened this form: revision {clause.current.number} is in force, and you wrote against revision {base}.")
        text, reasons = await check(proposal, clause)
        moment = now()
        amendment = Amendment(
            instrument=clause.instrument_id, clause=clause.id, kind=proposal.kind, after=proposal.after if proposal.kind == lifecycle.MOVE else None,
            drafted_by=who.participant, organisation=who.speaking.organisation, drafted_at=moment)
        await amendment.save()
        wording = Wording(amendment=amendment.id, number=1, base=clause.current.id, text=text, reasons=reasons, written_by=who.participant, written_at=moment)
        await wording.save()
        await renew_own(who, amendment, wording)
        return amendment.id


async def save(who: Identity, amendment_id: int, proposal: Proposal, number: int) -> None:
    """New words for it. `number`: the wording that the author saw. Raises NotAllowed, Unlawful, Invalid, or Conflict if
    somebody of the delegation saved another meanwhile."""
    async with atomic():
        amendment = await loaded(amendment_id)
        demand(permission.may_change(who, amendment.organisation))
        demand(lifecycle.may_be_edited(amendment.fate), Unlawful)
        last = await Wording.objects().where(Wording.amendment == amendment_id).order_by(Wording.number, ascending=False).first()
        if await Question.exists().where(Question.amendment == amendment_id, Question.answer == ""):
            raise Unlawful("The clause has changed meanwhile. Decide first what becomes of the proposed words.")
        if last.number != number:
            raise Conflict("Somebody of your delegation saved other words meanwhile.")
        text, reasons = await check(Proposal(amendment.kind, proposal.text, proposal.reasons, amendment.after), await clause_by_id(amendment.clause))
        if (text, reasons) == (last.text, last.reasons):
            return
        await (_write_over(who, last, text, reasons) if amendment.fate in lifecycle.UNTABLED else _write_anew(who, amendment, last, text, reasons))


async def _write_over(who: Identity, wording: Wording, text: str, reasons: str) -> None:
    """Of a draft. Support given to other words ends with them."""
    changed = text != wording.text
    wording.text, wording.reasons, wording.written_by, wording.written_at = text, reasons, who.participant, now()
    await wording.save()
    if changed:
        await end_support(wording.amendment, but=who.speaking.organisation)


async def _write_anew(who: Identity, amendment: Amendment, last: Wording, text: str, reasons: str) -> None:
    rows = await new_wording(who, amendment, last, text=text, reasons=reasons, base=last.base, because="drafted")
    await tell_sponsors(amendment.id, f"Amendment {amendment.id} has new words",
                        "Its proposer changed the words. Your support is shown as given to the older words until you renew it.")
    await append("amendment.reworded", f"/amendments/{amendment.id}", f"{who.speaking.organisation_name} changed the words of amendment {amendment.id}.", *rows, who=who)


async def new_wording(who: Identity | None, amendment: Amendment, last: Wording, *, text: str, reasons: str, base: int, because: str) -> tuple[Table, ...]:
    """The next wording; its proposer's support goes with it. Returns the rows for the record."""
    wording = Wording(amendment=amendment.id, number=last.number + 1, base=base, text=text, reasons=reasons, because=because,
                      written_by=who.participant if who else None, written_at=now())
    await wording.save()
    return wording, *(await renew_own(who, amendment, wording))
