"""SQLite through Piccolo, with connections that stay open: one writer behind a lock, and readers.

Piccolo's own engine opens a connection and a thread for every query, begins DEFERRED transactions (which fail at once
when two people write), and leaks the write lock when COMMIT fails. Here BEGIN IMMEDIATE and COMMIT, which may wait
for another process or the disk, run in the writer's own thread; the statements between them take microseconds and run
at once.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any, TypeVar

from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction, TransactionType, dict_factory
from piccolo.table import Table

T = TypeVar("T")

from forum.settings import Misconfigured

PRAGMAS = (
    "PRAGMA busy_timeout = 10000",
    "PRAGMA synchronous = FULL",  # an acknowledged act survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -20000",
)

NO_PLACE = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR", "SQLITE_NOTADB", "SQLITE_FULL")


def fetch(connection: sqlite3.Connection, query: str, args: list | None) -> list[dict]:
    cursor = connection.execute(query, args or [])
    try:
        return cursor.fetchall()
    finally:
        cursor.close()


def undo(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


class ActTransaction(SQLiteTransaction):
    engine: LocalSQLiteEngine

    async def __aenter__(self) -> SQLiteTransaction:
        if self._parent is not None:
            return self._parent
        writer = await self.engine.open_writer()
        await self.engine.lock.acquire()
        try:
            await self.engine.in_thread(writer.execute, "BEGIN IMMEDIATE")
        except BaseException:  # also when cancelled: BEGIN may still be running, so the undo queues up behind it
            await asyncio.shield(self.engine.settle())
            raise
        self.connection = writer
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if self._parent is not None:
            return False
        self.connection = None  # a task that was started inside and outlives the act fails instead of writing unlocked
        self.engine.current_transaction.reset(self.context)
        try:
            if error is None:
                writer = await self.engine.open_writer()
                await asyncio.shield(self.engine.in_thread(writer.execute, "COMMIT"))
        finally:
            await asyncio.shield(self.engine.settle())
        return False


class LocalSQLiteEngine(SQLiteEngine):
    __slots__ = ("lock", "opened", "readers", "thread", "writer")

    def __init__(self, path: str, **options: Any) -> None:
        super().__init__(path=path, **options)
        self._forget()

    def _forget(self) -> None:
        """Nothing is open. The lock belongs to the loop in which it is first waited for."""
        self.lock = asyncio.Lock()
        self.writer: sqlite3.Connection | None = None
        self.thread: ThreadPoolExecutor | None = None
        self.readers: list[sqlite3.Connection] = []
        self.opened: list[sqlite3.Connection] = []

    async def start(self, *, serving: bool = False) -> None:
        """Opens the file, and makes it if it is not there. `serving` changes nothing here: what waits for the disk
        waits in a thread of its own."""
        Path(self.path).parent.mkdir(parents=True, exist_ok=True)
        self._use_wal()
        await self.open_writer()

    async def stop(self) -> None:
        """Waits for the act that is running, also for the undoing of one that was cancelled: a connection that is
        closed under the writer's thread takes the process down."""
        if self.thread:
            await self.lock.acquire()
            self.thread.shutdown()
        for connection in self.opened:
            connection.close()
        self._forget()

    def _use_wal(self) -> None:
        """The first switch to WAL fails at once, whatever busy_timeout says, if two processes try together."""
        for _ in range(100):
            connection: sqlite3.Connection | None = None
            try:
                connection = sqlite3.connect(self.path, timeout=10)
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorname", "").startswith(NO_PLACE):
                    raise Misconfigured(f"The database {self.path} cannot be written: {error}.") from error
                time.sleep(0.05)
            finally:
                if connection:
                    connection.close()
        raise TimeoutError("cannot switch the database to WAL: another process holds it")

    def _connect(self, *more: str) -> sqlite3.Connection:
        connection = sqlite3.connect(**self.connection_kwargs, check_same_thread=False)
        connection.row_factory = dict_factory
        for pragma in (*PRAGMAS, *more):
            connection.execute(pragma)
        self.opened.append(connection)
        return connection

    async def open_writer(self) -> sqlite3.Connection:
        if self.writer is None:
            self.thread = ThreadPoolExecutor(1, "sqlite-writer")
            self.writer = self._connect()
        return self.writer

    async def in_thread(self, call: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.thread, call, *args)

    async def settle(self) -> None:
        """Whatever happened, the next act finds no open transaction and a free lock."""
        try:
            if self.writer and self.writer.in_transaction:
                await self.in_thread(undo, self.writer)
        finally:
            self.lock.release()

    def _reader(self) -> sqlite3.Connection:
        return self.readers.pop() if self.readers else self._connect("PRAGMA query_only = ON")

    async def _run_in_existing_connection(
        self,
        connection: sqlite3.Connection | None,
        query: str,
        args: list[Any] | None = None,
        query_type: str = "generic",
        table: type[Table] | None = None,
    ) -> list[dict[str, Any]]:
        if connection is None:
            raise RuntimeError("the act that this task was started in has ended")
        return fetch(connection, query, args)

    async def _run_in_new_connection(
        self,
        query: str,
        args: list[Any] | None = None,
        query_type: str = "generic",
        table: type[Table] | None = None,
    ) -> list[dict[str, Any]]:
        if query.lstrip()[:6].upper() == "SELECT":
            reader = self._reader()
            try:
                return fetch(reader, query, args)
            finally:
                self.readers.append(reader)
        writer = await self.open_writer()
        async with self.lock:
            return await asyncio.shield(self.in_thread(fetch, writer, query, args))

    def transaction(
        self, transaction_type: TransactionType = TransactionType.immediate, allow_nested: bool = True
    ) -> ActTransaction:
        return ActTransaction(engine=self, transaction_type=transaction_type, allow_nested=allow_nested)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[None]:
        if self.current_transaction.get():
            yield
            return
        reader = self._reader()
        reader.execute("BEGIN")
        asked = SimpleNamespace(connection=reader)  # all that a query asks of a transaction
        token = self.current_transaction.set(asked)  # type: ignore[arg-type]
        try:
            yield
        finally:
            self.current_transaction.reset(token)
            undo(reader)
            self.readers.append(reader)
