"""Tamperings made from the list of tables: each column of each table changed, each time made unreadable, each table one
row short. What the record does not vouch for is left out, for the reason that `NOT_VOUCHED` gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from piccolo.columns import Boolean, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.column_types import BigInt, Integer, Serial, SmallInt

from forum.columns import Row, columns_of, tablename
from forum.database import engine
from forum.engines.guards import AnyTable, run
from forum.record.vouched import NOT_VOUCHED, house_tables

ITSELF = frozenset({"record_entry", "record_node", "record_head", "witness", "checkpoint", "known_key"})
BY_FOLLOWING = {  # columns that follow from others, and are left out of what is vouched for
    ("comment", "words"): "counted from the body",
    ("rewriting", "words"): "counted from the body",
}
NONSENSE = "nonsense"
NUMBERS = (BigInt, Integer, Serial, SmallInt)


@dataclass(frozen=True, slots=True)
class Tampering:
    table: type[Row]
    column: str
    what: str  # changed | unreadable | gone

    @property
    def name(self) -> str:
        return f"{tablename(self.table)}.{self.column or 'row'} {self.what}"


def watched() -> Iterator[type[Row]]:
    """All tables in which a change must be seen."""
    for table in house_tables():
        if tablename(table) not in NOT_VOUCHED or tablename(table) in ITSELF:
            yield table


def tamperings() -> Iterator[Tampering]:
    for table in watched():
        yield Tampering(table, "", "gone")
        for name, column in columns_of(table).items():
            if (tablename(table), name) in BY_FOLLOWING or name == "id":
                continue
            yield Tampering(table, name, "changed")
            if isinstance(column, Timestamptz):
                yield Tampering(table, name, "unreadable")


async def a_row(table: type[Row]) -> dict[str, Any] | None:
    """One that is not the first, where there are more: the middle is where nobody looks."""
    count = await table.count()
    if not count:
        return None
    query = table.select(exclude_secrets=False).order_by(table.id).offset(count // 2).limit(1)
    return dict((await query)[0])


def other(column: Any, value: Any) -> str:
    """Another value of the same type, as SQL."""
    if isinstance(column, Boolean):
        return "FALSE" if value else "TRUE"
    if isinstance(column, Timestamptz):
        moment = (value or datetime(2026, 1, 1, tzinfo=UTC)) + timedelta(days=1)
        return f"'{moment:%Y-%m-%d %H:%M:%S}+00:00'"
    if isinstance(column, (*NUMBERS, ForeignKey)):
        return str((value or 0) + 1000)
    if isinstance(column, Varchar | Text):
        return f"'{(value or '')[:-1].replace(chr(39), chr(39) * 2)}x'" if (value or "")[-1:] != "x" else "'y'"
    return f"'{NONSENSE}'"


async def do(tampering: Tampering) -> bool:
    """False if there is no such row, or no such change, here. Triggers are gone by now, references are not checked."""
    table, sqlite = tampering.table, engine().engine_type == "sqlite"
    if not (row := await a_row(table)) or (tampering.what == "unreadable" and not sqlite):
        return False
    where = f"WHERE id = {row['id']}"
    if tampering.what == "gone":
        await run(f'DELETE FROM "{tablename(table)}" {where}')
        return True
    column = columns_of(table)[tampering.column]
    value = f"'{NONSENSE}'" if tampering.what == "unreadable" else other(column, row[tampering.column])
    value = value.replace("{", "{{").replace("}", "}}")  # braces are Piccolo's
    await run(f'UPDATE "{tablename(table)}" SET "{tampering.column}" = {value} {where}')
    return True


async def without_references() -> None:
    """What refers to a row does not keep it any more: for SQLite outside of any act, for PostgreSQL inside of one."""
    sqlite = engine().engine_type == "sqlite"
    await AnyTable.raw("PRAGMA foreign_keys = OFF" if sqlite else "SET LOCAL session_replication_role = replica")
