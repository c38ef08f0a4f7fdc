from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, run

ID = "2026-11-24T00:20:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Guards of what became of quotes"


async def guards() -> None:
    await run(one("carried", "carried", "comment, wording"))
    await append_only("carried", "renewal")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="drafts", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
