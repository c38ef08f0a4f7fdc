"""What the database itself refuses in the tables of forum, and the index that sums of balance are read from."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import append_only, one, run

ID = "2026-11-27T00:00:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "The guards of 0.2.0: what may be there once, and what is never changed"


async def guards() -> None:
    await run(
        one("accreditation", "accreditation", "organisation", "ended_at IS NULL"),
        one("head", "mandate", "organisation", "kind = 'head' AND until IS NULL"),
        one("node", "record_node", '"level", "index"'),
        one("checkpoint", "checkpoint", '"size"'),
        one("hiding", "hiding", "comment", "lifted_at IS NULL"),
        one("mark", "mark", "comment, kind", "lifted_at IS NULL"),
        one("agreement", "agreement", "comment, organisation", "until IS NULL"),
        one("application", "application", "organisation", "closed_at IS NULL"),
        one("ground", "ground", 'application, "group"'),
        one("bloc_member", "bloc_member", "bloc, organisation"),
        "CREATE INDEX comment_balance ON comment (container, organisation, words, made_at)",
    )
    await append_only("record_entry", "record_node", "checkpoint", "rewriting", "ground", "ownership", "bloc_member")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="forum", description=DESCRIPTION)
    manager.add_raw(guards)
    return manager
