"""Writing into the record: always inside the act that it records, so that neither is there without the other."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from piccolo.query import Insert
from piccolo.table import Table

from forum.clock import BEHIND, Untrusted, now, sure
from forum.database import atomic, reading
from forum.engines.prepared import Prepared
from forum.errors import Unlawful
from forum.record import keys
from forum.record.key import signer
from forum.record.rows import name_of, values_of
from forum.record.tables import Checkpoint, RecordEntry, RecordHead, RecordNode, Witness
from forum.rules.checkpoint import Signing, sign_checkpoint
from forum.rules.entries import Entry, commitment
from forum.rules.keychain import LOST
from forum.rules.merkle import EMPTY_ROOT, Frontier, leaf_hash
from forum.rules.permission import Identity
from forum.settings import Settings


def _renewing(insert: Insert[Witness]) -> Insert[Witness]:
    """The newest entry that vouches for a row takes the place of the one before."""
    newer = [Witness.seq, Witness.nonce, Witness.digest]
    return insert.on_conflict(target=Witness.row, action="DO UPDATE", values=newer)


_WITNESS = Prepared(
    lambda row, seq, nonce, digest: _renewing(Witness.insert(Witness(row=row, seq=seq, nonce=nonce, digest=digest)))
)
_NODE = Prepared(lambda level, index, value: RecordNode.insert(RecordNode(level=level, index=index, hash=value)))
SIGNED_EVERY = timedelta(hours=1)
CORRECTED = "clock.corrected"  # the one kind of entry that may be older than the one before it
log = logging.getLogger("comity")
_HEAD = Prepared(
    lambda: RecordHead.select(RecordHead.size, RecordHead.frontier, RecordHead.at, RecordHead.unsigned_since).where(
        RecordHead.id == 1
    )
)
_MOVED = Prepared(
    lambda size, frontier, root, at, unsigned: RecordHead.update(
        {
            RecordHead.size: size,
            RecordHead.frontier: frontier,
            RecordHead.root: root,
            RecordHead.at: at,
            RecordHead.unsigned_since: unsigned,
        }
    ).where(RecordHead.id == 1)
)
_ENTRY = Prepared(
    lambda seq, at, kind, subject, actor, says, text: RecordEntry.insert(
        RecordEntry(seq=seq, at=at, kind=kind, subject=subject, actor=actor, says=says, bytes=text)
    )
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What proves that an act is in the record: hashes in hex, the proof from the leaf up."""

    seq: int
    at: datetime
    entry: str  # the canonical bytes that were hashed
    leaf: str
    size: int
    root: str
    proof: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "entry": self.entry,
            "leaf": self.leaf,
            "size": self.size,
            "root": self.root,
            "proof": list(self.proof),
        }


