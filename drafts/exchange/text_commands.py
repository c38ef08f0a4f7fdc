"""The commands `comity diff`, `comity merge` and `comity carry` open the text engine to scripts, without a database or
settings."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from drafts.exchange.outline import Unreadable
from drafts.text.carry import Carried, Carrying
from drafts.text.redline import Span, redline
from drafts.text.weave import Clash, clashes, weave, woven
from forum.commandline import Command, fail

DONE, DIFFERS = 0, 1
MOST = 50 * 1024 * 1024  # bytes of one file
OPS = {"same": "equal", "deleted": "delete", "inserted": "insert"}
MARKS = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
_STANDARD_INPUT = "-"


def prepare_diff(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    _json(parser)


def run_diff(arguments: Namespace) -> int:
    try:
        old, new = texts_of(arguments.old, arguments.new)
    except Unreadable as refused:
        return _refused(refused)
    spans = redline(old, new)
    if arguments.json:
        _say(json.dumps([{"op": OPS[span.kind], "text": span.text} for span in spans], ensure_ascii=False) + "\n")
    else:
        _say("".join(map(_marked, spans)))
    return DONE if old == new else DIFFERS


def _marked(span: Span) -> str:
    return MARKS[span.kind].format(span.text)


def prepare_merge(parser: ArgumentParser) -> None:
    for name in ("base", "ours", "theirs"):
        parser.add_argument(name, metavar=name.upper())
    _json(parser)


def run_merge(arguments: Namespace) -> int:
    try:
        base, ours, theirs = texts_of(arguments.base, arguments.ours, arguments.theirs)
    except Unreadable as refused:
        return _refused(refused)
    pieces = weave(base, {"ours": ours, "theirs": theirs})
    found = [_conflict(clash) for clash in clashes(pieces)]
    if arguments.json:
        _say(json.dumps({"conflicts": found} if found else {"text": woven(pieces)}, ensure_ascii=False) + "\n")
    elif found:
        for conflict in found:
            print(f"comity: {json.dumps(conflict, ensure_ascii=False)}", file=sys.stderr)
    else:
        _say(woven(pieces))
    return DIFFERS if found else DONE


def _conflict(clash: Clash) -> dict[str, str]:
    return {"base": clash.base, "ours": clash.versions["ours"], "theirs": clash.versions["theirs"]}


def prepare_carry(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")


def run_carry(arguments: Namespace) -> int:
    """Nothing is written unless every anchor can be read."""
    try:
        if _STANDARD_INPUT in (arguments.old, arguments.new):
            raise Unreadable((0, "OLD and NEW are files: standard input holds the anchors."))
        old, new = texts_of(arguments.old, arguments.new)
        anchors = list(_anchors(_decoded("standard input", sys.stdin.buffer.read(MOST + 1)), len(old)))
    except Unreadable as refused:
        return _refused(refused)
    carrying = Carrying(old, new)
    _say("".join(_fate(id, carrying.carry(start, end), new) for id, start, end in anchors))
    return DONE


def _anchors(text: str, length: int) -> Iterator[tuple[Any, int, int]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            anchor = json.loads(line)
            id, start, end = anchor["id"], anchor["start"], anchor["end"]
        except (ValueError, TypeError, KeyError, RecursionError):
            raise Unreadable(
                (0, f'standard input, line {number}: not an anchor {{"id": …, "start": …, "end": …}}.')
            ) from None
        if not (type(start) is type(end) is int and 0 <= start < end <= length):
            says = f"start and end do not name a place in OLD, which has {length} characters."
            raise Unreadable((0, f"standard input, line {number}: {says}"))
        yield id, start, end


def _fate(id: Any, found: Carried, new: str) -> str:
    text = None if found.place is None else new[found.start : found.end]
    return (
        json.dumps(
            {"id": id, "fate": found.fate, "start": found.start, "end": found.end, "text": text}, ensure_ascii=False
        )
        + "\n"
    )


def texts_of(*names: str) -> tuple[str, ...]:
    """Reads files to the character, line ends included. Raises Unreadable with one sentence."""
    if names.count(_STANDARD_INPUT) > 1:
        raise Unreadable((0, "Only one of the files can be standard input."))
    return tuple(_decoded(name, _bytes(name)) for name in names)


def _bytes(name: str) -> bytes:
    if name == _STANDARD_INPUT:
        return sys.stdin.buffer.read(MOST + 1)
    try:
        with Path(name).open("rb") as opened:
            return opened.read(MOST + 1)
    except OSError as error:
        raise Unreadable((0, f"{name}: it cannot be read: {error.strerror}.")) from None


def _decoded(name: str, data: bytes) -> str:
    if len(data) > MOST:
        raise Unreadable((0, f"{name}: larger than {MOST // 1024 // 1024} MB."))
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Unreadable((0, f"{name}: not UTF-8 at byte {error.start}.")) from None


def _refused(refused: Unreadable) -> int:
    return fail(*(says for _, says in refused.problems))


def _say(text: str) -> None:
    """Prints to the byte: no platform's line ends, whatever the terminal's encoding."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="JSON on standard output")


_ENDS = "FILE is UTF-8; - is standard input. Exit status: 0 done, 1 {}, 2 bad input."
COMMANDS = (
    Command(
        "diff",
        "What changed between two texts, word by word.\n\n"
        'With --json a list of {"op": "equal"|"delete"|"insert", "text"}: without the insertions the old text,\n'
        "without the deletions the new one, to the character.\n\n" + _ENDS.format("they differ"),
        prepare_diff,
        run_diff,
    ),
    Command(
        "merge",
        "Two changes of one text made into one, word by word, or the words about which they disagree.\n\n"
        'With --json {"text"} or {"conflicts": [{"base", "ours", "theirs"}]}; otherwise the merged text, or nothing\n'
        "and the conflicts on standard error.\n\n" + _ENDS.format("they disagree"),
        prepare_merge,
        run_merge,
    ),
    Command(
        "carry",
        "What becomes of quotes when OLD becomes NEW.\n\n"
        'Reads one anchor a line from standard input, {"id", "start", "end"} in characters of OLD, '
        "and writes one fate a\n"
        "line, in their order: unchanged, moved, changed or orphaned, and where it stands in NEW.\n\n"
        "Exit status: 0 done, 2 bad input.",
        prepare_carry,
        run_carry,
    ),
)
