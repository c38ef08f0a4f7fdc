"""Recomputes the whole record and compares everything with it: what `comity verify` does.

The order is that of trust: signatures first, then the entries and the tree that was signed, then the rows that the
entries vouch for, then what the floors above compute from those rows.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from forum.columns import Row
from forum.database import is_away, reading
from forum.record.faults import Fault, Progress
from forum.record.unreadable import unreadable
from forum.record.verify_checkpoints import check_checkpoints, check_keys
from forum.record.verify_course import Course
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
    """Raises Fault. `tables`: all that the record vouches for. `kept`: a checkpoint that somebody kept elsewhere; only
    that finds a record whose whole past was written anew, or whose end was cut off."""
    try:
        return await _verify(tables, public, checks, progress, kept)
    except Fault:
        raise
    except Exception as error:  # a cell that no reader of ours expects: which one it is, a person wants to know
        if is_away(error):
            raise
        raise Fault(await unreadable(error)) from error


async def _verify(
    tables: Sequence[type[Row]], public: Ed25519PublicKey, checks: Sequence[Check], progress: Progress, kept: str
) -> Verified:
    async with reading():
        chain = await check_keys(public)
        stamps = await check_checkpoints(chain, kept)
        tree = await check_entries(stamps.roots, Course(chain, stamps), progress)
        rows = await check_rows(tables, progress)
        await check_witnesses(tables, progress)
        await _run(checks, progress)
    return Verified(tree.size, rows, len(stamps.roots), tree.root().hex())


async def _run(checks: Sequence[Check], progress: Progress) -> None:
    for done, check in enumerate(checks, 1):
        if sentence := await check():
            raise Fault(sentence)
        progress("Tallies", done, len(checks))
