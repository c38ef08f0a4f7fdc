"""What the database itself refuses, whoever asks: a second row where there may be one, a change of what is append-only.
Written as plain SQL, because both engines differ only in how a trigger is spelled."""

from __future__ import annotations

from piccolo.table import Table

from forum.database import engine


class AnyTable(Table):
    """This table is there only to send raw SQL through."""


async def run(*statements: str) -> None:
    for statement in statements:
        await AnyTable.raw(statement)


def one(name: str, table: str, columns: str, where: str = "") -> str:
    """Lets there be at most one row for these columns (where the condition holds)."""
    return f'CREATE UNIQUE INDEX "one_{name}" ON "{table}" ({columns})' + (f" WHERE {where}" if where else "")


async def append_only(*tables: str) -> None:
    for table in tables:
        await refuse(table, "UPDATE", "TRUE", f"{table} is append-only")
        await refuse(table, "DELETE", "TRUE", f"{table} is append-only")


async def refuse(table: str, act: str, when: str, says: str) -> None:
    """Refuses `act` (INSERT, UPDATE, DELETE) on rows where SQL says that `when` holds; it may speak of OLD and NEW."""
    name = f"guard_{table}_{act.lower()}"
    if engine().engine_type == "sqlite":
        await run(
            f"CREATE TRIGGER {name} BEFORE {act} ON \"{table}\" WHEN {when} BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )
        return
    row = "OLD" if act == "DELETE" else "NEW"
    body = f"BEGIN IF {when} THEN RAISE EXCEPTION '{says}'; END IF; RETURN {row}; END"
    await run(
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ {body} $$ LANGUAGE plpgsql",
        f'CREATE TRIGGER {name} BEFORE {act} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {name}()',
    )
