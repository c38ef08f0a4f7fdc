"""The capture report of large rolls: seconds for each, beside the reading of the same roll from JSON."""

from __future__ import annotations

import json
from random import Random
from time import perf_counter
from typing import Any

from drafts.rules.capture import capture_of
from drafts.rules.presets import preset
from drafts.rules.record import FORMAT

GOAL = 10  # seconds


def run() -> list[str]:
    return [
        _timed("2,000 organisations in 6 groups, owners, region chambers", _regions()),
        _timed("193 + 700 + 390 in three chambers", _three()),
    ]


def _timed(name: str, record: dict[str, Any]) -> str:
    text = json.dumps(record)
    begun = perf_counter()
    report = capture_of(text)
    seconds = perf_counter() - begun
    power = "power exact" if report.power.exact else f"power drawn {report.power.draws} times"
    return f"Capture report, {name}: {seconds:.1f} s (goal under {GOAL} s); {power}"


def _regions() -> dict[str, Any]:
    random = Random(4)
    method = {**json.loads(preset("balanced").text), "chamber": ["group", "region"]}
    roll = [
        {
            "organisation": f"o{n}",
            "group": f"g{min(5, int(random.expovariate(0.5)))}",
            "region": random.choice("abcd"),
            "owner": f"w{random.randrange(600)}" if random.random() < 0.5 else f"o{n}",
        }
        for n in range(2_000)
    ]
    return {"format": FORMAT, "method": method, "roll": roll}


def _three() -> dict[str, Any]:
    sizes = {"government": 193, "industry": 700, "civil-society": 390}
    roll = [{"organisation": f"{group}{n}", "group": group} for group, size in sizes.items() for n in range(size)]
    return {"format": FORMAT, "method": json.loads(preset("balanced").text), "roll": roll}
