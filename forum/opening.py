"""The forum, opened: what a process needs before it can act."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from forum import master
from forum.database import connected
from forum.record import key
from forum.settings import Settings


@asynccontextmanager
async def opened(settings: Settings, *, serving: bool = False) -> AsyncIterator[None]:
    """The database is bound and ready, and with it the key that signs the record and the forum's own secret; both are
    made where there are none. `forum.database.connected` is enough for what only reads.
    `serving`: people wait, so nobody waits for a database that does not answer."""
    async with connected(settings.database_url, serving=serving):
        key.use(key.Signer(settings.record_name, key.load(settings.key_file)))
        master.use(master.load(settings.seal_file))
        yield
