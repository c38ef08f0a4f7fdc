"""Columns as every table of the house wants them: references restrict (this is a public record), times are UTC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from piccolo.columns import Column, ForeignKey, OnDelete, OnUpdate, Serial, Timestamptz
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from forum.clock import now

if TYPE_CHECKING:

    class Row(Table):
        """A table whose key is a number; Piccolo adds that column by itself, which a type checker cannot see."""

        id: Serial

    class Reference(ForeignKey):
        """A foreign key that may be followed as far as one likes, which Piccolo's types know for one step only."""

        def __getattribute__(self, name: str) -> Any: ...

        @overload
        def __get__(self, obj: Table, objtype: Any = None) -> Any: ...
        @overload
        def __get__(self, obj: None, objtype: Any = None) -> Reference: ...
        def __get__(self, obj: Table | None, objtype: Any = None) -> Any: ...

else:
    Row, Reference = Table, ForeignKey


def reference(
    table: type[Table] | str,
    *,
    optional: bool = False,
    index: bool = True,
    unique: bool = False,
    lazy_from: str | None = None,
) -> Reference:
    """A foreign key. `lazy_from` names the module of a table that is only known by name yet."""
    target = LazyTableReference(table, module_path=lazy_from) if isinstance(table, str) and lazy_from else table
    return Reference(
        target,
        null=optional,
        index=index and not unique,  # what is unique has its index
        unique=unique,
        on_delete=OnDelete.restrict,
        on_update=OnUpdate.restrict,
    )


def moment(*, optional: bool = False, index: bool = False) -> Timestamptz:
    return Timestamptz(default=None if optional else now, null=optional, index=index)


def references(table: type[Table]) -> dict[ForeignKey, type[Table]]:
    """The table that each reference leads to."""
    found = table._meta.foreign_key_columns  # noqa: SLF001 — Piccolo's documented name for what describes a table
    return {each: each._foreign_key_meta.resolved_references for each in found}  # noqa: SLF001 — as above


def tablename(table: Table | type[Table]) -> str:
    return table._meta.tablename  # noqa: SLF001 — Piccolo's documented name for what describes a table


def id_of(row: Table) -> int:
    return row.id  # type: ignore[attr-defined]  # every table of the house has it: see Row


def columns_of(table: Table | type[Table]) -> dict[str, Column]:
    """Lists the columns of a table by their names; the key comes first."""
    return {column._meta.name: column for column in table._meta.columns}  # noqa: SLF001 — as above
