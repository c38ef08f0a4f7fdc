"""The command `comity receipt` checks a receipt on one's own computer. It needs no database, no settings and no
network."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from drafts.rules.reading import Malformed
from drafts.rules.receipt import Receipt, holds, read_receipt, signed
from forum.commandline import Command

LIMIT = 1024 * 1024  # bytes of a receipt, a checkpoint or a key
FITS, DOES_NOT, UNREADABLE = 0, 1, 2

HELP = """Check the receipt of a vote, offline.

Hashes the entry again, and follows the proof from its leaf to the root of the record. With --key, also checks who
signed that root: by the checkpoint in the receipt, or by the one that --checkpoint names. A checkpoint from somewhere
else than the forum proves the most.

Exit status: 0 everything fits, 1 something does not, 2 it cannot be read or compared."""


def prepare(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a receipt as the forum gives it (JSON), or - for standard input")
    parser.add_argument("--checkpoint", metavar="FILE", help="a signed state of the record that was kept elsewhere")
    parser.add_argument("--key", metavar="FILE", help="the verifier key of the record: a file, or the line itself")


def run(arguments: Namespace) -> int:
    try:
        receipt = read_receipt(_read(arguments.file))
        note = _text(arguments.checkpoint) if arguments.checkpoint else receipt.checkpoint
        return _judge(receipt, note, _key(arguments.key) if arguments.key else "")
    except Malformed as malformed:
        return _refused(str(malformed))
    except OSError as error:
        return _refused(f"{error.filename} cannot be read: {error.strerror or error}.")


def _judge(receipt: Receipt, note: str, key: str) -> int:
    if not (fits := holds(receipt)):
        return _said(DOES_NOT, "The receipt does not fit itself.", *fits.reasons)
    print(f"Entry {receipt.entry} is a vote in ballot {receipt.ballot}.")
    print(f"Its proof leads to the root of {receipt.size} entries: {receipt.root}")
    if not note:
        if key:
            raise Malformed("checkpoint: the receipt holds none, so there is no signature to check.")
        return _said(FITS, "Nobody has signed it yet. Compare it with a root that somebody else kept.")
    if not (said := signed(receipt, note, key)):
        return _said(DOES_NOT, *said.reasons)
    if key:
        return _said(FITS, f"This root was signed by the key of {receipt.origin}.")
    return _said(FITS, "The checkpoint states this root; --key checks who signed it.")


def _key(given: str) -> str:
    """A file, or the line itself: base64 and a host's name make no path that is likely to exist."""
    return _text(given) if "+" not in given or Path(given).is_file() else given


def _read(name: str) -> bytes:
    if name == "-":
        found = sys.stdin.buffer.read(LIMIT + 1)
    else:
        with open(name, "rb") as file:
            found = file.read(LIMIT + 1)
    if len(found) > LIMIT:
        raise Malformed(f"{name}: more than {LIMIT:,} bytes are no receipt.")
    return found


def _text(name: str) -> str:
    try:
        return _read(name).decode()
    except UnicodeDecodeError:
        raise Malformed(f"{name}: it is not text in UTF-8.") from None


def _said(status: int, *sentences: str) -> int:
    print(*sentences, sep="\n")
    return status


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return UNREADABLE


COMMANDS = (Command("receipt", HELP, prepare, run),)
