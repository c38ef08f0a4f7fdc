"""PostgreSQL through Piccolo, with transactions that always give their connection back.

Piccolo 1.38 releases the connection after commit() without a `finally`: a failing COMMIT drains the pool.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace

from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

ONE_ACT_AT_A_TIME = 0x636F6D697479  # "comity": the key of the advisory lock that every act takes first

PATIENCE = 10  # seconds for running acts when the process stops


class SafeTransaction(PostgresTransaction):
    async def begin(self) -> None:
        await super().begin()
        await self.connection.execute(f"SELECT pg_advisory_xact_lock({ONE_ACT_AT_A_TIME})")

    async def __aenter__(self) -> SafeTransaction:
        if self._parent is not None:
            return self._parent
        self.connection = await self.get_connection()
        self.transaction = self.connection.transaction()
        try:
            await self.begin()
        except BaseException:
            await asyncio.shield(self._give_back())
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, kind, error, trace) -> bool:
        if self._parent:
            return False
        self.engine.current_transaction.reset(self.context)
        await asyncio.shield(self._finish(error is None))
        return False

    async def _finish(self, keep: bool) -> None:
        """One piece: whoever is cancelled while it runs must not give the connection back under its COMMIT."""
        try:
            await (self.commit() if keep else self.rollback())
        finally:
            await self._give_back()

    async def _give_back(self) -> None:
        if self.engine.pool:
            await self.engine.pool.release(self.connection)  # asyncpg resets what is left open
        else:
            await self.connection.close()


class SafePostgresEngine(PostgresEngine):
    def transaction(self, allow_nested: bool = True) -> SafeTransaction:
        return SafeTransaction(engine=self, allow_nested=allow_nested)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[None]:
        if self.current_transaction.get():
            yield
            return
        async with self.pool.acquire() as connection:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                token = self.current_transaction.set(SimpleNamespace(connection=connection))
                try:
                    yield
                finally:
                    self.current_transaction.reset(token)

    async def start(self) -> None:
        await self.start_connection_pool(min_size=1, max_size=10)

    async def stop(self) -> None:
        """Waits for the act that is running, but not for ever."""
        if not self.pool:
            return
        try:
            await asyncio.wait_for(self.close_connection_pool(), PATIENCE)
        except TimeoutError:
            self.pool.terminate()
            self.pool = None
