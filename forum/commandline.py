"""What a feature's `commands.py` is made of, and the one line in which long work shows how far it is."""

from __future__ import annotations

import asyncio
import inspect
import sqlite3
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import asyncpg

from forum.errors import Invalid, Refused
from forum.settings import Misconfigured


@dataclass(frozen=True, slots=True)
class Command:
    """A floor adds a command to `comity` with this. `run` answers the process's exit code: 0 done, 1 it found something
    wrong, 2 it could not start. The first line of `help` is what `comity --help` shows."""

    name: str
    help: str
    prepare: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int | Awaitable[int]]


def parser_of(commands: Sequence[Command], says: str, ends: str) -> ArgumentParser:
    parser = ArgumentParser("comity", description=says, epilog=ends, formatter_class=RawDescriptionHelpFormatter)
    choices = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in commands:
        short = command.help.split("\n", 1)[0]
        own = choices.add_parser(
            command.name, help=short, description=command.help, formatter_class=RawDescriptionHelpFormatter
        )
        command.prepare(own)
        own.set_defaults(run=command.run)
    return parser


def run(parser: ArgumentParser, arguments: Sequence[str]) -> int:
    chosen = parser.parse_args(arguments)
    try:
        result = chosen.run(chosen)
        return asyncio.run(_wait(result)) if inspect.isawaitable(result) else result
    except Refused as refused:
        return fail(*refused.reasons)
    except Invalid as invalid:
        return fail(*(f"{field}: {sentence}" for field, sentences in invalid.fields.items() for sentence in sentences))
    except BrokenPipeError:
        return 0
    except Misconfigured as error:
        return fail(str(error))
    except (OSError, sqlite3.Error, asyncpg.PostgresError) as error:
        return fail(f"It could not be done: {error}")
    except KeyboardInterrupt:
        return 130


async def _wait(result: Awaitable[int]) -> int:
    return await result


def fail(*sentences: str) -> int:
    for sentence in sentences:
        print(f"comity: {sentence}", file=sys.stderr)
    return 2


def progress(label: str, done: int, total: int) -> None:
    """Prints one line on stderr, rewritten in place on a terminal; elsewhere a line at each tenth, so that a log
    stays short."""
    last = done >= total
    if sys.stderr.isatty():
        print(f"\r{label}: {done} of {total}\x1b[K", end="\n" if last else "", file=sys.stderr, flush=True)
    elif last or done * 10 // total > (done - 1) * 10 // total:
        print(f"{label}: {done} of {total}", file=sys.stderr, flush=True)
