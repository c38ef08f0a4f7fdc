from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, run

ID = "2026-11-23T23:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The guards: what may be there once, and what is never changed"


async def guards() -> None:
    await run(
        one("accreditation", "accreditation", "organisation", "ended_at IS NULL"),
        one("head", "mandate", "organisation", "kind = 'head' AND until IS NULL"),
        one("node", "record_node", "\"level\", \"index\""),
        one("checkpoint", "checkpoint", "\"size\""),
        one("hiding", "hiding", "comment", "lifted_at IS NULL"))
    await append_only("record_entry", "record_node", "checkpoint")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="forum", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
