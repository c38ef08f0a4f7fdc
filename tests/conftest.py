"""A migrated database for each test, on each engine; the app on it; a browser that speaks HTTP without a socket."""
from __future__ import annotations

import asyncio
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from forum import master
from forum.database import bind, engine_for
from forum.engines import sqlite
from forum.migrations import migrate
from forum.record import key
from forum.settings import Settings
from tests.cast import Cast, enter
from tests.postgres import TemporaryPostgres
from tests.visitor import Site, open_site


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """What a test writes need not survive a power cut. Servers in processes of their own wait, as they do for people."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "PRAGMAS", tuple(each.replace("synchronous = FULL", "synchronous = OFF") for each in sqlite.PRAGMAS))
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    asyncio.run(migrate(Settings(data=str(folder))))
    return folder / "comity.sqlite"


@pytest.fixture(scope="session")
def postgres() -> Iterator[TemporaryPostgres]:
    server = TemporaryPostgres().start()
    asyncio.run(_sql(server, "CREATE DATABASE template_comity"))
    asyncio.run(migrate(Settings(database_url=server.url("template_comity"))))
    yield server
    server.stop()


async def _sql(server: TemporaryPostgres, *statements: str) -> None:
    connection = await asyncpg.connect(server.url())
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Settings that name an empty, migrated database: every test that uses it runs on both engines."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "comity.sqlite")
        yield Settings(data=str(tmp_path))
        return
    server: TemporaryPostgres = request.getfixturevalue("postgres")
    name = f"t{uuid.uuid4().hex[:12]}"
    asyncio.run(_sql(server, f"CREATE DATABASE {name} TEMPLATE template_comity STRATEGY FILE_COPY"))
    yield Settings(data=str(tmp_path), database_url=server.url(name))
    asyncio.run(_sql(server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Settings]:
    """The tables are bound and ready, without a web application."""
    own = bind(engine_for(settings.database_url))
    await own.start()
    key.use(key.Signer(settings.record_name, key.load(settings.key_file)))
    master.use(master.load(settings.seal_file))
    yield settings
    await own.stop()


@pytest.fixture
async def cast(database: Settings) -> Cast:
    """A small forum of three groups, without any text."""
    return await enter()


@pytest.fixture
async def site(database: Settings) -> AsyncIterator[Site]:
    """The whole app over HTTP. Name it after `cast` in a test's arguments."""
    async with open_site(database) as opened:
        yield opened
