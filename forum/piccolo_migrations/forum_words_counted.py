from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from forum.engines.guards import AnyTable, run
from forum.rules.commenting import words

ID = "2026-11-24T00:30:01:000000"
VERSION = "1.38.0"
DESCRIPTION = "Counts the words of comments that were there before, and covers the sums that pages of balance ask for"
STEP = 1000


async def count() -> None:
    last = 0
    while rows := await AnyTable.raw("SELECT id, body, resolution FROM comment WHERE id > {} ORDER BY id LIMIT {}", last, STEP):
        for row in rows:
            await AnyTable.raw("UPDATE comment SET words = {} WHERE id = {}", words(row["body"], row["resolution"]), row["id"])
        last = rows[-1]["id"]
    await run('CREATE INDEX comment_balance ON comment (container, organisation, words, made_at)')


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="forum", description=DESCRIPTION)
    manager.add_raw(count)
    return manager
