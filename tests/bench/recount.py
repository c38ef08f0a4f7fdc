"""How long a recount of a million votes takes, beside `json.loads` of the same file."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from drafts.rules.presets import preset
from drafts.rules.record import FORMAT, parse_record
from drafts.rules.tally import recount

ROUNDS, CASTS, CHAMBERS, GOAL = 5, 1_000_000, 20, 3.0
REASON = "Who pays for this? Clause 4 says: the public, clause 7 says: the vendors."


def record(number: int, random: Random) -> dict[str, Any]:
    """Everybody on the roll votes, in an order of their own; a few have owners in common, a few recuse."""
    roll = [
        {"organisation": f"organisation-{n}", "group": f"group-{n % CHAMBERS}", "owner": f"owner-{owner}"}
        for n, owner in ((n, n if n % 10 else n // 30) for n in range(number))
    ]
    held = random.choices(("yes", "no", "abstain", "recuse"), (70, 20, 9, 1), k=number)
    casts = [
        {
            "organisation": line["organisation"],
            "position": position,
            "reason": REASON if position == "no" else "",
            "cast_at": f"2026-10-{1 + n % 28:02}T{n % 24:02}:{n % 60:02}:00+00:00",
        }
        for n, (line, position) in enumerate(zip(roll, held, strict=True))
    ]
    random.shuffle(casts)
    method = json.loads(preset("balanced").text)
    return {"format": FORMAT, "question": {}, "method": method, "roll": roll, "casts": casts, "facts": {}}


def recounted(path: Path) -> str:
    return json.dumps(recount(parse_record(path.read_bytes())).as_json())


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def run() -> list[str]:
    """One line, the medians of rounds in turns. Raises RuntimeError if a vote is lost."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.json"
        path.write_text(json.dumps(record(CASTS, Random(1))))
        heads = json.loads(recounted(path))["tally"]["all"]
        if sum(each["heads"] for each in heads.values()) != CASTS:
            raise RuntimeError("the recount lost votes")
        content = path.read_bytes()
        rounds = [(seconds(lambda: recounted(path)), seconds(lambda: json.loads(content))) for _ in range(ROUNDS)]
    ours, floor = (statistics.median(each) for each in zip(*rounds, strict=True))
    return [
        f"Recount of {CASTS:,} votes in {CHAMBERS} chambers, {len(content):,} bytes: {ours:.2f} s; "
        f"json.loads of the same: {floor:.2f} s; ratio {ours / floor:.2f} (goal at most {GOAL:g})"
    ]


if __name__ == "__main__":
    print(*run(), sep="\n")
