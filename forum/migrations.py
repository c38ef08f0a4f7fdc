"""One migration history for both databases, run at start-up or by `comity migrate`."""

from __future__ import annotations

import contextlib
import io

from piccolo.apps.migrations.commands.forwards import run_forwards
from piccolo.apps.migrations.tables import Migration

from forum.database import connected
from forum.private import keep_private
from forum.settings import Settings


async def migrate(settings: Settings) -> str:
    """Brings the database to the newest shape, in files that only its owner reads; says what it did. Raises
    RuntimeError if a step fails."""
    exposed = keep_private(settings)
    async with connected(settings.database_url):
        return "\n".join([await _run(), *exposed])


async def _run() -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        await Migration.create_table(if_not_exists=True)
        before = await Migration.count()
        result = await run_forwards(app_name="all")
    if not result.success:
        raise RuntimeError(f"The migration failed: {result.message or said.getvalue()}")
    done = await Migration.count() - before
    return f"{done} migration{'s' if done != 1 else ''} run." if done else "The database is up to date."
