from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, run

ID = "2026-11-24T00:30:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Guards of floors, passes and waivers"


async def guards() -> None:
    await run(
        one("floor_number", "floor", "instrument, number"),
        one("pass", "pass", "amendment, organisation"),
        one("period_end", "comment_period_end", "amendment"),
        one("waiving", "waiving", 'amendment, kind, about, "group"'),
        one("waiver", "waiver", "amendment, kind, about"))
    await append_only("floor", "pass", "comment_period_end", "waiving", "waiver")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="moderation", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
