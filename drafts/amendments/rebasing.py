"""When a clause moves on under open amendments: words that do not collide are carried over, visibly; where they do, the
sponsors are asked, with both texts in view. Nothing is changed silently and nothing is lost."""
from __future__ import annotations

from piccolo.table import Table

from drafts.amendments.drafting import Proposal, check, new_wording
from drafts.amendments.fates import demand, loaded, move
from drafts.amendments.tables import Amendment, Question, Wording
from drafts.amendments.telling import tell_sponsors
from drafts.instruments.queries import clause_by_id
from drafts.instruments.tables import Revision
from drafts.rules import lifecycle, permission
from drafts.text.merge import Merged, rebase
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid
from forum.record.actions import append
from forum.rules.permission import Identity

KEEP, TAKE, WRITE = "keep", "take", "write"
ANSWERS = {KEEP: "Keep our words", TAKE: "Take the new words", WRITE: "Write anew"}


async def carry_over(clause_id: int, new_revision_id: int, adopted_amendment_id: int) -> tuple[Table, ...]:
    """After a publication, inside its act: what becomes of every other open amendment to the clause. Returns the rows of
    tabled ones, for the record."""
    now_in_force = await Revision.objects().where(Revision.id == new_revision_id).first()
    waiting = await Amendment.objects().where(
        Amendment.clause == clause_id, Amendment.id != adopted_amendment_id,
        Amendment.fate.is_in([lifecycle.DRAFT, lifecycle.CIRCULATED, lifecycle.TABLED])).order_by(Amendment.id)
    rows: list[Table] = []
    for amendment in waiting:
        changed = await _carry(amendment, now_in_force, adopted_amendment_id)
        rows += changed if amendment.fate == lifecycle.TABLED else ()
    return tuple(rows)


async def _carry(amendment: Amendment, revision: Revision, adopted: int) -> tuple[Table, ...]:
    last = await Wording.objects().where(Wording.amendment == amendment.id).order_by(Wording.number, ascending=False).first()
    base = await Revision.objects().where(Revision.id == last.base).first()
    if amendment.kind == lifecycle.INSERT or (amendment.kind == lifecycle.MOVE and revision.text):
        return await new_wording(None, amendment, last, text=last.text, reasons=last.reasons, base=revision.id, because="carried")
    if not revision.text:
        return await _supersede(amendment, f"Amendment {adopted} was adopted and repealed the clause.")
    found = rebase(base.text, last.text, revision.text)
    if not isinstance(found, Merged) or amendment.kind == lifecycle.REPEAL:
        return await _ask(amendment, revision, adopted)
    if found.text == revision.text:
        return await _supersede(amendment, f"Amendment {adopted} was adopted, and its words are in force with it.")
    return await new_wording(None, amendment, last, text=found.text, reasons=last.reasons, base=revision.id, because="carried")


async def _supersede(amendment: Amendment, why: str) -> tuple[Table, ...]:
    await tell_sponsors(amendment.id, f"Amendment {amendment.id} is superseded", why)
    return await move(amendment.id, lifecycle.overtaken(amendment.fate), why)


async def _ask(amendment: Amendment, revision: Revision, adopted: int) -> tuple[Table, ...]:
    question = Question(amendment=amendment.id, revision=revision.id, asked_at=now())
    await question.save()
    await tell_sponsors(amendment.id, f"Amendment {amendment.id}: the clause has changed under it",
                        f"Amendment {adopted} was adopted, and changed words that yours changes too. Please decide what becomes of yours. Until then it cannot go to a ballot.")
    return (question,)


async def answer(who: Identity, amendment_id: int, choice: str, text: str = "", reasons: str = "") -> None:
    """`keep`: the proposed words, now against the new ones; `take`: the new words suffice, and the amendment ends; `write`:
    other words. Raises NotAllowed, Conflict if nothing is asked any more, Invalid with `answer` or `text`."""
    async with atomic():
        amendment = await loaded(amendment_id)
        demand(permission.may_change(who, amendment.organisation))
        question = await Question.objects().where(Question.amendment == amendment_id, Question.answer == "").order_by(Question.id, ascending=False).first()
        if not question:
            raise Conflict("This has been decided already.")
        if choice not in ANSWERS:
            raise Invalid({"answer": "Choose what becomes of your words."})
        rows = (*await _close_questions(who, amendment_id, choice), *await _answered(who, amendment, choice, text, reasons, question.revision))
        if amendment.fate not in lifecycle.UNTABLED:
            await append("amendment.answered", f"/amendments/{amendment_id}", SAYS[choice].format(name=who.speaking.organisation_name, id=amendment_id), *rows, who=who)


SAYS = {KEEP: "{name} keeps the words of amendment {id}, against the words now in force.",
        TAKE: "{name} is content with the words now in force; amendment {id} ends.",
        WRITE: "{name} wrote new words for amendment {id}, against the words now in force."}


async def _close_questions(who: Identity, amendment_id: int, choice: str) -> tuple[Table, ...]:
    """Also those that an even newer revision has overtaken."""
    waiting = await Question.objects().where(Question.amendment == amendment_id, Question.answer == "").order_by(Question.id)
    for question in waiting:
        question.answer, question.answered_by, question.answered_at = choice, who.participant, now()
        await question.save()
    return tuple(waiting)


async def _answered(who: Identity, amendment: Amendment, choice: str, text: str, reasons: str, revision: int) -> tuple[Table, ...]:
    last = await Wording.objects().where(Wording.amendment == amendment.id).order_by(Wording.number, ascending=False).first()
    if choice == TAKE:
        return await move(amendment.id, lifecycle.overtaken(amendment.fate), "Its sponsors are content with the words now in force.", who)
    if choice == KEEP:
        return await new_wording(who, amendment, last, text=last.text, reasons=last.reasons, base=revision, because="chosen")
    clause = await clause_by_id(amendment.clause)
    text, reasons = await check(Proposal(amendment.kind, text, reasons or last.reasons, amendment.after), clause)
    return await new_wording(who, amendment, last, text=text, reasons=reasons, base=clause.current.id, because="chosen")
