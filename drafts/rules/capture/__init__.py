"""Who could capture a decision, before anybody votes (RULES, part C). All numbers are exact, but for power where a roll
falls into too many different kinds of organisations: there it is drawn by lot, and the report says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from drafts.rules.capture.compare import compare, difference
from drafts.rules.capture.findings import Alone, GroupShare, Least
from drafts.rules.capture.report import Report, report_of
from drafts.rules.methods import Method
from drafts.rules.reading import mapping, strictly
from drafts.rules.record import parse_record
from drafts.rules.roll import entries_of

__all__ = ["Alone", "GroupShare", "Least", "Report", "capture", "capture_of", "compare", "difference"]


def capture(
    method: Method, roll: Sequence[Mapping[str, Any]], *, names: Mapping[str, str] | None = None, seed: str = "comity"
) -> Report:
    """The report on a method with this roll, which is as in a record; `names` has the names of groups by key. It raises
    Malformed for a roll that does not fit the method."""
    return report_of(method, entries_of(roll, method), names or {}, seed)


def capture_of(record: str | bytes | Mapping[str, Any]) -> Report:
    """The report on a ballot's record, whose casts, facts and outcome do not matter. It raises Malformed, naming the
    place."""
    found = mapping(strictly(record) if isinstance(record, str | bytes) else record, "the record")
    bare = {name: value for name, value in found.items() if name not in ("casts", "facts", "outcome")}
    read = parse_record(bare)
    return report_of(read.method, read.roll, {}, "comity")
