"""A row of any table as a value that a commitment can be made to."""

from __future__ import annotations

from typing import Any

from piccolo.columns import ForeignKey
from piccolo.table import Table

from forum.columns import columns_of, id_of, tablename


def name_of(row: Table) -> str:
    return f"{tablename(row)}/{id_of(row)}"


def values_of(row: Table) -> dict[str, Any]:
    """Every column by its name; references as ids. Columns in `DERIVED` follow from the others and are left out."""
    derived = getattr(row, "DERIVED", ())
    columns = {name: column for name, column in columns_of(row).items() if name not in derived}
    return {name: _plain(column, getattr(row, name)) for name, column in columns.items()}


def _plain(column: object, value: Any) -> Any:
    return id_of(value) if isinstance(column, ForeignKey) and isinstance(value, Table) else value
