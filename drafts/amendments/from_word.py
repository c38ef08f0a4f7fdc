"""Drafting amendments from a Word document: all lines that were ticked, or none."""

from __future__ import annotations

from collections.abc import Sequence

from drafts.amendments.drafting import draft
from drafts.amendments.word_lines import WordLine
from drafts.amendments.wordings import Proposal
from drafts.instruments.queries import clause as clause_of
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed
from forum.rules.permission import Identity


class LinesRefused(Exception):
    """Nothing was drafted. `says`: why, by the number of the line."""

    def __init__(self, says: dict[int, str]) -> None:
        super().__init__(" ".join(says.values()))
        self.says = says


async def draft_lines(who: Identity, slug: str, lines: Sequence[WordLine]) -> list[tuple[int, str]]:
    """Answers the id and the title of each new draft. Raises LinesRefused with what is wrong with every line."""
    made: list[tuple[int, str]] = []
    refused: dict[int, str] = {}
    async with atomic():
        for n, line in enumerate(lines):
            if line.taken:
                made.append((await _draft(who, slug, line, n, refused), line.title))
        if refused:
            raise LinesRefused(refused)
    return made


async def _draft(who: Identity, slug: str, line: WordLine, n: int, refused: dict[int, str]) -> int:
    clause = await clause_of(slug, line.key)
    try:
        return await draft(who, clause.id, Proposal(line.kind, line.text, line.reasons), line.revision)
    except (Conflict, NotAllowed) as error:
        refused[n] = " ".join(error.reasons)
    except Invalid as error:
        refused[n] = " ".join(says for each in error.fields.values() for says in each)
    return 0
