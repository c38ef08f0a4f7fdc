"""Rows: each is, to the last column, what the last entry that vouches for it committed to; none is missing, none was
added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from forum.columns import Row, tablename
from forum.record.faults import Progress, chunks, require
from forum.record.rows import name_of, values_of
from forum.record.tables import RecordEntry, Witness
from forum.rules.entries import commitment


async def check_rows(tables: Sequence[type[Row]], progress: Progress) -> int:
    """How many there are."""
    total, done = sum([await table.count() for table in tables]), 0
    for table in tables:
        async for rows in chunks(table):
            await _check(rows)
            done += len(rows)
            progress("Rows", done, total)
    return done


async def _check(rows: Sequence[Row]) -> None:
    witnesses = {
        each.row: each for each in await Witness.objects().where(Witness.row.is_in([name_of(row) for row in rows]))
    }
    vouched = await _vouched({each.seq for each in witnesses.values()})
    for row in rows:
        name = name_of(row)
        require(name in witnesses, f"The row {name} is in no entry of the record: no act made it.")
        witness = witnesses[name]
        require(
            (witness.seq, name, witness.digest) in vouched, f"Entry {witness.seq} does not vouch for the row {name}."
        )
        require(
            _opens(witness, row),
            f"The row {name} was changed after entry {witness.seq}, the last act that vouches for it.",
        )


def _opens(witness: Witness, row: Row) -> bool:
    try:
        return commitment(bytes.fromhex(witness.nonce), values_of(row)) == witness.digest
    except ValueError:  # a nonce that is not 32 bytes, or a value that the record has no exact form for
        return False


async def _vouched(entries: Iterable[int]) -> set[tuple[int, str, str]]:
    """Which entry commits to which row, how. The bytes are known to be good by now."""
    found: set[tuple[int, str, str]] = set()
    for row in await RecordEntry.select(RecordEntry.seq, RecordEntry.bytes).where(
        RecordEntry.seq.is_in([*entries] or [-1])
    ):
        entry = json.loads(row["bytes"])
        found |= {
            (row["seq"], name, digest) for name, digest in zip(entry["detail"]["rows"], entry["content"], strict=True)
        }
    return found


async def check_witnesses(tables: Sequence[type[Row]], progress: Progress) -> None:
    """Every row that was vouched for is there."""
    known, total, done = {tablename(table): table for table in tables}, await Witness.count(), 0
    async for witnesses in chunks(Witness):
        names: dict[str, dict[int, int]] = {}
        for witness in witnesses:
            name, _, id = witness.row.partition("/")
            require(
                name in known and id.isdecimal(),
                f"Entry {witness.seq} vouches for {witness.row}, which is no row of a public table.",
            )
            names.setdefault(name, {})[int(id)] = witness.seq
        for name, ids in names.items():
            await _check_there(known[name], ids)
        done += len(witnesses)
        progress("Witnesses", done, total)


async def _check_there(table: type[Row], ids: dict[int, int]) -> None:
    there = {row["id"] for row in await table.select(table.id).where(table.id.is_in([*ids]))}
    for id, seq in ids.items():
        require(id in there, f"The row {tablename(table)}/{id} is gone; entry {seq} vouches for it.")
