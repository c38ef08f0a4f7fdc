from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, run

ID = "2026-11-23T23:50:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Guards of workbenches"


async def guards() -> None:
    await run(
        one("consolidation", "consolidation", "clause, number"),
        one("consolidation_part", "consolidation_part", "consolidation, amendment"),
    )
    await append_only("consolidation", "consolidation_part", "consolidated")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="drafts", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
