"""How a migration makes tables that it spells out itself."""

from __future__ import annotations

from collections.abc import Iterable

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Column, ForeignKey
from piccolo.table import Table


def make(manager: MigrationManager, tables: Iterable[type[Table]]) -> None:
    """Piccolo makes new tables out of added columns; so this is also what it compares later tables with."""
    for table in tables:
        manager.add_table(table.__name__, table._meta.tablename)
        for column in table._meta.non_default_columns:
            manager.add_column(
                table.__name__,
                table._meta.tablename,
                column._meta.name,
                column._meta.db_column_name,
                type(column).__name__,
                type(column),
                _params(table, column),
            )


def _params(table: type[Table], column: Column) -> dict[str, object]:
    if not isinstance(column, ForeignKey):
        return column._meta.params
    target = column._foreign_key_meta.resolved_references
    return {**column._meta.params, "references": "self" if target is table else target}
