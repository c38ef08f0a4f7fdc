"""What the roof folds away on pages of comments, and the notes that stand there instead."""

from __future__ import annotations

from piccolo.columns.combination import Where

from forum.handed import FoldNote, parts


def beside(subject: str) -> list[Where]:
    return [each.shown(subject) for each in parts().foldings]


async def notes(subject: str) -> dict[int, FoldNote]:
    return {key: note for each in parts().foldings for key, note in (await each.notes(subject)).items()}


async def place(comment: int) -> str:
    """The address of a comment that was folded away; "" if it stands where it was made."""
    for each in parts().foldings:
        if found := await each.place(comment):
            return found
    return ""
