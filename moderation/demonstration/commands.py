"""`comity demo`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from forum import master
from forum.commandline import Command, progress
from forum.database import bind, engine, engine_for
from forum.migrations import migrate
from forum.record import key
from forum.settings import read

HELP = """Load the demonstration into an empty database; say so if it is not empty.

A believable forum: 48 invented organisations of three groups, a code of conduct, and a year of amendments, ballots
and arguments about it. Visitors sign in as its people by a button."""


def prepare(parser: ArgumentParser) -> None:
    parser.add_argument("--if-empty", action="store_true", help="do nothing, and succeed, if the database is not empty")


async def run(arguments: Namespace) -> int:
    from moderation.demonstration.actions import is_empty, load  # half the house: only when it is wanted

    settings = read()
    settings.folder.mkdir(parents=True, exist_ok=True)
    await migrate(settings)
    bind(engine_for(settings.database_url))
    await engine().start()
    try:
        key.use(key.Signer(settings.record_name, key.load(settings.key_file)))
        master.use(master.load(settings.seal_file))
        if arguments.if_empty and not await is_empty():
            return 0
        await load(progress)
        print("The demonstration is loaded.")
    finally:
        await engine().stop()
    return 0


COMMANDS = (Command("demo", HELP, prepare, run),)
