"""A row of any table as a value that a commitment can be made to."""

from __future__ import annotations

from typing import Any

from piccolo.columns import ForeignKey
from piccolo.table import Table


def name_of(row: Table) -> str:
    return f"{row._meta.tablename}/{row.id}"


def values_of(row: Table) -> dict[str, Any]:
    """Every column by its name; references as ids. Columns in `DERIVED` follow from the others and are left out."""
    derived = getattr(row, "DERIVED", ())
    return {
        column._meta.name: _plain(column, getattr(row, column._meta.name))
        for column in row._meta.columns
        if column._meta.name not in derived
    }


def _plain(column: object, value: Any) -> Any:
    return value.id if isinstance(column, ForeignKey) and isinstance(value, Table) else value
