"""What `comity verify` says when something does not fit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import TypeVar

from forum.columns import Row

CHUNK = 1000  # rows in memory at once
Progress = Callable[[str, int, int], None]  # label, done, total
Item = TypeVar("Item")
Kind = TypeVar("Kind", bound=Row)


class Fault(Exception):
    """The first thing that does not fit, in one sentence."""

    @property
    def sentence(self) -> str:
        return str(self)


def require(condition: object, sentence: str) -> None:
    if not condition:
        raise Fault(sentence)


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


async def chunks(table: type[Kind]) -> AsyncIterator[list[Kind]]:
    """Reads every row of a table by id, a chunk at a time."""
    last: int | None = None
    while True:
        query = table.objects() if last is None else table.objects().where(table.id > last)
        rows = await query.order_by(table.id).limit(CHUNK)
        if not rows:
            return
        yield rows
        last = rows[-1].id
