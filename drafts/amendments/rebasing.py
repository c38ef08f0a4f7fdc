"""When a clause moves on under open amendments: words that do not collide are carried over, visibly; where they do, the
sponsors are asked, with both texts in view. Nothing is changed silently and nothing is lost."""

from __future__ import annotations

from piccolo.table import Table

from drafts.amendments.fates import move
from drafts.amendments.letters import tell_sponsors
from drafts.amendments.loading import newest, row_of, waiting
from drafts.amendments.tables import Amendment, Question, Wording
from drafts.amendments.wordings import next_wording
from drafts.instruments.tables import Revision
from drafts.rules import lifecycle
from drafts.text.merge import Merged, rebase
from forum.clock import now
from forum.database import atomic, one


async def carry_over(clause_id: int, new_revision_id: int, adopted_amendment_id: int) -> tuple[Table, ...]:
    """Settles what becomes of every other open amendment to the clause, drafts included. It is called after a
    publication, inside the same act, and returns the rows for the record."""
    async with atomic():
        adopted, revision = await row_of(adopted_amendment_id), await _revision(new_revision_id)
        left = (
            await Amendment.objects()
            .where(
                Amendment.clause == clause_id,
                Amendment.id != adopted_amendment_id,
                Amendment.fate.is_in([lifecycle.DRAFT, lifecycle.CIRCULATED, lifecycle.TABLED]),
            )
            .order_by(Amendment.id)
        )
        return tuple([row for amendment in left for row in await _carry(amendment, revision, adopted)])


async def _revision(revision_id: int) -> Revision:
    return await one(Revision.objects().where(Revision.id == revision_id).first())


async def _carry(amendment: Amendment, revision: Revision, adopted: Amendment) -> tuple[Table, ...]:
    if amendment.kind == lifecycle.INSERT:
        return ()  # its words are its own, and the clause after which they go keeps its place
    if not revision.text:
        return await _supersede(amendment, f"Amendment {adopted.id} was adopted and repealed the clause.")
    if question := await waiting(amendment.id):
        return await _ask_again(question, revision)
    if amendment.kind == lifecycle.MOVE and adopted.kind == lifecycle.MOVE:
        return await _moved_away(amendment, revision, adopted)
    last = await newest(amendment.id)
    return await _carry_words(amendment, last, (await _revision(last.base)).text, revision, adopted)


async def _carry_words(
    amendment: Amendment, last: Wording, base: str, revision: Revision, adopted: Amendment
) -> tuple[Table, ...]:
    if base == revision.text:
        return ()
    if amendment.kind == lifecycle.MOVE:
        return await _carried(amendment, last, "", revision, adopted)
    found = rebase(base, last.text, revision.text)
    if amendment.kind == lifecycle.REPEAL or not isinstance(found, Merged):
        return await _ask(amendment, revision, adopted)
    if found.text == revision.text:
        return await _supersede(
            amendment, f"Amendment {adopted.id} was adopted, and with it the words that this one proposed are in force."
        )
    return await _carried(amendment, last, found.text, revision, adopted)


async def _moved_away(amendment: Amendment, revision: Revision, adopted: Amendment) -> tuple[Table, ...]:
    if amendment.after == adopted.after:
        return await _supersede(
            amendment, f"Amendment {adopted.id} was adopted, and the clause stands where this one would move it."
        )
    return await _ask(amendment, revision, adopted)


async def _carried(
    amendment: Amendment, last: Wording, text: str, revision: Revision, adopted: Amendment
) -> tuple[Table, ...]:
    await tell_sponsors(
        amendment.id,
        f"Amendment {amendment.id} was carried over to new words",
        f"Amendment {adopted.id} was adopted. The changes that amendment {amendment.id} proposes "
        "do not touch its words, so they now stand on the new ones. "
        "Your support is shown as given to the older words until you renew it.",
    )
    return await next_wording(
        None, amendment, last, text=text, reasons=last.reasons, base=revision.id, because="carried"
    )


async def _supersede(amendment: Amendment, why: str) -> tuple[Table, ...]:
    await tell_sponsors(amendment.id, f"Amendment {amendment.id} is superseded", why)
    return await move(amendment.id, lifecycle.overtaken(amendment.fate), why)


async def _ask(amendment: Amendment, revision: Revision, adopted: Amendment) -> tuple[Table, ...]:
    question = Question(amendment=amendment.id, revision=revision.id, asked_at=now())
    await question.save()
    await tell_sponsors(
        amendment.id,
        f"Amendment {amendment.id}: the clause has changed under it",
        f"Amendment {adopted.id} was adopted, and it changed words that amendment {amendment.id} changes too. "
        "The proposing delegation decides what becomes of its words: keep them, take the new ones, or write new ones. "
        "Until then it cannot go to a ballot.",
    )
    return (question,)


async def _ask_again(question: Question, revision: Revision) -> tuple[Table, ...]:
    """The clause has moved on once more before anybody answered: the same question, with the newest words in view."""
    question.revision = revision.id
    await question.save()
    return (question,)
