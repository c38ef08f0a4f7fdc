"""What a change of roll, method or ownership does to the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from drafts.rules.capture.report import Report
from drafts.rules.capture.words import Names, counted
from drafts.rules.words import chamber_name

ACTS = {"pass": "pass this", "block": "block this", "boycott": "stop this by not voting"}
FEWEST = {"pass": "pass it", "block": "block it", "boycott": "stop it by not voting"}
NAMED = 3  # owners that are named; more are only counted
Roll = Sequence[Mapping[str, Any]]


def compare(before: Report, after: Report, names: Names | None = None) -> tuple[str, ...]:
    """Sentences on what became possible or impossible, and by how many; none if nothing changed."""
    named, found = names or {}, []
    for game, act in ACTS.items():
        for kind in ("groups", "owners"):
            then, now = set(getattr(before.alone[game], kind)), set(getattr(after.alone[game], kind))
            found += _alone(sorted(now - then), kind, named, f"could {act}", "; before, it could not")
            found += _alone(sorted(then - now), kind, named, f"could no longer {act}", "")
        found += _moved(before.least[game].organisations, after.least[game].organisations, FEWEST[game])
    return tuple(found)


def _alone(who: Sequence[str], kind: str, names: Names, could: str, before: str) -> list[str]:
    if kind == "groups":
        return [f"{chamber_name(each, names)} alone {could}{before}." for each in who]
    if len(who) > NAMED:
        return [f"Each of {counted(len(who), 'owner')} alone {could}."]
    return [f"The owner {each} alone {could}{before}." for each in who]


def _moved(before: int | None, after: int | None, act: str) -> list[str]:
    if before == after:
        return []
    if after is None:
        return [f"Nobody could {act} any more."]
    if before is None:
        return [f"{counted(after, 'organisation')} could {act}; before, nobody could."]
    return [
        f"The fewest organisations that could {act} {'rose' if after > before else 'fell'} from {before} to {after}."
    ]


def difference(before: Roll, after: Roll) -> str:
    """How one roll became another, to begin such sentences with: "After 5 accreditations and 1 change of owner"; "" if
    it did not."""
    old, new = ({line["organisation"]: line for line in roll} for roll in (before, after))
    added, gone = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    sold = sum(1 for name in new.keys() & old.keys() if _owner(new[name]) != _owner(old[name]))
    parts = [
        *([counted(added, "accreditation")] if added else []),
        *([f"{counted(gone, 'accreditation')} ended"] if gone else []),
        *([f"{sold} change{'' if sold == 1 else 's'} of owner"] if sold else []),
    ]
    return f"After {' and '.join(parts)}" if parts else ""


def _owner(line: Mapping[str, Any]) -> str:
    owner: str = line.get("owner", line["organisation"])
    return owner
