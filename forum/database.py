"""The database: SQLite by default, PostgreSQL by DATABASE_URL, and the two ways to use it.

`atomic()` is one act: all of it or nothing, one act at a time in the whole forum, so that what a check read still
holds when the act is written. SQLite gives that by BEGIN IMMEDIATE, PostgreSQL by an advisory lock taken first.
`reading()` is one page: every query in it sees the same moment.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TypeVar
from urllib.parse import urlsplit

import asyncpg
from piccolo.table import TABLE_REGISTRY

from forum.bound import Bound
from forum.engines.postgres import SafePostgresEngine
from forum.engines.sqlite import LocalSQLiteEngine
from forum.errors import NotFound

Found = TypeVar("Found")
Engine = LocalSQLiteEngine | SafePostgresEngine
_ENGINE: Bound[Engine] = Bound("no database: call forum.database.bind(engine) first")
engine = _ENGINE.get


def engine_for(url: str) -> Engine:
    if url.startswith("sqlite:"):
        return LocalSQLiteEngine(path=_path(url))
    return SafePostgresEngine(config={"dsn": url})


def _path(url: str) -> str:
    path = url.removeprefix("sqlite:").removeprefix("//") or "comity.sqlite"
    return f"/{path.lstrip('/')}" if path.startswith("/") else path


def bind(engine: Engine) -> Engine:
    """Makes this the engine of every table and of the migrations. Tables cache theirs at first use, so all are told."""
    import piccolo_conf  # here: Piccolo's configuration needs `engine_for`, the one circle of imports, which it forces

    piccolo_conf.DB = engine
    _ENGINE.set(engine)
    for table in TABLE_REGISTRY:
        table._meta._db = engine  # noqa: SLF001 — Piccolo has no other door to it
    return engine


@asynccontextmanager
async def connected(url: str, *, serving: bool = False) -> AsyncIterator[Engine]:
    """The database at `url` is bound and ready. That is enough for what only reads; who acts for the forum needs
    `forum.opening.opened`."""
    own = bind(engine_for(url))
    await own.start(serving=serving)
    try:
        yield own
    finally:
        await own.stop()


@asynccontextmanager
async def atomic() -> AsyncIterator[None]:
    """One act. Joins the act that is already running, if any; an error anywhere undoes the whole."""
    async with engine().transaction():
        yield


@asynccontextmanager
async def reading() -> AsyncIterator[None]:
    """One consistent view for all queries inside. Joins what is already running."""
    async with engine().snapshot():
        yield


async def one(query: Awaitable[Found | None]) -> Found:
    """What a query finds that must find something: a missing row is a fault of ours."""
    found = await query
    if found is None:
        raise LookupError("a row that must be there is not")
    return found


async def one_or_not_found(query: Awaitable[Found | None]) -> Found:
    """What a query finds that somebody asked for by an address. Raises NotFound."""
    found = await query
    if found is None:
        raise NotFound
    return found


def is_duplicate(error: BaseException) -> bool:
    """Whether a unique index refused the row, in either database's words."""
    if isinstance(error, sqlite3.IntegrityError):
        return "UNIQUE constraint failed" in str(error)
    return isinstance(error, asyncpg.UniqueViolationError)


def is_away(error: BaseException) -> bool:
    """Whether the database could not be reached, did not answer in time, or has no room: nothing that the request
    did."""
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorname", "").startswith(_SQLITE_AWAY)
    if isinstance(error, OSError):
        return isinstance(error, ConnectionError | TimeoutError) or error.errno in (
            errno.ENOSPC,
            errno.EROFS,
            errno.EIO,
        )
    return isinstance(error, _POSTGRES_AWAY)


_SQLITE_AWAY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
_POSTGRES_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresSystemError,
    asyncpg.LockNotAvailableError,
    asyncpg.ReadOnlySQLTransactionError,
)


def describe(url: str) -> str:
    """The database in words without its password."""
    parts = urlsplit(url)
    return (
        f"SQLite, {_path(url)}"
        if url.startswith("sqlite:")
        else f"PostgreSQL, {parts.path.lstrip('/')} at {parts.hostname or 'a socket'}"
    )
