"""The command `comity demo` stands here."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from forum.commandline import Command, progress
from forum.migrations import migrate
from forum.opening import opened
from forum.record.actions import sign_off
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
    async with opened(settings):
        if arguments.if_empty and not await is_empty():
            return 0
        await load(progress)
        await sign_off()
        print("The demonstration is loaded.")
    return 0


COMMANDS = (Command("demo", HELP, prepare, run),)
