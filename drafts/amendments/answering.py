"""After a collision: what the proposing delegation makes of its words, with both texts in view."""

from __future__ import annotations

from piccolo.table import Table

from drafts.amendments.fates import move
from drafts.amendments.loading import demand, newest, seen, waiting
from drafts.amendments.private import append_fitting
from drafts.amendments.tables import Amendment
from drafts.amendments.telling import tell_sponsors
from drafts.amendments.wordings import Proposal, check, next_wording
from drafts.instruments.queries import clause_by_id
from drafts.rules import lifecycle, permission
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid
from forum.rules.permission import Identity

KEEP, TAKE, WRITE = "keep", "take", "write"
ANSWERS = {KEEP: "Keep our words", TAKE: "Take the new words", WRITE: "Write anew"}
SAYS = {
    KEEP: "{name} keeps the words of amendment {id}, against the words now in force.",
    TAKE: "{name} is content with the words now in force; amendment {id} ends.",
    WRITE: "{name} wrote new words for amendment {id}, against the words now in force.",
}


async def answer(
    who: Identity, amendment_id: int, choice: str, text: str = "", reasons: str = "", *, revision: int | None = None
) -> None:
    """`keep`: the proposed words, now against the new ones; `take`: the new words suffice, and the amendment ends;
    `write`: other words. `revision`: number of the one in view. Raises NotAllowed, Conflict if nothing is asked any more or
    the clause has moved on again, Invalid with `answer`, `text` or `reasons`."""
    async with atomic():
        amendment = await seen(who, amendment_id)
        demand(permission.may_change(who, amendment.organisation))
        question = await waiting(amendment_id)
        if not question:
            raise Conflict("This has been decided already.")
        if choice not in ANSWERS or (choice == WRITE and amendment.kind not in lifecycle.WORDED):
            raise Invalid({"answer": "Choose what becomes of your words."})
        if revision not in (None, (await clause_by_id(amendment.clause)).current.number):
            raise Conflict("The clause has changed once more since you opened this form. Read its newest words first.")
        question.answer, question.answered_by, question.answered_at = choice, who.participant, now()
        await question.save()
        rows = await _answered(who, amendment, choice, text, reasons)
        await append_fitting(
            "amendment.answered",
            amendment,
            SAYS[choice].format(name=who.speaking.organisation_name, id=amendment_id),
            question,
            *rows,
            who=who,
        )


async def _answered(who: Identity, amendment: Amendment, choice: str, text: str, reasons: str) -> tuple[Table, ...]:
    if choice == TAKE:
        return await move(
            amendment.id,
            lifecycle.overtaken(amendment.fate),
            "Its proposer is content with the words now in force.",
            who,
        )
    last, clause = await newest(amendment.id), await clause_by_id(amendment.clause)
    text, reasons = (last.text, last.reasons) if choice == KEEP else (text, reasons or last.reasons)
    text, reasons = await check(Proposal(amendment.kind, text, reasons, amendment.after), clause)
    await tell_sponsors(
        amendment.id,
        f"Amendment {amendment.id} stands against new words",
        "The clause had changed, and its proposer has decided what becomes of the "
        "proposed words. Your support is shown as given to the older words until you renew it.",
        but=who.participant,
    )
    return await next_wording(
        who, amendment, last, text=text, reasons=reasons, base=clause.current.id, because="chosen"
    )
