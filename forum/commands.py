"""The commands `comity serve` and `comity migrate` stand here."""

from __future__ import annotations

import asyncio
import logging
import socket
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

from forum.commandline import Command, fail
from forum.database import connected, describe, reading
from forum.mail.sending import mail_folder
from forum.migrations import migrate
from forum.opening import opened, take_keys
from forum.people.bootstrap import first_link
from forum.people.queries import demonstrators
from forum.record import keys
from forum.settings import Misconfigured, Settings, read
from forum.web.assets import folder, not_built

MIGRATE = """Bring the database to the newest shape, and say what was done.

There is one history of migrations for SQLite and PostgreSQL. `comity serve` runs it too, before it opens a port;
run it alone to see beforehand that it succeeds, after a copy of the database was made."""


def prepare_serve(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--workers", type=int, default=1, help="server processes; all share the one database (default: %(default)s)"
    )


def serve(arguments: Namespace) -> int:
    settings = read()
    if not 1 <= arguments.port <= 65535 or not 1 <= arguments.workers <= 64:
        return fail("--port must be from 1 to 65535 and --workers from 1 to 64.")
    if taken(arguments.host, arguments.port):
        return fail(f"Port {arguments.port} on {arguments.host} is in use. Choose another with --port.")
    if fault := not_built(folder()):
        return fail(fault)
    asyncio.run(prepare(settings))
    shown = "localhost" if arguments.host in ("127.0.0.1", "0.0.0.0", "::", "::1") else arguments.host
    print(
        f"Comity is at http://{shown}:{arguments.port} ({describe(settings.database_url)}). Stop it with Ctrl+C.",
        flush=True,
    )
    logging.getLogger("comity").setLevel(logging.INFO)
    Granian(
        "comity:serve_app",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=arguments.workers,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
        log_access=False,
    ).serve()
    return 0


async def prepare(settings: Settings) -> None:
    """Migrates, before any server process starts; prints what the operator must know."""
    writable(settings.folder)
    print(await migrate(settings))
    if not settings.smtp_url:
        print(f"No mail server is set (COMITY_SMTP_URL): mails are written as files into {mail_folder(settings)}.")
    async with opened(settings):  # the keys are those of this database, or no server starts
        if link := await first_link(settings.origin):
            print(
                f"Nobody holds the secretariat's office yet. Open this link, once, within a day, to take it:\n  {link}"
            )
        async with reading():
            people = await demonstrators()
    if people:
        print(f"This is the demonstration. Sign in as one of these by a button at {settings.origin}/sessions/new:")
    for name, demonstrates in people:
        print(f"  {name:24} {demonstrates}")


def taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


async def run_migrate(arguments: Namespace) -> int:
    settings = read()
    writable(settings.folder)
    print(await migrate(settings))
    async with connected(settings.database_url):
        if await keys.size_now() and not await keys.links():
            await take_keys(settings)  # of a record that 0.2.0 began: from now on it knows its keys
    return 0


def writable(folder: Path) -> None:
    """Makes the folder if there is none. Raises Misconfigured if nothing can be written there."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise Misconfigured(
            f"Nothing can be written into the data folder {folder} ({error.strerror}): let the user who runs "
            "the forum write there, or name another by COMITY_DATA."
        ) from error


COMMANDS = (
    Command(
        "serve",
        "Serve the forum. Migrates the database first; on an empty one, prints a one-time link for the secretariat.",
        prepare_serve,
        serve,
    ),
    Command(
        "migrate",
        MIGRATE,
        lambda parser: None,
        run_migrate,
    ),
)
