from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, run

ID = "2026-11-24T02:00:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Guards of agreements, pauses, applications and ownership"


async def guards() -> None:
    await run(
        one("mark", "mark", "comment, kind", "lifted_at IS NULL"),
        one("agreement", "agreement", "comment, organisation", "until IS NULL"),
        one("application", "application", "organisation", "closed_at IS NULL"),
        one("ground", "ground", 'application, "group"'),
        one("bloc_member", "bloc_member", "bloc, organisation"))
    await append_only("rewriting", "ground", "ownership", "bloc_member")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="forum", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
