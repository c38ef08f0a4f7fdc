"""A released migration is never edited, what a release left behind comes to the newest shape, and each change of tables
has its migration."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from piccolo.apps.migrations.commands.new import AutoMigrationManager

import comity
import piccolo_conf
from forum.settings import Settings
from tests.databases import Databases
from tests.kept import keeping

RELEASES = pytest.mark.parametrize("release", keeping.releases(), ids=lambda release: release.name)
SCHEMA = """SELECT 'column', t.name, c.name || ' ' || c.type || ' ' || c."notnull"
    FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'
  UNION ALL SELECT 'reference', t.name, c."from" || ' ' || c."table" || ' ' || c.on_delete || ' ' || c.on_update
    FROM sqlite_master t, pragma_foreign_key_list(t.name) c WHERE t.type = 'table'
  UNION ALL SELECT type, name, coalesce(sql, tbl_name) FROM sqlite_master WHERE type IN ('index', 'trigger')
  ORDER BY 1, 2, 3"""


def sqlite_schema(file: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(file) as connection:
        found = connection.execute(SCHEMA).fetchall()
    connection.close()
    return found


def migrated(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of `comity migrate`."""
    monkeypatch.setenv("COMITY_DATA", settings.data)
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("COMITY_ORIGIN", settings.origin)
    return comity.main(["migrate"])


@RELEASES
def test_a_released_migration_is_never_edited(release: Path) -> None:
    now = keeping.migrations()
    edited = [path for path, checksum in keeping.released(release).items() if now.get(path) != checksum]
    assert not edited, f"Released with {release.name}: change the tables by a new migration (CONTRIBUTING.md)."


@RELEASES
def test_sqlite_comes_to_the_newest_shape(release: Path, tmp_path, sqlite_template, monkeypatch) -> None:
    keeping.take_sqlite(release, tmp_path)
    keeping.copy_keys(release, tmp_path)
    settings = Settings(data=str(tmp_path))
    assert migrated(settings, monkeypatch) == 0
    assert sqlite_schema(tmp_path / "comity.sqlite") == sqlite_schema(sqlite_template)
    assert comity.main(["verify"]) == 0


@RELEASES
def test_postgres_comes_to_the_newest_shape(
    release: Path, tmp_path, postgres_databases: Databases, monkeypatch
) -> None:
    name = postgres_databases.loaded(keeping.statements(release))
    keeping.copy_keys(release, tmp_path)
    settings = Settings(data=str(tmp_path), database_url=postgres_databases.server.url(name))
    assert migrated(settings, monkeypatch) == 0
    assert postgres_databases.schema_of(name) == postgres_databases.schema
    assert comity.main(["verify"]) == 0


@pytest.mark.parametrize("package", ["forum", "drafts", "moderation"])
async def test_the_tables_are_what_the_migrations_make(package: str) -> None:
    config = piccolo_conf.APP_REGISTRY.get_app_config(package)
    changes = await AutoMigrationManager(auto_input="y").get_alter_statements(app_config=config)
    found = [statement for each in changes for statement in each.statements]
    assert not found, f"Make a migration: .venv/bin/piccolo migrations new {package} --auto"


def test_there_is_something_kept() -> None:
    assert keeping.releases()
