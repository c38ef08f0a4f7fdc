from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import one, run

ID = "2026-11-23T23:00:02:000000"
VERSION = "1.38.0"
DESCRIPTION = "The guards: what may be there once, and what is never changed"


async def guards() -> None:
    await run(
        one("open_case", "moderation_case", "comment", "closed_at IS NULL"),
        one("flag", "flag", "\"case\", participant"),
        one("opinion", "opinion", "\"case\", participant"))


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="moderation", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
