"""A migrated database for each test, on each engine; the app on it; a browser that speaks HTTP without a socket."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from forum import handed
from forum.engines import sqlite
from forum.migrations import migrate
from forum.opening import opened
from forum.settings import Settings
from tests.cast import Cast, enter
from tests.databases import Databases
from tests.postgres import TemporaryPostgres
from tests.visitor import Site, open_site


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """What a test writes need not survive a power cut. Servers in processes of their own do wait, as for people."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sqlite, "PRAGMAS", tuple(each.replace("synchronous = FULL", "synchronous = OFF") for each in sqlite.PRAGMAS)
        )
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    asyncio.run(migrate(Settings(data=str(folder))))
    return folder / "comity.sqlite"


@pytest.fixture(scope="session")
def postgres() -> Iterator[TemporaryPostgres]:
    server = TemporaryPostgres().start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_databases(postgres: TemporaryPostgres) -> Databases:
    return Databases(postgres)


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings that name an empty, migrated database: every test that uses it runs on both engines."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "comity.sqlite")
        yield Settings(data=str(tmp_path))
        return
    databases: Databases = request.getfixturevalue("postgres_databases")
    name = databases.take()
    yield Settings(data=str(tmp_path), database_url=databases.server.url(name))
    databases.give_back(name)


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Settings]:
    """The tables are bound and ready, and the roof has handed over its parts; there is no web application."""
    import comity  # not above: tests of rules need no house

    handed.use(comity.PARTS)
    async with opened(settings):
        yield settings


@pytest.fixture
async def cast(database: Settings) -> Cast:
    """A small forum of three groups, without any text."""
    return await enter()


@pytest.fixture
async def site(database: Settings) -> AsyncIterator[Site]:
    """The whole app over HTTP. Name it after `cast` in a test's arguments."""
    async with open_site(database) as opened:
        yield opened
