"""Carrying quotes to new words when a revision is published, and asking their authors."""

from __future__ import annotations

from collections.abc import Sequence

from piccolo.table import Table

from drafts.carrying import letters
from drafts.carrying.queries import APPLIES, ASKED, WITHDRAWN, answered, newest_of, quoted_on
from drafts.carrying.tables import Carried, Renewal
from drafts.exchange.render import plain
from drafts.instruments.queries import clause_by_id, revisions
from drafts.instruments.views import ClauseView, RevisionView
from drafts.text.carry import ALGORITHM, FATES, Carrying, Fate, carry_through
from drafts.text.carry import Carried as Found
from drafts.text.plain import unwrapped
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.mail import actions as mail
from forum.record.actions import append
from forum.rules.permission import Identity
from forum.threads.tables import Comment


async def carry_comments(clause_id: int) -> tuple[Table, ...]:
    """Computes the fate of every quote in the clause's newest revision, inside the act that published it. Returns the
    rows for the record. One difference serves all of them, unless a comment is older than this table."""
    async with atomic():
        clause = await clause_by_id(clause_id)
        texts = {
            clause.revision_path(each.number): unwrapped(plain(each.text))
            for each in sorted(await revisions(clause_id), key=_number)
        }
        comments = [
            each
            for each in await quoted_on(clause.path)
            if each.wording in texts and each.wording != clause.wording_path
        ]
        if not comments:
            return ()
        before = list(texts)[-2]
        stood = await _stood(before, comments, texts)
        carrying = Carrying(texts[before], texts[clause.wording_path])
        rows = [_row(each, clause.wording_path, _next(carrying, stood[each.id])) for each in comments]
        await Carried.insert(*rows)
        saved = await Carried.objects().where(Carried.wording == clause.wording_path).order_by(Carried.id)
        await _ask(clause, [row for row in saved if row.fate in ASKED and stood[row.comment].fate not in ASKED])
        return tuple(saved)


def _number(revision: RevisionView) -> int:
    return revision.number


async def _stood(before: str, comments: Sequence[Comment], texts: dict[str, str]) -> dict[int, Found]:
    """Finds where each quote stood in the wording before: as it was made, as its author renewed it, or as it was
    carried there."""
    rows = {row.comment: row for row in await Carried.objects().where(Carried.wording == before)}
    renewed = await answered(before)
    paths = list(texts)
    found: dict[int, Found] = {}
    for each in comments:
        if each.wording == before:
            found[each.id] = Found("unchanged", each.quote_start, each.quote_end)
        elif row := rows.get(each.id):
            stands = renewed.get(each.id) == APPLIES and row.start is not None
            found[each.id] = Found("unchanged" if stands else _fate(row), row.start, row.end)
        else:
            since = paths[paths.index(each.wording) : paths.index(before) + 1]
            found[each.id] = carry_through([texts[path] for path in since], each.quote_start, each.quote_end)
    return found


def _fate(row: Carried) -> Fate:
    return next(fate for fate in FATES if fate == row.fate)


def _next(carrying: Carrying, stood: Found) -> Found:
    """A fate is never better than it was: what has changed once stays changed until its author renews it, and what is
    lost is lost."""
    if stood.place is None:
        return stood
    step = carrying.carry(*stood.place)
    return Found(max(stood.fate, step.fate, key=FATES.index) if step.place else "orphaned", step.start, step.end)


def _row(comment: Comment, wording: str, found: Found) -> Carried:
    return Carried(
        comment=comment.id,
        wording=wording,
        fate=found.fate,
        start=found.start,
        end=found.end,
        algorithm=ALGORITHM,
        made_at=now(),
    )


async def _ask(clause: ClauseView, rows: Sequence[Carried]) -> None:
    if not rows:
        return
    authors = await Comment.select(Comment.id, Comment.participant.email.as_alias("email")).where(
        Comment.id.is_in([row.comment for row in rows])
    )
    emails = {row["id"]: row["email"] for row in authors}
    for row in rows:
        letter = letters.does_it_apply(clause.citation, row.comment, row.fate)
        await mail.write(emails[row.comment], *letter)


async def renew(who: Identity, comment_id: int, answer: str) -> str:
    """The author says whether the comment still applies: `answer` is applies or withdrawn. Answers the path of the
    comment's clause. Raises NotFound, NotAllowed, Invalid, or Conflict if nothing is asked."""
    async with atomic():
        comment, row = await Comment.objects().where(Comment.id == comment_id).first(), await newest_of(comment_id)
        if not comment:
            raise NotFound
        if comment.participant != who.participant:
            raise NotAllowed("Only whoever made a comment can say whether it still applies.")
        if answer not in (APPLIES, WITHDRAWN):
            raise Invalid({"answer": "Say whether it still applies."})
        if (
            not row
            or row.fate not in ASKED
            or await Renewal.exists().where(Renewal.comment == comment_id, Renewal.wording == row.wording)
        ):
            raise Conflict("Nothing is asked about this comment at present.")
        renewal = Renewal(
            comment=comment_id, wording=row.wording, answer=answer, participant=who.participant, made_at=now()
        )
        await renewal.save()
        says = {APPLIES: "still applies", WITHDRAWN: "no longer applies"}[answer]
        await append(
            "comment.renewed",
            comment.subject,
            f"The author of comment {comment_id} says that it {says} to the newest words.",
            renewal,
            who=who,
            detail={"comment": comment_id, "answer": answer},
        )
        return comment.subject
