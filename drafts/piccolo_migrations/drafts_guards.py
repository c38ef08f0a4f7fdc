from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, refuse, run

ID = "2026-11-23T23:00:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "The guards: what may be there once, and what is never changed"


async def guards() -> None:
    await run(
        one("clause_key", "clause", "instrument, \"key\""),
        one("revision", "revision", "clause, \"number\""),
        one("edition", "edition", "instrument, \"number\""),
        one("edition_entry", "edition_entry", "edition, \"position\""),
        one("wording", "wording", "amendment, \"number\""),
        one("sponsor", "sponsor", "amendment, organisation", "until IS NULL"),
        one("open_ballot", "ballot", "amendment", "closed_at IS NULL"),
        one("roll_entry", "roll_entry", "ballot, organisation"),
        one("cast", "cast", "ballot, organisation"),
        one("rationale", "rationale", "amendment"))
    await append_only("revision", "edition", "edition_entry")
    closed = "(SELECT closed_at FROM ballot WHERE id = {row}.ballot) IS NOT NULL"
    for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        await refuse("cast", act, closed.format(row=row), "the ballot is closed")
        await refuse("roll_entry", act, closed.format(row=row), "the ballot is closed")
    for act in ("UPDATE", "DELETE"):
        await refuse("ballot", act, "OLD.closed_at IS NOT NULL", "the ballot is closed")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="drafts", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
