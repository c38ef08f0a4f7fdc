"""What the author and those who reported are told. No letter names anybody else."""

from __future__ import annotations

from collections.abc import Iterable

from forum.mail.actions import write_all
from forum.people.tables import Participant
from forum.threads.queries import words_of
from moderation.measures.tables import MeasureStatement
from moderation.rules.measures import BY_NAME, KEEP, RETURN
from moderation.rules.statements import Reasons, fields

AUTHOR = """{heading}

{fields}

Your words were:

{words}

{then}You can ask other people to decide again, until {until}:

/moderation/statements/{ref}
"""
REPORTER = """The comment that you reported was looked at by a panel of different groups.

{fields}

If you think it wrong, other people can be asked to decide again, until {until}:

/moderation/statements/{ref}
"""
AGAIN = """You can write it again in a way that the rule permits; with that the measure ends:

/comments/{comment}/rewriting

"""


async def tell(statement: MeasureStatement, said: Reasons, author: int, reporters: Iterable[int]) -> None:
    lines = "\n".join(f"{name}: {sentence}" for name, sentence in fields(said))
    filled = {"fields": lines, "until": f"{said.appeal_until:%-d %B %Y}", "ref": said.ref}
    others = [(to, "A comment that you reported", REPORTER.format(**filled)) for to in await _addresses(reporters)]
    if said.measure != KEEP:
        [address] = await _addresses([author])
        heading = f"A panel decided about a comment of yours: {BY_NAME[said.measure].done.lower()}."
        then = AGAIN.format(comment=statement.comment) if said.measure == RETURN else ""
        words, _ = await words_of(statement.comment)
        others.append(
            (
                address,
                "A decision about a comment of yours",
                AUTHOR.format(**filled, heading=heading, words=words, then=then),
            )
        )
    await write_all(others)


async def _addresses(people: Iterable[int]) -> list[str]:
    return (
        await Participant.select(Participant.email)
        .where(Participant.id.is_in([*people] or [0]))
        .order_by(Participant.id)
        .output(as_list=True)
    )
