"""Migrations that alter columns, on both engines: SQLite has no ALTER COLUMN, so the one alteration that the house needs,
a column that may be empty from now on, is made in SQLite's own schema table."""

from __future__ import annotations

from piccolo.apps.migrations.auto.migration_manager import AlterColumnCollection, MigrationManager

from forum.database import engine
from forum.engines.guards import AnyTable, run


class PortableManager(MigrationManager):
    """In a generated migration, in place of Piccolo's own."""

    async def run(self, backwards: bool = False) -> None:
        """Raises RuntimeError for an alteration that SQLite cannot make in this way."""
        if engine().engine_type == "sqlite":
            altered, self.alter_columns = self.alter_columns.alter_columns, AlterColumnCollection()
            for each in altered:
                if each.params != {"null": True}:
                    raise RuntimeError(f"{each.tablename}.{each.column_name}: only null=True can be altered on SQLite.")
            await super().run(backwards=backwards)
            for each in altered:
                await relax(each.tablename, each.db_column_name)
            return
        await super().run(backwards=backwards)


async def relax(table: str, column: str) -> None:
    """Takes NOT NULL off a column: see "Making Other Kinds Of Table Schema Changes" in SQLite's page on ALTER TABLE,
    which allows this way for constraints that do not change what is on the disk."""
    [found] = await AnyTable.raw("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = {}", table)
    lines = found["sql"].split(", ")
    relaxed = [each.replace(" NOT NULL", "", 1) if f'"{column}"' in each else each for each in lines]
    if lines == relaxed:
        raise RuntimeError(f"{table}.{column} is not NOT NULL, or is spelled in another way than expected.")
    [version] = await AnyTable.raw("PRAGMA schema_version")
    await run("PRAGMA writable_schema = ON")
    await AnyTable.raw(
        "UPDATE sqlite_master SET sql = {} WHERE type = 'table' AND name = {}", ", ".join(relaxed), table
    )
    await run(f"PRAGMA schema_version = {version['schema_version'] + 1}", "PRAGMA writable_schema = OFF")
