"""A server in trouble: connections cut in the middle of a form, a database that is frozen, gone and back."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from forum.clock import now
from forum.database import bind, engine_for
from forum.migrations import migrate
from forum.opening import opened
from forum.settings import Settings
from forum.threads.tables import Comment
from tests.bench.setting import Voter, voter
from tests.cast import enter
from tests.drafts.setting import clause
from tests.postgres import TemporaryPostgres
from tests.server import Server

pytestmark = pytest.mark.xdist_group("servers")
FORM = "content-type: application/x-www-form-urlencoded"
WORDS = "We can accept this amendment. It is good. BUT ONLY IF the second sentence is deleted."


@pytest.fixture
async def discussed(settings: Settings) -> tuple[Settings, str, Voter]:
    async with opened(settings):
        cast = await enter()
        return settings, (await clause(cast)).path, await voter(cast, "norland")


def send(port: int, *parts: bytes, half_close: bool = False) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        for part in parts:
            connection.sendall(part)
        if half_close:
            connection.shutdown(socket.SHUT_WR)
        connection.settimeout(1)
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except TimeoutError:
            pass
        return answer


def lines(path: str, person: Voter, *more: str) -> bytes:
    first = (f"POST {path}/comments HTTP/1.1", "host: localhost", f"cookie: {person.cookie}", FORM, *more)
    return ("\r\n".join(first) + "\r\n\r\n").encode()


async def test_a_connection_that_is_cut_publishes_nothing(discussed):
    settings, path, person = discussed
    server = Server(settings).start()
    values = {"_csrf": person.csrf, "stance": "support", "body": WORDS, "wording": "", "start": "", "end": ""}
    body = urlencode(values).encode()
    half, length, chunked = (
        body[: -len("BUT+ONLY+IF+the+second")],
        f"content-length: {len(body)}",
        "transfer-encoding: chunked",
    )
    chunk = f"{len(half):x}\r\n".encode() + half + b"\r\n"
    try:
        for more, sent in (
            (length, half),
            (chunked, chunk),
            (chunked, chunk + b"zz\r\n\r\n"),
            (chunked, chunk + b"5\r\nab"),
        ):
            assert b" 303 " not in send(server.port, lines(path, person, more), sent, half_close=True)
            with socket.create_connection(("127.0.0.1", server.port)) as cut:
                cut.sendall(lines(path, person, more) + sent)
        time.sleep(0.5)  # noqa: ASYNC251 — the server is another process; nothing waits in this one
        assert b"more than 512 kB" in send(
            server.port, lines(path, person, "content-length: 12000000"), b"a=&" * 4_000_000
        )
        assert urllib.request.urlopen(f"{server.origin}/health", timeout=5).status == 200  # noqa: ASYNC210 — as above
    finally:
        server.stop()
    own = bind(engine_for(settings.database_url))
    await own.start()
    assert await Comment.count() == 0
    await own.stop()


@pytest.fixture
def own_postgres() -> Iterator[TemporaryPostgres]:
    """Not the suite's: this one is stopped on purpose."""
    server = TemporaryPostgres().start()
    yield server
    for process in family(server):
        os.kill(process, signal.SIGCONT)
    server.stop()


def family(server: TemporaryPostgres) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout.split("\n")[
        1:
    ]
    pairs = [tuple(map(int, line.split())) for line in listed if line.strip()]
    return [server.process.pid, *(pid for pid, parent in pairs if parent == server.process.pid)]


def ask(port: int, path: str, data: bytes | None = None) -> tuple[int, str, dict[str, str], float]:
    """(status, text, headers, seconds)"""
    begun, request = time.monotonic(), urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=data)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers), time.monotonic() - begun
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode(), dict(answer.headers), time.monotonic() - begun


async def test_a_frozen_database_is_a_page_in_time_and_is_used_again(own_postgres, tmp_path):
    settings = Settings(data=str(tmp_path), database_url=own_postgres.url())
    await migrate(settings)
    server = Server(settings).start()
    try:
        assert ask(server.port, "/about")[0] == 200 and ask(server.port, "/ready")[0] == 200
        for process in family(own_postgres):
            os.kill(process, signal.SIGSTOP)
        asked = [("/theme", b"theme=dark&next=/typed-by-somebody"), ("/about", None), ("/ready", None)] * 8
        with ThreadPoolExecutor(24) as people:
            answers = list(people.map(lambda each: ask(server.port, *each), asked))
        assert {status for status, *_ in answers} == {503}
        assert max(seconds for *_, seconds in answers) < 4
        assert all(
            "content-security-policy" in headers and headers["retry-after"] == "10" for _, _, headers, _ in answers
        )
        assert "typed-by-somebody" in answers[0][1] and ask(server.port, "/health")[0] == 200
        for process in family(own_postgres):
            os.kill(process, signal.SIGCONT)
        until = now() + timedelta(seconds=20)
        while ask(server.port, "/ready")[0] != 200 and now() < until:
            time.sleep(0.2)  # noqa: ASYNC251 — the server is another process; nothing waits in this one
        assert ask(server.port, "/about")[0] == 200 and ask(server.port, "/theme", b"theme=dark")[0] == 200
    finally:
        server.stop()
