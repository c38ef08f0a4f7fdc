"""The command `comity import` makes an instrument of a document in Markdown or Akoma Ntoso."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from drafts.exchange import akn
from drafts.exchange.akn.parsing import MAX_BYTES
from drafts.exchange.markdown import decoded, read_markdown
from drafts.exchange.outline import MAX_SOURCE, Outline, Unreadable
from drafts.instruments import export_command
from drafts.instruments.actions import bring_by_operator
from drafts.instruments.forms import AKN
from forum.commandline import Command, fail, progress
from forum.migrations import migrate
from forum.opening import opened
from forum.record.actions import sign_off
from forum.settings import Settings, read

HELP = """Turn a document in Markdown, or in Akoma Ntoso 3.0 (.xml, .akn), into an instrument.

Headings become parts and articles; each paragraph, list item, table, quotation or block of code becomes a clause.
“{entrenched}” at the end of a heading or of a provision marks what is entrenched, and is not shown.
What is taken otherwise than it stands is said by line. If something cannot be taken at all, nothing is imported and
the exit code is 2. In the record the import is the operator's: it names no person."""


def prepare_import(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "--slug", default="", help="its name in addresses: /instruments/SLUG (default: made of the title)"
    )
    parser.add_argument(
        "--about", default="", help="a few plain sentences about it (default: the words before its first heading)"
    )
    parser.add_argument("--title", default="", help="its title (default: the document's own)")
    parser.add_argument("--check", action="store_true", help="read it and say what would be taken; import nothing")


async def run_import(arguments: Namespace) -> int:
    try:
        outline = outline_of(arguments.file, arguments.title)
    except Unreadable as refused:
        return fail(*(f"{arguments.file}:{line}: {says}" for line, says in refused.problems), "Nothing was imported.")
    for notice in outline.notices:
        print(f"{arguments.file}:{notice.line}: {notice.says}", file=sys.stderr)
    if arguments.check:
        print(f"“{outline.title}” can be imported, with {len(outline.clauses)} clauses.")
        return 0
    settings = read()
    path = await import_into(settings, outline, arguments.slug, arguments.about)
    print(f"“{outline.title}” is at {settings.origin}{path}, with {len(outline.clauses)} clauses.")
    return 0


def outline_of(file: Path, title: str = "") -> Outline:
    """Reads a file by the format that its ending names. Raises Unreadable."""
    if file.suffix.lower() not in AKN:
        return read_markdown(decoded(bytes_of(file, MAX_SOURCE)), title)
    outline = akn.read(bytes_of(file, MAX_BYTES))
    return replace(outline, title=title or outline.title)


def bytes_of(file: Path, limit: int) -> bytes:
    """The bytes of a file, at most one more than fits."""
    try:
        with file.open("rb") as opened:
            return opened.read(limit + 1)
    except OSError as error:
        raise Unreadable((1, f"It cannot be read: {error.strerror}.")) from None


async def import_into(settings: Settings, outline: Outline, slug: str = "", about: str = "") -> str:
    """Imports all of it or nothing; answers the instrument's path."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    await migrate(settings)
    async with opened(settings):
        path = f"/instruments/{await bring_by_operator(outline, slug, about, progress)}"
        await sign_off()
        return path


COMMANDS = (Command("import", HELP, prepare_import, run_import), *export_command.COMMANDS)
