"""Replies under what they answer, as deep as a page can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from forum.threads.views import CommentView

DEPTH = 4  # levels; what answers a comment of the last one stands beside it, and says whom it answers


def nested(views: Sequence[CommentView]) -> tuple[CommentView, ...]:
    """Puts each comment under the one that it answers. `views` are by id, so that every comment comes after the one
    that it answers."""
    level: dict[int, int] = {}
    place: dict[int, int | None] = {}
    under: dict[int | None, list[CommentView]] = {}
    for view in views:
        above = view.parent if view.parent in level else None
        if above is not None and level[above] == DEPTH:
            above = place[above]
        level[view.id], place[view.id] = (1 if above is None else level[above] + 1), above
        under.setdefault(above, []).append(view)

    def grown(view: CommentView) -> CommentView:
        return replace(view, replies=tuple(grown(each) for each in under.get(view.id, ())))

    return tuple(grown(each) for each in under.get(None, ()))
