"""What is annulled has no votes and stays so; a ballot that was annulled leaves room for another like it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, refuse, run

ID = "2026-11-27T22:31:27:000000"
VERSION = "1.38.0"
DESCRIPTION = "Annulments: confirmed once, never with a vote"


async def guards() -> None:
    await append_only("takeover")
    voted = 'EXISTS (SELECT 1 FROM "cast" WHERE ballot = NEW.ballot)'
    await refuse(
        "annulment",
        "UPDATE",
        f"OLD.confirmed_at IS NOT NULL OR (NEW.confirmed_at IS NOT NULL AND {voted})",
        "an annulment is confirmed once, and never when somebody has voted",
    )
    await refuse("annulment", "DELETE", "TRUE", "an annulment is kept")
    await run(
        'DROP INDEX "one_recirculation"',
        one("recirculation", "ballot", "earlier, course", "earlier IS NOT NULL AND outcome <> 'annulled'"),
    )


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="drafts", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