async def append(
    kind: str,
    subject: str,
    says: str,
    *rows: Table,
    who: Identity | None = None,
    detail: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Receipt:
    """Records one act. `kind`: "comment.made". `subject`: the path of what it is about. `says`: one public sentence,
    with no person's name. `rows`: the saved rows that the act made or changed; the entry commits to every column of
    each. `who`: None for the forum's own clock. Call it once an act, last, inside `atomic()`.
    Raises Untrusted if the clock has jumped, or if the record is ahead of it."""
    at = at or now()
    head = await _head_for(at, kind)
    seq = head["size"]
    witnesses = [_witness(row, seq) for row in rows]
    entry = Entry(
        seq=seq,
        at=at,
        kind=kind,
        subject=subject,
        actor=who.ref if who else "",
        detail={
            "says": says,
            **(detail or {}),
            "rows": [each.row for each in witnesses],
        },  # so that a row cannot vanish with its witness
        content=tuple(each.digest for each in witnesses),
    )
    before = Frontier.from_json(head["frontier"])
    text = entry.written()
    leaf = leaf_hash(text)
    frontier, nodes = before.append(leaf)
    await _vouch(witnesses)
    await _ENTRY(seq, at, kind, subject, entry.actor, says, text.decode())
    for node in nodes:
        await _NODE(node.level, node.index, node.hash.hex())
    root = frontier.root().hex()
    await _MOVED(frontier.size, frontier.to_json(), root, entry.at, head["unsigned_since"] or entry.at)
    return Receipt(
        seq, at, text.decode(), leaf.hex(), frontier.size, root, tuple(each.hex() for each in before.next_leaf_proof())
    )


async def _vouch(witnesses: Sequence[Witness]) -> None:
    if len(witnesses) <= 4:  # most acts: their SQL is built once
        for each in witnesses:
            await _WITNESS(each.row, each.seq, each.nonce, each.digest)
        return
    for start in range(0, len(witnesses), 5000):  # PostgreSQL takes 32 767 values in one statement
        await _renewing(Witness.insert(*witnesses[start : start + 5000]))


def _witness(row: Table, seq: int) -> Witness:
    nonce = secrets.token_bytes(32)
    return Witness(row=name_of(row), seq=seq, nonce=nonce.hex(), digest=commitment(nonce, values_of(row)))


async def _head_for(at: datetime, kind: str) -> dict[str, Any]:
    """The head that an entry of this moment may follow. What has been without a signature for an hour is signed
    first, so that a checkpoint that is missing later leaves a gap that shows; unless the key is lost that should."""
    sure()
    head = await _head()
    if head["at"] and at < head["at"] - BEHIND and kind != CORRECTED:
        log.error("nothing is written: the clock says %s, but the record has an entry of %s", at, head["at"])
        raise Untrusted(
            f"The server’s clock is behind the record, whose last entry is of {head['at']:%Y-%m-%d %H:%M:%S} UTC. "
            "Nothing is written until the operator has put it right."
        )
    if head["unsigned_since"] and head["unsigned_since"] + SIGNED_EVERY < at and kind != LOST:
        await checkpoint()
        return {**head, "unsigned_since": None}
    return head


async def _head() -> dict[str, Any]:
    if rows := await _HEAD():
        return rows[0]
    empty = Frontier().to_json()
    await RecordHead.insert(RecordHead(id=1, origin=signer().origin, size=0, frontier=empty, root=EMPTY_ROOT.hex()))
    return {"size": 0, "frontier": empty, "at": None, "unsigned_since": None}


async def checkpoint() -> None:
    """Signs the head as it is now, unless it is signed already. Raises Untrusted while the clock has jumped."""
    sure()
    head = await RecordHead.select().where(RecordHead.id == 1).first()
    if not head or not head["size"] or not head["unsigned_since"]:
        return
    last = await Checkpoint.select(Checkpoint.size).order_by(Checkpoint.size, ascending=False).first()
    moment, own = now(), await keys.signer_in_force()
    line = Signing(moment, last["size"] if last else 0).line()
    note = sign_checkpoint(head["origin"], head["size"], bytes.fromhex(head["root"]), own.key, line)
    await Checkpoint.insert(Checkpoint(size=head["size"], root=head["root"], note=note, signed_at=moment))
    await RecordHead.update(
        {RecordHead.unsigned_since: None, RecordHead.checkpoints: RecordHead.checkpoints + 1}
    ).where(RecordHead.id == 1)


async def put_right() -> Receipt:
    """Writes down that the operator has put the clock right, after one that was ahead has left entries of a future."""
    async with atomic():
        last = (await _head())["at"]
        if not last or now() >= last - BEHIND:
            raise Unlawful("The clock is not behind the record: there is nothing to put right.")
        says = f"The forum’s clock was put right: entries before this one say times up to {last:%Y-%m-%d %H:%M} UTC."
        receipt = await append(CORRECTED, "/record", says)
        await checkpoint()
        return receipt


async def sign_off() -> None:
    """Signs what is there, before nobody is there to do it: at the end of a server or of a command that wrote."""
    async with atomic():
        await checkpoint()


async def sign_when_due(settings: Settings) -> None:
    """Once an hour, if anything happened: whoever keeps checkpoints need not wait for a ballot to close."""
    if await _due():
        async with atomic():
            if await _due():
                await checkpoint()


async def _due() -> bool:
    async with reading():
        head = await RecordHead.select(RecordHead.size).where(RecordHead.id == 1).first()
        last = (
            await Checkpoint.select(Checkpoint.size, Checkpoint.signed_at)
            .order_by(Checkpoint.id, ascending=False)
            .first()
        )
    if not head or not head["size"]:
        return False
    return not last or (last["size"] < head["size"] and last["signed_at"] + SIGNED_EVERY <= now())


TICKS = (sign_when_due,)
