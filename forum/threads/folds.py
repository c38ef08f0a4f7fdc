"""What the roof folds away on pages of comments: each entry of FOLDINGS leaves some out and puts a note to those that stay."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from piccolo.columns.combination import Where

from forum.threads.views import FoldNote


@dataclass(frozen=True, slots=True)
class Folding:
    """`shown(subject)`: the condition on Comment under which one is shown; `notes(subject)`: by comment."""

    shown: Callable[[str], Where]
    notes: Callable[[str], Awaitable[dict[int, FoldNote]]]


FOLDINGS: list[Folding] = []


def beside(subject: str) -> list[Where]:
    return [each.shown(subject) for each in FOLDINGS]


async def notes(subject: str) -> dict[int, FoldNote]:
    return {key: note for each in FOLDINGS for key, note in (await each.notes(subject)).items()}
