"""Sends the statement of reasons to those whom it concerns, inside the act of the decision."""

from __future__ import annotations

from collections.abc import Iterable

from forum.mail.actions import write_all
from forum.people.tables import Participant
from forum.threads.queries import words_of
from moderation.measures import letters
from moderation.rules.measures import KEEP
from moderation.rules.statements import Reasons


async def inform(said: Reasons, comment: int, author: int, reporters: Iterable[int]) -> None:
    """Writes to everybody who reported the comment, and to its author unless nothing was done."""
    sent = [(to, *letters.to_reporter(said)) for to in await _addresses(reporters)]
    if said.measure != KEEP:
        words, _ = await words_of(comment)
        sent += [(to, *letters.to_author(said, comment, words)) for to in await _addresses([author])]
    await write_all(sent)


async def _addresses(people: Iterable[int]) -> list[str]:
    return (
        await Participant.select(Participant.email)
        .where(Participant.id.is_in([*people] or [0]))
        .order_by(Participant.id)
        .output(as_list=True)
    )
