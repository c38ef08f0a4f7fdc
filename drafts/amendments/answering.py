"""After a collision, the proposing delegation says here what becomes of its words, with both texts in view."""

from __future__ import annotations

from collections.abc import Mapping

from piccolo.table import Table

from drafts.amendments.collisions import OURS, THEIRS, collided
from drafts.amendments.fates import move
from drafts.amendments.letters import tell_sponsors
from drafts.amendments.loading import newest, seen, waiting
from drafts.amendments.private import append_fitting
from drafts.amendments.tables import Amendment
from drafts.amendments.wordings import Proposal, check, next_wording
from drafts.instruments.queries import clause_by_id, revision_by_id
from drafts.rules import lifecycle, permission
from drafts.text.weave import clashes, settle, woven
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, demand
from forum.rules.permission import Identity

KEEP, TAKE, PICK, WRITE = "keep", "take", "pick", "write"
ANSWERS = {
    KEEP: "Keep our words",
    TAKE: "Take the new words",
    PICK: "Choose passage by passage",
    WRITE: "Write new words",
}
SAYS = {
    KEEP: "{name} keeps the words of amendment {id}, against the words now in force.",
    TAKE: "{name} is content with the words now in force; amendment {id} ends.",
    PICK: "{name} decided place by place between the words of amendment {id} and those now in force.",
    WRITE: "{name} wrote new words for amendment {id}, against the words now in force.",
}


async def answer(
    who: Identity,
    amendment_id: int,
    choice: str,
    text: str = "",
    reasons: str = "",
    *,
    revision: int | None = None,
    picks: Mapping[int, str] | None = None,
) -> None:
    """The proposing delegation decides. With `keep` its words stay, now against the new ones; with `take` the new words
    suffice, and the amendment ends; with `pick` one or the other stands at each place where they collide (`picks`, by
    the place's start in the words that both began from); with `write` other words follow. `revision` is the number of
    the one in view. Raises NotAllowed, Conflict if nothing is asked any more or the clause has moved on again, and
    Invalid with `answer`, `text` or `reasons`."""
    async with atomic():
        amendment = await seen(who, amendment_id)
        demand(permission.may_change(who, amendment.organisation))
        question = await waiting(amendment_id)
        if not question:
            raise Conflict("This has been decided already.")
        if choice not in ANSWERS or (choice in (WRITE, PICK) and amendment.kind not in lifecycle.WORDED):
            raise Invalid({"answer": "Choose what becomes of your words."})
        if revision not in (None, (await clause_by_id(amendment.clause)).current.number):
            raise Conflict("The clause has changed once more since you opened this form. Read its newest words first.")
        if choice == PICK:
            text = await _picked(amendment, picks or {})
        question.answer, question.answered_by, question.answered_at = choice, who.participant, now()
        await question.save()
        rows = await _answered(who, amendment, choice, text, reasons)
        await append_fitting(
            "amendment.answered",
            amendment,
            SAYS[choice].format(name=who.mandate.organisation_name, id=amendment_id),
            question,
            *rows,
            who=who,
        )


async def _picked(amendment: Amendment, picks: Mapping[int, str]) -> str:
    last, clause = await newest(amendment.id), await clause_by_id(amendment.clause)
    pieces = collided((await revision_by_id(last.base)).text, last.text, clause.current.text)
    places = clashes(pieces)
    if missing := [each for each in places if picks.get(each.start) not in (OURS, THEIRS)]:
        left = f"{len(missing)} of {len(places)} {'is' if len(missing) == 1 else 'are'} left"
        raise Invalid({"answer": f"Choose the words of every passage: {left}."})
    return woven(settle(pieces, {each.start: each.versions[picks[each.start]] for each in places}))


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
