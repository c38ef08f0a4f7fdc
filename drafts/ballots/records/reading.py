"""Ballot records from wherever somebody keeps them, and one clear line for each that cannot be read."""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from drafts.rules.reading import Malformed

LIMIT = 64 * 1024 * 1024  # bytes of one record
FITS, DIFFERS, MALFORMED = 0, 1, 2
Work = Callable[[bytes], tuple[dict[str, Any], int]]


def read_records(names: Sequence[str], work: Work, *, quiet: bool = False) -> int:
    """Prints a JSON object a line: what `work` makes of each record, or its error. The worst status that any file gave.
    `quiet`: only errors."""
    worst = FITS
    for name in names:
        found, status = judged(name, work)
        if status == MALFORMED or not quiet:
            print(json.dumps({"file": name, **found}), flush=True)
        worst = max(worst, status)
    return worst


def judged(name: str, work: Work) -> tuple[dict[str, Any], int]:
    try:
        return work(read(name))
    except Malformed as malformed:
        return {"error": str(malformed)}, MALFORMED
    except OSError as error:
        return {"error": f"The file cannot be read: {error.strerror or error}."}, MALFORMED
    except RecursionError:
        return {"error": "method: the conditions are nested too deeply."}, MALFORMED
    except ValueError:
        return {"error": "roll: its numbers are too long to be written out."}, MALFORMED


def read(name: str) -> bytes:
    """Reads what `name` stands for: a path, - for standard input, or an http(s) address."""
    if name == "-":
        return sys.stdin.buffer.read(LIMIT)
    if name.startswith(("http://", "https://")):
        with urllib.request.urlopen(name, timeout=30) as answer:
            return answer.read(LIMIT)
    return Path(name).read_bytes()
