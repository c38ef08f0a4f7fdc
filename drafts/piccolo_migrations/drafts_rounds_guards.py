from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, refuse, run

ID = "2026-11-23T23:10:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Guards of motions, rivals, answers and clearances"


async def guards() -> None:
    await run(
        one("open_ballot_on_motion", "ballot", "motion", "closed_at IS NULL"),
        one("candidate", "candidate", "ballot, amendment"),
        one("answer", "answer", "ballot, organisation"),
        one("clearance", "clearance", "ballot"),
        one("recirculation", "ballot", "earlier, course", "earlier IS NOT NULL"))
    await append_only("procedure", "answer", "clearance")
    closed = "(SELECT closed_at FROM ballot WHERE id = {row}.ballot) IS NOT NULL"
    for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        await refuse("candidate", act, closed.format(row=row), "the ballot is closed")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="drafts", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
