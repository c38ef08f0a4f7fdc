"""The command `comity export` writes an edition to a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from drafts.instruments.exporting import edition_file
from forum.commandline import Command, fail
from forum.database import connected, reading
from forum.errors import NotFound
from forum.settings import read

HELP = """Write an edition of an instrument as Markdown, Akoma Ntoso, PDF or Word.

Without --edition, the one in force; without -o, to standard output. --against marks in a PDF or a Word file what
changed since that edition. docs/exchange.md says what each format can hold.
Exit status: 0 done, 2 it could not be done."""
FORMATS = ("md", "akn", "pdf", "docx")


def prepare(parser: ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="the instrument's name in addresses: /instruments/SLUG")
    parser.add_argument("--format", choices=FORMATS, default="md")
    parser.add_argument("--edition", type=int, metavar="N", help="its number (default: the one in force)")
    parser.add_argument(
        "--against", type=int, metavar="N", help="the edition with which a PDF or a Word file is compared"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE")


async def run(arguments: Namespace) -> int:
    if arguments.against and arguments.format not in ("pdf", "docx"):
        return fail("--against is for --format pdf or docx.")
    try:
        data = await _exported(arguments)
    except NotFound:
        return fail(f"There is no such edition of {arguments.slug}.")
    if arguments.output:
        arguments.output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return 0


async def _exported(arguments: Namespace) -> bytes:
    settings = read()
    async with connected(settings.database_url), reading():
        return await edition_file(
            arguments.slug, arguments.edition, arguments.format, settings.origin.rstrip("/"), arguments.against
        )


COMMANDS = (Command("export", HELP, prepare, run),)
