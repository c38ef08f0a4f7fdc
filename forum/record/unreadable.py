"""Finds the cell that cannot be read: what `comity verify` says instead of stopping in the middle."""

from __future__ import annotations

from forum.columns import Row, columns_of, tablename
from forum.database import reading
from forum.record.faults import CHUNK
from forum.record.vouched import house_tables


async def unreadable(error: Exception) -> str:
    """Says in a sentence which cell cannot be read, or names the whole if every cell can."""
    for table in house_tables():
        if cell := await _in_table(table):
            return f"{cell} cannot be read: it holds what does not belong there."
    return f"Something in the database cannot be read: {error!r}."


async def _in_table(table: type[Row]) -> str:
    last = 0
    try:
        while ids := await _ids(table, last):
            for column in columns_of(table):
                if not await _reads(table, column, ids):
                    return await _cell(table, column, ids)
            last = ids[-1]
    except Exception:  # noqa: BLE001 - not even its keys can be read
        return f"The table {tablename(table)}"
    return ""


async def _ids(table: type[Row], last: int) -> list[int]:
    async with reading():
        rows = await table.select(table.id).where(table.id > last).order_by(table.id).limit(CHUNK)
    return [row["id"] for row in rows]


async def _reads(table: type[Row], column: str, ids: list[int]) -> bool:
    try:
        async with reading():
            await table.select(columns_of(table)[column]).where(table.id >= ids[0], table.id <= ids[-1])
    except Exception:  # noqa: BLE001 - whatever it is, it is this column's
        return False
    return True


async def _cell(table: type[Row], column: str, ids: list[int]) -> str:
    for id in ids:
        if not await _reads(table, column, [id]):
            return f"The row {tablename(table)}/{id}: its column {column}"
    return f"The column {column} of {tablename(table)}"
