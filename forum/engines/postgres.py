"""PostgreSQL through Piccolo, with transactions that always give their connection back.

Piccolo 1.38 releases the connection after commit() without a `finally`: a failing COMMIT drains the pool.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import SimpleNamespace, TracebackType
from typing import Any

from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from piccolo.querystring import QueryString

ONE_ACT_AT_A_TIME = 0x636F6D697479  # "comity": the key of the advisory lock that every act takes first

PATIENCE = 10  # seconds for running acts when the process stops
ANSWER = 2.5  # seconds in which the database has to answer one statement, or give a connection
TURN = 8  # seconds in the line of this process's acts; behind it another process may be at work
BREATH = 1  # seconds in which nobody asks again, once the database did not answer


class SafeTransaction(PostgresTransaction):
    """An act. Of the acts of this process one at a time holds a connection: those who wait for the lock of the whole
    forum would else take the connections that pages need."""

    engine: SafePostgresEngine

    async def begin(self) -> None:
        await super().begin()
        await self.connection.execute(f"SELECT pg_advisory_xact_lock({ONE_ACT_AT_A_TIME})", timeout=TURN)

    async def __aenter__(self) -> PostgresTransaction:
        if self._parent is not None:
            return self._parent
        self.silent = False
        await self.engine.take_turn()
        try:
            self.connection = await self.engine.connect()
            self.transaction = self.connection.transaction()
            try:
                await self.begin()
            except BaseException as error:
                self.silent = isinstance(error, TimeoutError)
                await asyncio.shield(self._give_back())
                raise
        except BaseException:
            self.engine.turn.release()
            raise
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if self._parent:
            return False
        self.engine.current_transaction.reset(self.context)
        await asyncio.shield(self._finish(error is None))
        return False

    async def _finish(self, keep: bool) -> None:
        """One piece: whoever is cancelled while it runs must not give the connection back under its COMMIT."""
        try:
            if not self.silent:
                await (self.commit() if keep else self.rollback())
        except TimeoutError:
            self.silent = True
            raise
        finally:
            try:
                await self._give_back()
            finally:
                self.engine.turn.release()

    async def _give_back(self) -> None:
        await self.engine.give_back(self.connection, self.silent)


class SafePostgresEngine(PostgresEngine):
    """One act at a time runs in this engine, and a database that does not answer holds nobody up. `turn` belongs to the
    act that runs in this process; `rest` is the time until which nobody asks a database that did not answer; `answer`
    is in how many seconds it has to answer one statement or give a connection. Commands wait as long as it takes."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self.turn, self.rest = asyncio.Lock(), 0.0
        self.answer: float | None = None

    async def take_turn(self) -> None:
        """Raises TimeoutError after TURN seconds in the line."""
        async with asyncio.timeout(TURN if self.answer else None):
            await self.turn.acquire()

    async def connect(self) -> Any:
        """A connection. Raises TimeoutError if there is none in time, and at once while the database rests."""
        if time.monotonic() < self.rest:
            raise TimeoutError("the database did not answer a moment ago")
        try:
            async with asyncio.timeout(self.answer):
                return await (self.pool.acquire() if self.pool else self.get_new_connection())
        except TimeoutError:
            self.let_rest()
            raise

    def let_rest(self) -> None:
        self.rest = time.monotonic() + BREATH

    async def give_back(self, connection: Any, silent: bool) -> None:
        """A connection on which the database did not answer is dropped, not waited for."""
        if silent:
            connection.terminate()
        if self.pool:
            await self.pool.release(connection, timeout=self.answer)  # asyncpg resets what is left open
        elif not silent:
            await connection.close()

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        with self.noticing_silence():
            return await super().run_querystring(querystring, in_pool)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Any:
        with self.noticing_silence():
            return await super().run_ddl(ddl, in_pool)

    @contextmanager
    def noticing_silence(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            self.let_rest()
            running: Any = self.current_transaction.get()  # an act, or the view of a page
            if running:
                running.silent = True
            raise

    def transaction(self, allow_nested: bool = True) -> SafeTransaction:
        return SafeTransaction(engine=self, allow_nested=allow_nested)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[None]:
        if self.current_transaction.get():
            yield
            return
        connection = await self.connect()
        page = SimpleNamespace(connection=connection, silent=False)
        view = connection.transaction(isolation="repeatable_read", readonly=True)
        try:
            await view.start()
            token = self.current_transaction.set(page)  # type: ignore[arg-type]  # has all that a query asks of it
            try:
                yield
            finally:
                self.current_transaction.reset(token)
            await view.commit()
        except TimeoutError:
            self.let_rest()
            page.silent = True
            raise
        finally:
            await asyncio.shield(self.give_back(connection, page.silent))

    async def start(self, *, serving: bool = False) -> None:
        """Opens the pool. Where it is `serving`, nobody waits for a database that does not answer."""
        self.answer = ANSWER if serving else None
        await self.start_connection_pool(min_size=1, max_size=10, command_timeout=self.answer)

    async def stop(self) -> None:
        """Waits for the act that is running, but not for ever."""
        if not self.pool:
            return
        try:
            await asyncio.wait_for(self.close_connection_pool(), PATIENCE)
        except TimeoutError:
            self.pool.terminate()
            self.pool = None
