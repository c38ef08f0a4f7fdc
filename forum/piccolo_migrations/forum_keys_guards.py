"""Known keys are never changed; the head says of a record that is there already when it last grew, and what is signed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, run

ID = "2026-11-27T22:59:59:000000"
VERSION = "1.38.0"
DESCRIPTION = "Known keys are kept; the head says when it last grew, and what is signed"


async def guards() -> None:
    await append_only("known_key")
    await run(
        "UPDATE record_head SET"
        " at = (SELECT at FROM record_entry ORDER BY seq DESC LIMIT 1),"
        " checkpoints = (SELECT count(*) FROM checkpoint),"
        " unsigned_since = (SELECT at FROM record_entry"
        "   WHERE seq = (SELECT coalesce(max(size), 0) FROM checkpoint))",
    )


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="forum", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
