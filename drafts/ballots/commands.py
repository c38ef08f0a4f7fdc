"""The commands `comity recount`, `comity capture`, `comity receipt` and `comity methods` are put together here. They
need no database, no settings and no network but a record's own address."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from drafts.ballots.receipts import command as receipt_command
from drafts.ballots.records import capture_command
from drafts.ballots.records.reading import DIFFERS, FITS, read_records
from drafts.rules.presets import preset, presets
from drafts.rules.record import UNSTATED, parse_record
from drafts.rules.tally import recount
from forum.commandline import Command


def prepare_recount(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a ballot's record: a file, - for standard input, or its http(s) address",
    )


def run_recount(arguments: Namespace) -> int:
    """The worst that any file gave: 2 malformed, 1 differs from the outcome that it states, 0 fits."""
    return read_records(arguments.files, _recounted)


def _recounted(text: bytes) -> tuple[dict[str, Any], int]:
    record = parse_record(text)
    result = recount(record)
    return result.as_json(), FITS if record.stated is UNSTATED or record.stated == result.outcome else DIFFERS


def prepare_methods(parser: ArgumentParser) -> None:
    parser.add_argument("act", nargs="?", choices=["show"], help="show one as JSON, to copy or change")
    parser.add_argument("id", nargs="?", help="which one, as in the list")
    parser.set_defaults(refuse=parser.error)


def run_methods(arguments: Namespace) -> int:
    if arguments.act is None:
        for each in presets():
            print(f"{each.id}\n  {each.title}\n  {each.rule}\n  Source: {each.source} ({each.sureness})")
        return 0
    if not arguments.id:
        arguments.refuse("show needs the id of a method; `comity methods` lists them")
    print(preset(arguments.id).text, end="")
    return 0


COMMANDS = (
    *capture_command.COMMANDS,
    *receipt_command.COMMANDS,
    Command(
        "recount",
        "Recount ballots from their published records, offline.\n\n"
        "Prints one JSON object a line: the outcome, the sums in each chamber,\n"
        "every condition with what there was and what was needed, and what was missing.\n\n"
        "Exit status: 2 if a record is malformed, 1 if one states another outcome, 0 otherwise.",
        prepare_recount,
        run_recount,
    ),
    Command(
        "methods", "List the decision rules that come with Comity, or show one as JSON.", prepare_methods, run_methods
    ),
)
