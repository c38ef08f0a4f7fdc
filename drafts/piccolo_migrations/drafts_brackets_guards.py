from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import one, run

ID = "2026-11-24T00:10:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Guards of stands on brackets"


async def guards() -> None:
    await run(one("open_hold", "hold", "revision, place, organisation", "until IS NULL"))


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="drafts", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
