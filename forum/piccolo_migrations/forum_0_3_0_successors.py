"""Another registrar of a group gives grounds after the first one left office: one each, no longer one a group."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import one, run

ID = "2026-11-27T12:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Grounds are counted while their registrar is in office, so that a successor gives others"


async def successors() -> None:
    await run('DROP INDEX "one_ground"', one("ground", "ground", 'application, "group", participant'))


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="forum", description=DESCRIPTION)
    manager.add_raw(successors)
    return manager
