"""Checkpoints: each is signed, says what its columns say, and follows the one before it."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from forum.record.faults import Fault, chunks, require
from forum.record.tables import Checkpoint, RecordHead
from forum.rules.checkpoint import BadCheckpoint, read_checkpoint
from forum.rules.checkpoint import Checkpoint as Signed

KEPT = "The checkpoint that was kept"


async def check_checkpoints(public: Ed25519PublicKey, kept: str) -> dict[int, tuple[str, str]]:
    """Answers by size what each checkpoint is called, and the root in hex that the record must have had at that
    size."""
    head = await RecordHead.select(RecordHead.origin).where(RecordHead.id == 1).first()
    origin, signed, last = head["origin"] if head else "", {}, -1
    async for rows in chunks(Checkpoint):
        for row in rows:
            name = f"Checkpoint {row.id}"
            said = _read(name, row.note, public, origin)
            require(
                (said.size, said.root.hex()) == (row.size, row.root),
                f"{name} is signed for another state of the record than its columns say.",
            )
            require(said.size > last, f"{name} is of {said.size} entries, no more than the one before it.")
            signed[said.size], last = (name, row.root), said.size
    if kept:
        _add(signed, _read(KEPT, kept, public, origin))
    return signed


def _add(signed: dict[int, tuple[str, str]], kept: Signed) -> None:
    name, root = signed.setdefault(kept.size, (KEPT, kept.root.hex()))
    require(
        root == kept.root.hex(),
        f"{KEPT} and {name[0].lower()}{name[1:]} are of {kept.size} entries both, but have different roots: "
        "two histories were signed.",
    )


def _read(name: str, note: str, public: Ed25519PublicKey, origin: str) -> Signed:
    try:
        said = read_checkpoint(note, public)
    except BadCheckpoint as bad:
        raise Fault(f"{name} is not a checkpoint signed by the key of this record. {bad.reason}") from bad
    require(said.origin == origin, f"{name} is of another record: {said.origin}.")
    return said
