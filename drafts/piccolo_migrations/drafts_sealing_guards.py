from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, refuse, run

ID = "2026-11-23T23:30:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Guards of trustees and seals"


def changed(*columns: str) -> str:
    return " OR ".join(f'NEW."{column}" <> OLD."{column}"' for column in columns)


async def guards() -> None:
    await run(
        one("trustee", "trustee", "participant", "until IS NULL"),
        one("seal", "seal", "ballot"),
        one("share", "share", "seal, trustee"),
    )
    await append_only("trustee_key")
    dealt = changed("seal", "trustee", "key", "sealed", "digest")
    await refuse("share", "UPDATE", f"OLD.words <> '' OR {dealt}", "a share is only released, once")
    await refuse("share", "DELETE", "TRUE", "a share is kept")
    made = changed("ballot", "held_by", "public_key", "salt", "threshold")
    still_open = "(SELECT closed_at FROM ballot WHERE id = NEW.ballot) IS NULL"
    await refuse(
        "seal",
        "UPDATE",
        f"OLD.published <> '' OR {made} OR (NEW.published <> '' AND {still_open})",
        "the secret of a ballot is published once, at its close",
    )
    await refuse("seal", "DELETE", "TRUE", "a seal is kept")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="drafts", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
