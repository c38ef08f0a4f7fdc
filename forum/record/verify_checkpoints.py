"""Checkpoints: each is signed by the key of its time, says what its columns say, and follows the one before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from forum.record import keys
from forum.record.faults import Fault, chunks, require
from forum.record.tables import Checkpoint, RecordHead
from forum.rules.checkpoint import BadCheckpoint, read_checkpoint, signing_of
from forum.rules.checkpoint import Checkpoint as Signed
from forum.rules.entries import canonical, plain
from forum.rules.keychain import BadChain, Chain, read_chain

KEPT = "The checkpoint that was kept"
WIDENED = "record.widened"  # the entry by which a record of 0.2.0 begins to vouch for participants, and for these times


@dataclass(frozen=True, slots=True)
class Stamp:
    """One checkpoint that is good in itself: what to call it, and what it says."""

    name: str
    size: int
    root: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stamps:
    """The record is held against these. `roots` say for a size what to call it and which root, in hex, the record must
    have had; `stored` are the database's."""

    roots: Mapping[int, tuple[str, str]]
    stored: Sequence[Stamp]


async def check_keys(public: Ed25519PublicKey) -> Chain | None:
    """Answers the chain of keys, and None where there is nothing yet: neither a record nor a key."""
    stated = await keys.links()
    if not stated and not await keys.size_now():
        return None
    try:
        return read_chain(stated, public)
    except BadChain as bad:
        raise Fault(str(bad)) from bad


async def check_checkpoints(chain: Chain | None, kept: str) -> Stamps:
    head = await RecordHead.select(RecordHead.origin, RecordHead.checkpoints).where(RecordHead.id == 1).first()
    origin, stored = (head["origin"] if head else ""), await _stored(chain, head["origin"] if head else "")
    counted = head["checkpoints"] if head else 0
    require(counted == len(stored), f"There are {len(stored)} checkpoints, but {counted} were signed.")
    roots = {each.size: (each.name, each.root) for each in stored}
    if kept and chain:
        _add(roots, _read_kept(kept, chain, origin))
    return Stamps(roots, stored)


async def _stored(chain: Chain | None, origin: str) -> list[Stamp]:
    found: list[Stamp] = []
    async for rows in chunks(Checkpoint):
        for row in rows:
            if not chain:
                raise Fault("There is a checkpoint, but neither an entry nor a key.")
            found.append(_stamp(row, found[-1] if found else None, chain, origin))
    return found


def _stamp(row: Checkpoint, before: Stamp | None, chain: Chain, origin: str) -> Stamp:
    name = f"Checkpoint {row.id}"
    said = _read(name, row.note, chain.key_at(row.size), origin)
    fits = (said.size, said.root.hex()) == (row.size, row.root)
    require(fits, f"{name} is signed for another state of the record than its columns say.")
    last = before.size if before else 0
    require(said.size > last, f"{name} is of {said.size} entries, no more than the one before it.")
    _check_signing(name, said, row, last, chain)
    return Stamp(name, said.size, row.root, row.signed_at)


def _check_signing(name: str, said: Signed, row: Checkpoint, last: int, chain: Chain) -> None:
    """When it was signed, and that none is missing before it; those of 0.2.0 do not say it themselves."""
    try:
        signing = signing_of(said)
    except BadCheckpoint as bad:
        raise Fault(f"{name}: {bad.reason}") from bad
    if not signing:
        require(said.size <= chain.begins, f"{name} does not say when it was signed.")
        return
    require(plain(signing.at) == plain(row.signed_at), f"{name} was signed at another time than its column says.")
    require(signing.after == last, f"{name} follows one of {signing.after} entries, which is missing before it.")


def _add(roots: dict[int, tuple[str, str]], kept: Signed) -> None:
    name, root = roots.setdefault(kept.size, (KEPT, kept.root.hex()))
    require(
        root == kept.root.hex(),
        f"{KEPT} and {name[0].lower()}{name[1:]} are of {kept.size} entries both, but have different roots: "
        "two histories were signed.",
    )


def _read_kept(note: str, chain: Chain, origin: str) -> Signed:
    """Reads it by the key of its size, or by the newest if the note does not say a size."""
    size = note.split("\n")[1:2]
    return _read(KEPT, note, chain.key_at(int(size[0][:18]) if size and size[0][:18].isdecimal() else 2**62), origin)


def _read(name: str, note: str, public: Ed25519PublicKey, origin: str) -> Signed:
    try:
        said = read_checkpoint(note, public)
    except BadCheckpoint as bad:
        raise Fault(f"{name} is not a checkpoint signed by the key of this record. {bad.reason}") from bad
    require(said.origin == origin, f"{name} is of another record: {said.origin}.")
    return said


async def signings(size: int) -> list[dict[str, Any]]:
    """Sizes and times of the checkpoints of up to so many entries that do not say their time themselves."""
    rows = (
        await Checkpoint.select(Checkpoint.size, Checkpoint.signed_at, Checkpoint.note)
        .where(Checkpoint.size <= size)
        .order_by(Checkpoint.size)
    )
    return [{"size": row["size"], "at": row["signed_at"]} for row in rows if "\ncomity/signed " not in row["note"]]


def digest_of(found: Sequence[Mapping[str, Any]]) -> str:
    return sha256(canonical(found)).hexdigest()
