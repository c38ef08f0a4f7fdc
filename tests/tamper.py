"""What somebody with the database's password could do: take the guards away, then change rows unseen."""

from __future__ import annotations

from forum.database import engine
from forum.engines.guards import AnyTable, run


async def disarm() -> None:
    """Drops every trigger of ours."""
    if engine().engine_type == "sqlite":
        rows = await AnyTable.raw("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        await run(*(f"DROP TRIGGER {row['name']}" for row in rows))
        return
    rows = await AnyTable.raw(
        "SELECT tgname, tgrelid::regclass::text AS on_table FROM pg_trigger WHERE NOT tgisinternal"
    )
    await run(*(f"DROP TRIGGER {row['tgname']} ON {row['on_table']}" for row in rows))
