"""The command `comity capture` says who could capture a decision, from a ballot's record alone. It needs no database
and no settings."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from drafts.ballots.records.reading import FITS, MALFORMED, read_records
from drafts.rules.capture import Report, capture_of, compare, difference
from drafts.rules.reading import mapping, strictly
from forum.commandline import Command


def prepare(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a ballot's record: a file, - for standard input, or its http(s) address",
    )
    parser.add_argument("--compare", action="store_true", help="of two files: what the second changes, in sentences")
    parser.set_defaults(refuse=parser.error)


def run(arguments: Namespace) -> int:
    """2 if a record is malformed, else 0."""
    if not arguments.compare:
        return read_records(arguments.files, lambda text: (capture_of(text).as_json(), FITS))
    if len(arguments.files) != 2:
        arguments.refuse("--compare wants two files: before and after")
    kept: list[tuple[Mapping[str, Any], Report]] = []

    def keep(text: bytes) -> tuple[dict[str, Any], int]:
        kept.append((mapping(strictly(text), "the record"), capture_of(text)))
        return {}, FITS

    status = read_records(arguments.files, keep, quiet=True)
    if status == MALFORMED:
        return status
    (old, before), (new, after) = kept
    says = compare(before, after) or ("Nothing changes in who could pass, block or stop this.",)
    preface = difference(old["roll"], new["roll"])
    print(json.dumps({"files": arguments.files, "change": preface, "sentences": list(says)}, ensure_ascii=False))
    return FITS


COMMANDS = (
    Command(
        "capture",
        "Say who could capture a decision: how few could pass, block or boycott it, who could alone, who decides how\n"
        "often, and how many accreditations would buy it. Casts are ignored. Prints one JSON object a line.\n\n"
        "Exit status: 2 if a record is malformed, 0 otherwise.",
        prepare,
        run,
    ),
)
