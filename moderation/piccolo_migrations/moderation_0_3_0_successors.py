"""Another moderator of a group gives a view on an alarm, or reasons to waive a floor, after the first one left office:
one each, no longer one a group."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import one, run

ID = "2026-11-27T12:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Views and reasons are counted while their moderator is in office, so that a successor gives others"


async def successors() -> None:
    await run(
        'DROP INDEX "one_alarm_view"',
        one("alarm_view", "alarm_view", 'alarm, "group", participant'),
        'DROP INDEX "one_waiving"',
        one("waiving", "waiving", 'amendment, kind, about, "group", participant'),
    )


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="moderation", description=DESCRIPTION)
    manager.add_raw(successors)
    return manager
