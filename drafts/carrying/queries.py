"""What became of the quotes of comments: a fixed number of queries, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drafts.carrying.tables import Carried, Renewal
from forum.threads.tables import Comment

ASKED = ("changed", "orphaned")  # fates after which the author is asked
APPLIES, WITHDRAWN = "applies", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class FateView:
    """What became of a quote. `words` are what stands at the place now, "" if it is gone. `answer` is the author's, ""
    until there is one."""

    fate: str
    start: int | None
    end: int | None
    words: str
    answer: str

    @property
    def asks(self) -> bool:
        return self.fate in ASKED and not self.answer

    @property
    def is_orphan(self) -> bool:
        return self.fate == "orphaned" and self.answer != APPLIES


async def fates(wording: str, text: str) -> dict[int, FateView]:
    """What became of each quote in one wording, by comment. `text`: its plain words."""
    rows = await Carried.select(Carried.comment, Carried.fate, Carried.start, Carried.end).where(
        Carried.wording == wording
    )
    answers = await answered(wording)
    return {
        row["comment"]: FateView(
            fate=row["fate"],
            start=row["start"],
            end=row["end"],
            words="" if row["start"] is None else text[row["start"] : row["end"]],
            answer=answers.get(row["comment"], ""),
        )
        for row in rows
    }


async def answered(wording: str) -> dict[int, str]:
    """What authors said of one wording, by comment; the last answer counts."""
    rows = await Renewal.select(Renewal.comment, Renewal.answer).where(Renewal.wording == wording).order_by(Renewal.id)
    return {row["comment"]: row["answer"] for row in rows}


@dataclass(frozen=True, slots=True)
class Asked:
    """A comment whose author has not said whether it still applies to the newest words."""

    comment: int
    fate: str
    quote: str

    @property
    def path(self) -> str:
        return f"/comments/{self.comment}"

    @property
    def title(self) -> str:
        return f"Comment {self.comment} on “{self.quote if len(self.quote) <= 80 else self.quote[:79] + '…'}”"


async def asked(participant: int) -> tuple[Asked, ...]:
    """The comments of this person that wait for an answer."""
    rows = await (
        Carried.select(Carried.comment, Carried.wording, Carried.fate, Carried.comment.quote.as_alias("quote"))
        .where(Carried.comment.participant == participant)
        .order_by(Carried.id)
    )
    newest = {row["comment"]: row for row in rows}
    said = await _said(list(newest))
    return tuple(
        Asked(id, row["fate"], row["quote"])
        for id, row in newest.items()
        if row["fate"] in ASKED and (id, row["wording"]) not in said
    )


async def _said(comments: Sequence[int]) -> set[tuple[int, str]]:
    if not comments:
        return set()
    rows = await Renewal.select(Renewal.comment, Renewal.wording).where(Renewal.comment.is_in(list(comments)))
    return {(row["comment"], row["wording"]) for row in rows}


async def newest_of(comment: int) -> Carried | None:
    return await Carried.objects().where(Carried.comment == comment).order_by(Carried.id, ascending=False).first()


async def quoted_on(subject: str) -> list[Comment]:
    """Comments that are about exact words, replies left out: they have none."""
    return await Comment.objects().where(Comment.subject == subject, Comment.quote != "").order_by(Comment.id)
