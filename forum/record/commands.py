"""The command `comity verify` stands here. The roof says what is checked beside the record itself: the floors above
know what they computed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from piccolo.engine.sqlite import SQLiteEngine

from forum.commandline import Command, fail, progress
from forum.database import connected, describe, engine_for
from forum.record import key
from forum.record.faults import Fault
from forum.record.queries import has_tables
from forum.record.verify import Check, verify
from forum.record.vouched import vouched_tables
from forum.settings import Settings, read

HELP = """Recompute the whole record; name the first thing that does not fit.

Reads every entry, recomputes the tree, compares it with every signed checkpoint, compares every row of every public
table with the entry that vouches for it, and counts every closed ballot again. Changes nothing; the forum may be
running meanwhile. A record that was written anew from its beginning fits itself: only a checkpoint that was kept
somewhere else finds that. Keep what /record/checkpoint says, and give it by --checkpoint.

Exit code: 0 everything fits, 1 something does not, 2 it could not be checked."""


def verify_command(*checks: Check) -> Command:
    async def run(arguments: Namespace) -> int:
        return await run_verify(arguments, checks)

    return Command("verify", HELP, prepare, run)


def prepare(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--checkpoint",
        metavar="FILE",
        type=Path,
        help="one that was kept elsewhere; the record must begin with what it was signed for",
    )


async def run_verify(arguments: Namespace, checks: tuple[Check, ...]) -> int:
    settings = read()
    try:
        kept = arguments.checkpoint.read_text(encoding="utf-8") if arguments.checkpoint else ""
    except (OSError, UnicodeDecodeError) as error:
        return fail(f"{arguments.checkpoint} cannot be read: {error}")
    if reason := _not_there(settings):
        return fail(reason)
    async with connected(settings.database_url):
        if not await has_tables():
            return fail("This database is empty. Run `comity migrate` or `comity serve` first.")
        return await _report(settings, checks, kept)


def _not_there(settings: Settings) -> str:
    own = engine_for(settings.database_url)
    if isinstance(own, SQLiteEngine) and not Path(own.path).exists():
        return f"There is no database: {describe(settings.database_url)}."
    if not settings.key_file.exists():
        return (
            f"There is no key at {settings.key_file}: without it signatures cannot be checked. "
            "COMITY_RECORD_KEY says where it is."
        )
    return ""


async def _report(settings: Settings, checks: tuple[Check, ...], kept: str) -> int:
    place = describe(settings.database_url)
    try:
        found = await verify(vouched_tables(), key.load(settings.key_file).public_key(), checks, progress, kept)
    except Fault as fault:
        print(f"{place} does not fit. {fault.sentence}")
        return 1
    print(
        f"{place}: everything fits. {found.entries} entries, {found.rows} rows, {found.checkpoints} checkpoints. "
        f"Root {found.root}"
    )
    return 0
