"""Reads of the record: its head, its entries, its checkpoints, and proofs."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.errors import NotFound
from forum.record.tables import Checkpoint, RecordEntry, RecordHead, RecordNode
from forum.rules import merkle

HEAD = RecordHead.select(RecordHead.origin, RecordHead.size, RecordHead.root).where(RecordHead.id == 1)


@dataclass(frozen=True, slots=True)
class HeadView:
    origin: str
    size: int
    root: str

    @property
    def root_short(self) -> str:
        return self.root[:8]


@dataclass(frozen=True, slots=True)
class EntryView:
    seq: int
    at: datetime
    kind: str
    subject: str
    says: str
    bytes: str


async def head() -> HeadView | None:
    """How far the record has come: every public page depends on this, and on nothing else that changes."""
    rows = await HEAD.run()
    return HeadView(**rows[0]) if rows else None


async def entries(*, before: int | None = None, limit: int = 100, subject: str = "") -> list[EntryView]:
    """Newest first, from below `before`."""
    query = RecordEntry.select(RecordEntry.seq, RecordEntry.at, RecordEntry.kind, RecordEntry.subject, RecordEntry.says, RecordEntry.bytes)
    if before is not None:
        query = query.where(RecordEntry.seq < before)
    if subject:
        query = query.where(RecordEntry.subject == subject)
    return [EntryView(**row) for row in await query.order_by(RecordEntry.seq, ascending=False).limit(limit)]


async def entry(seq: int) -> EntryView:
    row = await RecordEntry.select(
        RecordEntry.seq, RecordEntry.at, RecordEntry.kind, RecordEntry.subject, RecordEntry.says, RecordEntry.bytes
    ).where(RecordEntry.seq == seq).first()
    if not row:
        raise NotFound
    return EntryView(**row)


async def checkpoints(limit: int = 20) -> list[dict]:
    return await Checkpoint.select(Checkpoint.size, Checkpoint.root, Checkpoint.note, Checkpoint.signed_at).order_by(
        Checkpoint.id, ascending=False).limit(limit)


async def inclusion(seq: int, size: int) -> tuple[bytes, ...]:
    """The proof that entry `seq` is in the tree of `size` entries, hash by hash (RFC 9162, 2.1.3)."""
    nodes: dict[tuple[int, int], bytes] = {}
    for row in await RecordNode.select(RecordNode.level, RecordNode.index, RecordNode.hash).where(
            RecordNode.index < size).order_by(RecordNode.id):
        nodes[row["level"], row["index"]] = bytes.fromhex(row["hash"])
    return merkle.inclusion_proof(seq, size, lambda level, index: nodes[level, index])
