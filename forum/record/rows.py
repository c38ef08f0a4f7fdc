"""A row of any table as a value that a commitment can be made to."""

from __future__ import annotations

from typing import Any

from piccolo.columns import ForeignKey
from piccolo.table import Table


def name_of(row: Table) -> str:
    return f"{row._meta.tablename}/{row.id}"


def values_of(row: Table) -> dict[str, Any]:
    """Every column by its name; references as ids. A column that a table names in `ADDED`, because it came later, is left
    out while it is empty: what older entries commit to still opens. Columns in `DERIVED` follow from the others and are left out."""
    derived = getattr(row, "DERIVED", ())
    values = {
        column._meta.name: _plain(column, getattr(row, column._meta.name))
        for column in row._meta.columns
        if column._meta.name not in derived
    }
    return {name: value for name, value in values.items() if value or name not in getattr(row, "ADDED", ())}


def _plain(column: object, value: Any) -> Any:
    return value.id if isinstance(column, ForeignKey) and isinstance(value, Table) else value
