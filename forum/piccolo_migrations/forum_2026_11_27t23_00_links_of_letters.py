"""Letters that were sent before links were cut out of what is kept of them."""

import re

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import Table

ID = "2026-11-27T23:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "No letter that was sent keeps a link that works once"


class AnyTable(Table):
    """Only there to send raw SQL through."""


async def cut() -> None:
    for row in await AnyTable.raw("SELECT id, body FROM letter WHERE sent_at IS NOT NULL"):
        body = re.sub(r"(/invitations/)[\w-]+", r"\1…", row["body"])
        if body != row["body"]:
            await AnyTable.raw("UPDATE letter SET body = {} WHERE id = {}", body, row["id"])


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="forum", description=DESCRIPTION)
    manager.add_raw(cut)
    return manager
