"""The receipt of a vote: which entry of the record commits to it, and the proof that the entry is there."""

from __future__ import annotations

import json
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from drafts.ballots.rows import on_roll
from drafts.ballots.tables import Cast
from drafts.rules.receipt import KIND, Receipt
from forum.database import one_or_not_found
from forum.errors import NotFound
from forum.record import queries as record
from forum.record.queries import EntryView
from forum.record.rows import name_of, values_of
from forum.record.tables import Witness
from forum.rules.entries import HeadView, canonical
from forum.rules.merkle import leaf_hash
from forum.rules.permission import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """A receipt lets its holder see that a vote is in the record. `proof` leads from `leaf` to `root`, the head of the
    record when this was read; `latest` says that no later vote replaced it. `nonce` and `words` open the commitment,
    for the organisation's own people; they are "" for others."""

    ballot: int
    entry: int
    at: datetime
    organisation: str
    bytes: str
    leaf: str
    size: int
    root: str
    proof: tuple[str, ...]
    latest: bool
    nonce: str = ""
    words: str = ""

    @property
    def code(self) -> str:
        return short_code(self.leaf)


def short_code(leaf: str) -> str:
    """Answers a code that is short enough to read out."""
    return b32encode(bytes.fromhex(leaf)).decode()[:10]


async def portable(ballot_id: int, entry: int) -> Receipt:
    """What somebody can keep and check without this forum: proved in the tree of the newest checkpoint that covers it,
    or in the tree of now, if none does yet. Raises NotFound."""
    found, head = await _cast_entry(ballot_id, entry)
    newest = next((each for each in await record.checkpoints(1) if each.size > entry), None)
    size = newest.size if newest else head.size
    return Receipt(
        ballot=ballot_id,
        entry=entry,
        bytes=found.bytes,
        leaf=found.leaf,
        size=size,
        root=newest.root if newest else head.root,
        proof=tuple(each.hex() for each in await record.inclusion(entry, size)),
        origin=head.origin,
        checkpoint=newest.note if newest else "",
    )


async def _cast_entry(ballot_id: int, entry: int) -> tuple[EntryView, HeadView]:
    head = await record.head()
    if not head or entry >= head.size:
        raise NotFound
    found = await record.entry(entry)
    if found.kind != KIND or found.subject != f"/ballots/{ballot_id}":
        raise NotFound
    return found, head


async def receipt(ballot_id: int, entry: int, who: Identity | None = None) -> ReceiptView:
    """Raises NotFound unless the entry is of a vote in this ballot."""
    found, head = await _cast_entry(ballot_id, entry)
    voter = await on_roll(ballot_id, json.loads(found.bytes)["detail"]["organisation"])
    row = await one_or_not_found(
        Cast.objects().where((Cast.ballot == ballot_id) & (Cast.organisation == voter.organisation)).first()
    )
    seq, nonce = await _witness(row)
    speaking = who.speaking if who else None
    own = seq == entry and speaking is not None and speaking.organisation == voter.organisation
    return ReceiptView(
        ballot=ballot_id,
        entry=entry,
        at=found.at,
        organisation=voter.name,
        bytes=found.bytes,
        leaf=leaf_hash(found.bytes.encode()).hex(),
        size=head.size,
        root=head.root,
        proof=tuple(each.hex() for each in await record.inclusion(entry, head.size)),
        latest=seq == entry,
        nonce=nonce if own else "",
        words=canonical(values_of(row)).decode() if own else "",
    )


async def _witness(row: Cast) -> tuple[int, str]:
    """Which entry vouches for the row now, and the nonce that opens its commitment."""
    found = await one_or_not_found(
        Witness.select(Witness.seq, Witness.nonce).where(Witness.row == name_of(row)).first()
    )
    return found["seq"], found["nonce"]
