"""Worked cases of each preset, the arithmetic done by hand from the text of the rule: boundaries, silence, recusal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drafts.rules.presets import preset, presets
from drafts.rules.record import FORMAT, parse_record
from drafts.rules.tally import recount

FOLDER = Path(__file__).parents[1] / "vectors" / "worked"
GUIDE = Path(__file__).parents[2] / "docs" / "methods.md"
CASES = [(file.stem, case) for file in sorted(FOLDER.glob("*.json")) for case in json.loads(file.read_text("utf-8"))]


def record_of(method: str, case: dict[str, Any]) -> dict[str, Any]:
    """`counts` by chamber and position become a roll and casts; or both are written out."""
    roll, casts = [*case.get("roll", ())], [*case.get("casts", ())]
    for chamber, counts in case.get("counts", {}).items():
        for position, number in counts.items():
            for _ in range(number):
                name = f"o{len(roll)}"
                roll.append({"organisation": name, "group": chamber})
                if position != "absent":
                    casts.append(_cast(name, position))
    facts = case.get("facts", {})
    return {"format": FORMAT, "method": json.loads(preset(method).text), "roll": roll, "casts": casts, "facts": facts}


def _cast(name: str, position: str) -> dict[str, str]:
    reason = {"reason": "Because."} if position == "no" else {}
    return {"organisation": name, "position": "no" if position == "bare_no" else position, **reason}


@pytest.mark.parametrize("method,case", CASES, ids=[f"{method}: {case['name']}" for method, case in CASES])
def test_worked(method, case):
    assert recount(parse_record(record_of(method, case))).outcome == case["outcome"]
    assert case["arithmetic"].strip() and case["text"].strip()


@pytest.mark.parametrize("each", [each.id for each in presets()])
def test_each_preset_has_five_cases_with_names_of_their_own(each):
    names = [case["name"] for method, case in CASES if method == each]
    assert len(names) >= 5, f"tests/vectors/worked/{each}.json has {len(names)} cases; at least five are wanted"
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("each", [each.id for each in presets()])
def test_the_guide_speaks_of_each_preset(each):
    assert f"\n| `{each}` | " in GUIDE.read_text("utf-8"), f"docs/methods.md has no row for {each}"
