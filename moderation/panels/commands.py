"""The command `comity draw` replays the lottery of a panel."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from forum.commandline import Command
from moderation.rules.panels import Lot, order, seats

HELP = """Replay the lottery of a panel, from what its page gives as JSON.

Prints the order of the draw and who was drawn first. Needs no database. Exit code 1 if it differs from what the file
says."""


def prepare(parser: ArgumentParser) -> None:
    parser.add_argument("file", help="panel.json of a case, or - for standard input")


def _draw(text: str) -> tuple[tuple[Lot, ...], list[str], list[str] | None]:
    """The order of the draw, who was drawn first, and who was published."""
    said = json.loads(text)
    lots = [Lot(each["ref"], each["group"], each["excluded"]) for each in said["candidates"]]
    ordered = order(str(said["seed"]), str(said["case"]), lots)
    return ordered, [each.ref for each in seats(ordered, int(said["size"]))], said.get("first")


def _read(file: str) -> str:
    return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")


async def run(arguments: Namespace) -> int:
    text = _read(arguments.file)
    try:
        ordered, drawn, published = _draw(text)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        print(f"{arguments.file} is no draw of a panel: {fault}", file=sys.stderr)
        return 2
    for place, each in enumerate(ordered, 1):
        print(f"{place:3} {each.group:20} {each.ref} {'drawn' if each.ref in drawn else each.excluded}".rstrip())
    if drawn == published:
        print("The same members as published.")
        return 0
    print(f"Published were others: {', '.join(published or [])}", file=sys.stderr)
    return 1


COMMANDS = (Command("draw", HELP, prepare, run),)
