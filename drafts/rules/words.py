"""How positions, places and measures are called in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drafts.rules.conditions import EACH, TOGETHER
from drafts.rules.reading import POSITIONS

HOLDING = {
    "yes": "in favour",
    "no": "against with a reason",
    "bare_no": "against without a reason",
    "abstain": "abstaining",
    "absent": "not voting",
}
EVERYBODY = frozenset(POSITIONS) - {"recuse"}
GROUPED = {  # sets of positions that have a word of their own
    EVERYBODY: ("on the roll", "all on the roll"),
    EVERYBODY - {"absent"}: ("voting", "those who voted"),
    frozenset(("yes", "no", "bare_no")): ("in favour or against", "those in favour or against"),
    frozenset(("no", "bare_no")): ("against", "those against"),
    frozenset(): ("of no position", "nobody"),
}


def _joined(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def holding(positions: frozenset[str]) -> str:
    """ "in favour", "against", "abstaining or not voting"."""
    wanted = positions - {"recuse"}
    if wanted in GROUPED:
        return GROUPED[wanted][0]
    against = {"no", "bare_no"} <= wanted
    words = [
        "against" if against and name == "no" else HOLDING[name]
        for name in HOLDING
        if name in wanted and not (against and name == "bare_no")
    ]
    return _joined(words)


def among(positions: frozenset[str]) -> str:
    """ "those in favour or against", "all on the roll"."""
    wanted = positions - {"recuse"}
    return GROUPED[wanted][1] if wanted in GROUPED else f"those {holding(wanted)}"


def measure(by: str) -> str:
    return {"weight": "", "heads": ", counted by organisations"}.get(by, f", counted by {by.replace('_', ' ')}")


def chamber_name(key: str, names: Mapping[str, str]) -> str:
    if key in names:
        return names[key]
    words = " / ".join(part.replace("-", " ").replace("_", " ") for part in key.split("/"))
    return words[:1].upper() + words[1:]


def place_name(place: str | tuple[str, ...], names: Mapping[str, str]) -> str:
    if isinstance(place, tuple):
        return " and ".join(chamber_name(each, names) for each in place) + " together"
    return {TOGETHER: "All together", EACH: "In every chamber"}.get(place) or chamber_name(place, names)


ANSWERED = {"objections_without_disposition": "objection", "negatives_without_disposition": "vote against"}
"""Facts that count what has no answer yet; "at most 0" of them is said as: every one has an answer."""


def unanswered(what: str, number: object) -> str:
    """How many have no answer, as a sentence. Votes against are counted as votes."""
    if number == 0:
        return f"Every {what} has an answer."
    first, _, rest = what.partition(" ")
    many = f"{first}s {rest}".strip()
    return f"One {what} has no answer yet." if number == 1 else f"{number} {many} have no answer yet."


def fact_name(name: str) -> str:
    return chamber_name(name, {})
