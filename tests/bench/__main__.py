"""`make bench`: rates as ratios, each of two measured in turns in one run on one server; then recount and capture."""

from __future__ import annotations

import asyncio
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from forum.commandline import progress
from forum.migrations import migrate
from forum.settings import Settings
from tests.bench import capture, floor, recount, text
from tests.bench.client import Connection, get, post, rate
from tests.bench.setting import Prepared, prepare
from tests.server import free_port

ROUNDS, SECONDS = 5, 2.0
GOAL, CAST_GOAL = 0.3, 0.5  # of static bytes; of one-row commits


def serve(settings: Settings, port: int) -> subprocess.Popen:
    environment = {**os.environ, "COMITY_DATA": str(settings.folder), "DATABASE_URL": settings.database_url}
    return subprocess.Popen(
        [
            Path(sys.executable).with_name("granian"),
            "--interface",
            "asgi",
            "--factory",
            "--port",
            str(port),
            "--no-access-log",
            "--log-level",
            "error",
            "tests.bench.app:serve",
        ],
        env=environment,
    )


async def reached(port: int) -> None:
    for _ in range(200):
        try:
            (await Connection.to(port)).close()
            return
        except OSError:
            await asyncio.sleep(0.1)
    raise RuntimeError("the server did not start")


async def pages(port: int, made: Prepared) -> tuple[float, float, int]:
    connection = await Connection.to(port)
    status, body = await connection.send(get(made.page))
    connection.close()
    if status != 200:
        raise RuntimeError(f"{made.page}: {status}")
    page, static = [lambda n: get(made.page)] * 8, [lambda n: get(f"/static/bench/{len(body)}")] * 8
    found = await in_turns("Pages", lambda: rate(port, page, SECONDS, 200), lambda: rate(port, static, SECONDS, 200))
    return *found, len(body)


async def casts(port: int, made: Prepared) -> tuple[float, float]:
    def voting(voter):
        return lambda n: post(
            made.casts,
            {
                "_csrf": voter.csrf,
                "_once": secrets.token_urlsafe(9),
                "position": ("yes", "abstain")[n % 2],
                "reason": "",
            },
            voter.cookie,
        )

    rows = [lambda n: post("/bench/row", {})] * len(made.voters)
    return await in_turns(
        "Votes",
        lambda: rate(port, [voting(voter) for voter in made.voters], SECONDS, 303),
        lambda: rate(port, rows, SECONDS, 200),
    )


async def in_turns(label: str, ours, floor) -> tuple[float, float]:
    """Medians of the rounds, so that what else the machine does weighs on both."""
    rates: tuple[list[float], list[float]] = ([], [])
    for n in range(ROUNDS):
        for found, measure in zip(rates, (ours, floor), strict=True):
            found.append(await measure())
        progress(label, n + 1, ROUNDS)
    return statistics.median(rates[0]), statistics.median(rates[1])


async def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=folder, database_url=os.environ.get("BENCH_DATABASE_URL", ""))
        made, port = await prepare(settings), free_port()
        server = serve(settings, port)
        try:
            await reached(port)
            await asyncio.sleep(1)
            page, static, size = await pages(port, made)
            votes, rows = await casts(port, made)
        finally:
            server.terminate()
            server.wait()
    print(
        f"Public instrument page, 200 clauses, 500 comments, {size:,} bytes: {page:,.0f} a second; "
        f"as many static bytes: {static:,.0f}; ratio {page / static:.2f} (goal {GOAL})"
    )
    print(f"Votes: {votes:,.0f} a second; one-row commits: {rows:,.0f}; ratio {votes / rows:.2f} (goal {CAST_GOAL})")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=folder)
        await migrate(settings)
        floors = await floor.run(settings)
    print(*floors, *text.run(), *recount.run(), *capture.run(), sep="\n")
    return int(page / static < GOAL or votes / rows < CAST_GOAL)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
