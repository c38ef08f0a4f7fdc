"""What the roof asks before a comment is made, and what it does with it, inside the same act."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from piccolo.table import Table

from forum.rules.permission import Identity
from forum.rules.verdict import Verdict
from forum.threads.tables import Comment

BEFORE: list[
    Callable[[Identity, str, str], Awaitable[Verdict]]
] = []  # who, container, subject; asked last, before anything is written
AFTER: list[Callable[[Comment], Awaitable[list[Table]]]] = []  # rows that the comment's entry vouches for


async def refusals(who: Identity, container: str, subject: str) -> dict[str, tuple[str, ...]]:
    for ask in BEFORE:
        if not (verdict := await ask(who, container, subject)):
            return {"": verdict.reasons}
    return {}


async def after(comment: Comment) -> list[Table]:
    return [row for do in AFTER for row in await do(comment)]
