"""How a migration makes tables that it spells out itself."""

from __future__ import annotations

from collections.abc import Iterable

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Column, ForeignKey
from piccolo.table import Table

from forum.columns import columns_of, tablename


def make(manager: MigrationManager, tables: Iterable[type[Table]]) -> None:
    """Piccolo makes new tables out of added columns; so this is also what it compares later tables with."""
    for table in tables:
        name = tablename(table)
        manager.add_table(table.__name__, name)
        for key, column in columns_of(table).items():
            if key != "id":  # every table has it by itself
                kind, params = type(column), _params(table, column)
                manager.add_column(table.__name__, name, key, key, kind.__name__, kind, params)


def _params(table: type[Table], column: Column) -> dict[str, object]:
    """Gives a column's parameters as it was made; what it refers to is the table itself, not a name that only its own
    module can read."""
    params = column._meta.params  # noqa: SLF001 — Piccolo's documented name for what describes a column
    if not isinstance(column, ForeignKey):
        return params
    target = column._foreign_key_meta.resolved_references  # noqa: SLF001 — the only way to a resolved reference
    return {**params, "references": "self" if target is table else target}
