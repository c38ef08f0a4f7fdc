"""Recomputes the whole record and compares everything with it: what `comity verify` does.

The order is that of trust: signatures first, then the entries and the tree that was signed, then the rows that the
entries vouch for, then what the floors above compute from those rows.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from forum.columns import Row
from forum.database import reading
from forum.record.faults import Fault, Progress
from forum.record.verify_checkpoints import check_checkpoints
from forum.record.verify_entries import check_entries
from forum.record.verify_rows import check_rows, check_witnesses

Check = Callable[[], Awaitable[str]]  # a sentence on the first thing that does not fit, or ""


@dataclass(frozen=True, slots=True)
class Verified:
    entries: int
    rows: int
    checkpoints: int
    root: str


async def verify(
    tables: Sequence[type[Row]],
    public: Ed25519PublicKey,
    checks: Sequence[Check] = (),
    progress: Progress = lambda label, done, total: None,
    kept: str = "",
) -> Verified:
    """Raises Fault at the first thing that does not fit. `tables` are all that the record vouches for. `kept` is a
    checkpoint that somebody kept elsewhere; only that finds a record whose whole past was written anew, or whose end
    was cut off."""
    async with reading():
        signed = await check_checkpoints(public, kept)
        tree = await check_entries(signed, progress)
        rows = await check_rows(tables, progress)
        await check_witnesses(tables, progress)
        await _run(checks, progress)
    return Verified(tree.size, rows, len(signed), tree.root().hex())


async def _run(checks: Sequence[Check], progress: Progress) -> None:
    for done, check in enumerate(checks, 1):
        if sentence := await check():
            raise Fault(sentence)
        progress("Tallies", done, len(checks))
