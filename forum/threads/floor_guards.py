"""What the roof asks before a comment is made, and what it does with it, inside the same act."""

from __future__ import annotations

from piccolo.table import Table

from forum.handed import Ended, parts
from forum.rules.permission import Identity
from forum.threads.tables import Comment


async def refusals(who: Identity, container: str, subject: str) -> dict[str, tuple[str, ...]]:
    for ask in parts().before_comments:
        if not (verdict := await ask(who, container, subject)):
            return {"": verdict.reasons}
    return {}


async def ended(subject: str) -> Ended | None:
    """What the subject is now, where nobody comments on it any more."""
    for ask in parts().endings:
        if found := await ask(subject):
            return found
    return None


async def after(comment: Comment) -> list[Table]:
    """The rows that the comment's entry vouches for, beside the comment."""
    return [row for do in parts().after_comments for row in await do(comment)]
