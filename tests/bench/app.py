"""The app under measurement, with two routes more: as many static bytes as a page has, and one committed row."""

from __future__ import annotations

from dataclasses import replace

from litestar import Response, get, post

import comity
from forum import handed
from forum.clock import now
from forum.people.tables import Attempt
from forum.rules.pace import PACES, VOTES
from forum.serving.app import Doors, litestar_app
from forum.settings import read
from forum.web.guards import public

_bytes: dict[int, bytes] = {}


@get("/static/bench/{size:int}", guards=[public], include_in_schema=False, sync_to_thread=False)
def static_bytes(size: int) -> Response[bytes]:
    return Response(_bytes.setdefault(size, b"x" * size), media_type="text/html; charset=utf-8")


@post("/bench/row", guards=[public], include_in_schema=False, status_code=200)
async def one_row() -> Response[str]:
    await Attempt.insert(Attempt(key="bench", at=now()))
    return Response("done", media_type="text/plain")


def serve():
    PACES[VOTES] = replace(PACES[VOTES], many=10**9)  # six people vote for hundreds
    parts = replace(comity.PARTS, routes=[*comity.PARTS.routes, static_bytes, one_row])
    handed.use(parts)
    return Doors(litestar_app(read(), parts))
