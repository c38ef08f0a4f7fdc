"""Reads of the record: its head, its entries, its checkpoints, and proofs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from forum.database import one_or_not_found
from forum.record.tables import Checkpoint, RecordEntry, RecordHead, RecordNode
from forum.rules import merkle
from forum.rules.entries import HeadView

HEAD = RecordHead.select(RecordHead.origin, RecordHead.size, RecordHead.root).where(RecordHead.id == 1)
ENTRY = (RecordEntry.seq, RecordEntry.at, RecordEntry.kind, RecordEntry.subject, RecordEntry.says, RecordEntry.bytes)


@dataclass(frozen=True, slots=True)
class EntryView:
    seq: int
    at: datetime
    kind: str
    subject: str
    says: str
    bytes: str

    @property
    def path(self) -> str:
        return f"/record/entries/{self.seq}"

    @property
    def leaf(self) -> str:
        return merkle.leaf_hash(self.bytes.encode()).hex()

    @property
    def commitments(self) -> tuple[tuple[str, str], ...]:
        """Which rows it vouches for, and its commitment to each."""
        said = json.loads(self.bytes)
        return tuple(zip(said["detail"]["rows"], said["content"], strict=True))


@dataclass(frozen=True, slots=True)
class CheckpointView:
    size: int
    root: str
    note: str
    signed_at: datetime


async def head() -> HeadView | None:
    """How far the record has come: every public page depends on this, and on nothing else that changes."""
    rows = await HEAD.run()
    return HeadView(**rows[0]) if rows else None


async def entries(*, before: int | None = None, limit: int = 100, subject: str = "", kind: str = "") -> list[EntryView]:
    """Reads entries, the newest first, from below `before`."""
    query = _matching(RecordEntry.select(*ENTRY), subject, kind)
    if before is not None:
        query = query.where(RecordEntry.seq < before)
    return [EntryView(**row) for row in await query.order_by(RecordEntry.seq, ascending=False).limit(limit)]


async def newer(since: int, *, limit: int, subject: str = "", kind: str = "") -> int | None:
    """The `before` that shows the `limit` entries from `since` on; None if there is none."""
    query = _matching(RecordEntry.select(RecordEntry.seq), subject, kind).where(RecordEntry.seq >= since)
    rows = await query.order_by(RecordEntry.seq).limit(limit)
    return rows[-1]["seq"] + 1 if rows else None


def _matching(query: Any, subject: str, kind: str) -> Any:
    query = query.where(RecordEntry.subject == subject) if subject else query
    return query.where(RecordEntry.kind == kind) if kind else query


async def kinds() -> list[str]:
    return [row["kind"] for row in await RecordEntry.select(RecordEntry.kind).distinct().order_by(RecordEntry.kind)]


async def entries_from(first: int, end: int) -> list[EntryView]:
    """Reads entries, the oldest first, up to but not with `end`."""
    query = RecordEntry.select(*ENTRY).where(RecordEntry.seq >= first, RecordEntry.seq < end)
    return [EntryView(**row) for row in await query.order_by(RecordEntry.seq)]


async def entry(seq: int) -> EntryView:
    row = await one_or_not_found(RecordEntry.select(*ENTRY).where(RecordEntry.seq == seq).first())
    return EntryView(**row)


async def checkpoints(limit: int = 20) -> list[CheckpointView]:
    """Reads signed states, the newest first."""
    rows = (
        await Checkpoint.select(Checkpoint.size, Checkpoint.root, Checkpoint.note, Checkpoint.signed_at)
        .order_by(Checkpoint.id, ascending=False)
        .limit(limit)
    )
    return [CheckpointView(**row) for row in rows]


async def inclusion(seq: int, size: int) -> tuple[bytes, ...]:
    """The proof that entry `seq` is in the tree of `size` entries, hash by hash (RFC 9162, 2.1.3)."""
    nodes = await _nodes(merkle.inclusion_path(seq, size))
    return merkle.inclusion_proof(seq, size, lambda level, index: nodes[level, index])


async def consistency(first: int, second: int) -> tuple[bytes, ...]:
    """The proof that the tree of `second` entries begins with the tree of `first` (RFC 9162, 2.1.4)."""
    nodes = await _nodes(merkle.consistency_path(first, second))
    return merkle.consistency_proof(first, second, lambda level, index: nodes[level, index])


async def root_at(size: int) -> bytes:
    """The root when the record had `size` entries."""
    path = merkle.peaks_path(size)
    nodes = await _nodes(path)
    return merkle.Frontier(size, tuple(nodes[address] for address in path)).root()


async def _nodes(addresses: Iterable[merkle.Address]) -> dict[merkle.Address, bytes]:
    """One query for the few nodes of a proof: about twice as many as the size has binary digits."""
    wanted = [(RecordNode.level == level) & (RecordNode.index == index) for level, index in addresses]
    if not wanted:
        return {}
    rows = await RecordNode.select(RecordNode.level, RecordNode.index, RecordNode.hash).where(reduce(or_, wanted))
    return {(row["level"], row["index"]): bytes.fromhex(row["hash"]) for row in rows}


async def has_tables() -> bool:
    """The database holds a forum, and is not an empty one."""
    return await RecordEntry.table_exists()
