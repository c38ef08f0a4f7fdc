"""Migrated PostgreSQL databases for tests, used again: emptying one takes milliseconds, copying the template's hundreds
of files half a second."""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import count

import asyncpg

from forum.migrations import migrate
from forum.settings import Settings
from tests.postgres import TemporaryPostgres

TEMPLATE, TIMES = "template_comity", 60  # a database is used so often: what was deleted still lies in its files
ALONE = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()"""
EMPTY = """DO $$ DECLARE each record; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR each IN SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'migration' LOOP
    EXECUTE format('DELETE FROM %I', each.relname);
  END LOOP;
  PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace;
END $$"""
SCHEMA = """SELECT md5(coalesce(string_agg(line, ',' ORDER BY line), '')) FROM (
  SELECT concat('t', tgrelid::regclass, tgname, tgenabled) AS line FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT concat('i', schemaname, indexname, indexdef) FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT concat('c', table_name, column_name, is_nullable, data_type, character_maximum_length)
    FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT concat('f', proname, md5(prosrc)) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace) AS lines"""


class Databases:
    def __init__(self, server: TemporaryPostgres) -> None:
        self.server, self.free, self.used, self.numbers = server, [], Counter(), count()
        asyncio.run(self._sql("postgres", f"CREATE DATABASE {TEMPLATE}"))
        asyncio.run(migrate(Settings(database_url=server.url(TEMPLATE))))
        self.schema = self.schema_of(TEMPLATE)

    def take(self) -> str:
        """An empty, migrated database."""
        name = self.free.pop() if self.free else self._new()
        self.used[name] += 1
        return name

    def give_back(self, name: str) -> None:
        """Empties it; one whose schema a test has changed, or that was used often, goes."""
        schema = asyncio.run(self._sql(name, ALONE, EMPTY, SCHEMA))
        if schema == self.schema and self.used[name] < TIMES:
            self.free.append(name)
        else:
            asyncio.run(self._sql("postgres", f"DROP DATABASE {name} WITH (FORCE)"))

    def _new(self) -> str:
        name = f"test_{len(self.used)}"
        asyncio.run(self._sql("postgres", f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY"))
        return name

    def loaded(self, statements: str) -> str:
        """A database of what was dumped. It is not given back."""
        name = f"loaded_{next(self.numbers)}"
        asyncio.run(self._sql("postgres", f"CREATE DATABASE {name}"))
        asyncio.run(self._sql(name, statements, "SELECT 1"))
        return name

    def schema_of(self, name: str) -> object:
        return asyncio.run(self._sql(name, SCHEMA))

    async def _sql(self, database: str, *statements: str) -> object:
        """The value of the last one."""
        connection = await asyncpg.connect(self.server.url(database))
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return await connection.fetchval(statements[-1])
        finally:
            await connection.close()
