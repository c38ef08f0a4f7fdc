"""Queries of every request whose SQL is built once: Piccolo takes ten times longer to build a join than SQLite to
answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from piccolo.query.base import Query
from piccolo.querystring import QueryString

from forum.database import engine


@dataclass(frozen=True, slots=True)
class Place:
    """Stands for the n-th value while the query is built."""

    n: int


class Prepared:
    """A query is built once for each engine, and called with new values. `build` gets a Place for each value and
    answers the query; its shape must not depend on the values. A call answers rows as dicts."""

    def __init__(self, build: Callable[..., Query | QueryString]) -> None:
        self.build = build
        self.made: dict[str, tuple[str, list[Any]]] = {}

    async def __call__(self, *values: Any) -> list[dict[str, Any]]:
        kind = engine().engine_type
        if kind not in self.made:
            made = self.build(*(Place(n) for n in range(len(values))))
            built = made if isinstance(made, QueryString) else made.querystrings[0]
            self.made[kind] = built.compile_string(kind)
        sql, arguments = self.made[kind]
        ready = QueryString("")
        ready._frozen_compiled_strings = (  # noqa: SLF001 — what Piccolo's own `freeze()` sets
            sql,
            [values[each.n] if isinstance(each, Place) else each for each in arguments],
        )
        return await engine().run_querystring(ready)
