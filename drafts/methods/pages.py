"""What the page to compose a method shows: the choices of each row, and what is wrong beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from drafts.ballots.rolls import Entitled
from drafts.rules.casting import FACTS
from drafts.rules.composing import AT, CHAMBERS, COUNTED, KINDS, SOME, RuleRow, condition_of
from drafts.rules.condition_reader import read_condition
from drafts.rules.conditions import EACH, OPERATORS, TOGETHER, Fact
from drafts.rules.explain import rule_in_words
from drafts.rules.methods import Method
from drafts.rules.presets import presets
from drafts.rules.trying import tests_of
from drafts.rules.words import HOLDING, chamber_name, fact_name

PARTS = {
    "valid_when": "It has to hold for the ballot to be valid",
    "adopted_when": "It has to hold for adoption",
    "clear_when": "Until it holds, an adopted text is held",
}
BY = {"weight": "by weight", "heads": "by organisations", "population": "by population"}
NO_RULE = Method(id="", title="", source="", chamber=(), voice="", weight="one", parts={})
POSITIONS = {position: HOLDING[position][:1].upper() + HOLDING[position][1:] for position in COUNTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row with its faults by field, what it says in words ("" if it says nothing yet), and its own choices."""

    number: int
    row: RuleRow
    faults: Mapping[str, str]
    says: str
    where: Mapping[str, str]
    by: Mapping[str, str]
    facts: Mapping[str, str]


def row_views(
    rows: Sequence[RuleRow], faults: Sequence[Mapping[str, str]], roll: Sequence[Entitled], chambers: str
) -> tuple[RowView, ...]:
    """Shows the rows with their faults. `faults` may be shorter than `rows`: those of a row that was not checked are
    not known."""
    places, known = places_of(roll, chambers), facts()
    beside = (*faults, *({} for _ in rows[len(faults) :]))
    names = {each.group: each.group_name for each in roll}
    return tuple(_view(n, row, beside[n], places, known, names) for n, row in enumerate(rows))


def _view(
    n: int,
    row: RuleRow,
    faults: Mapping[str, str],
    places: Mapping[str, str],
    known: Mapping[str, str],
    names: Mapping[str, str],
) -> RowView:
    elsewhere = {row.where: f"{row.where.removeprefix(AT)[:60]} (not on the roll)"} if row.where.startswith(AT) else {}
    by = {row.by: f"by {row.by[:60]}"} if row.by else {}
    fact = {row.fact: fact_name(row.fact[:60])} if row.fact else {}
    return RowView(
        number=n,
        row=row,
        faults=faults,
        says=said(row, names),
        where={**elsewhere, **places},
        by={**by, **BY},
        facts={**fact, **known},
    )


def said(row: RuleRow, names: Mapping[str, str]) -> str:
    """The row as a sentence, "" while it is not yet a test."""
    try:
        test = read_condition(condition_of(row), "")
    except ValueError:
        return ""
    sentence = rule_in_words(replace(NO_RULE, parts={"": test}), names)[0][1]
    sentence = sentence.replace(": all together: ", ": ") if row.where == SOME else sentence
    return f"{sentence[:1].upper()}{sentence[1:]}."


def places_of(roll: Sequence[Entitled], chambers: str) -> dict[str, str]:
    """Lists where a test can hold, with the chambers of the present roll."""
    found = {TOGETHER: "All together", EACH: "In every chamber", SOME: "In at least so many chambers"}
    if not CHAMBERS.get(chambers):
        return found
    names = {each.group: each.group_name for each in roll}
    keys = dict.fromkeys(each.group if chambers == "group" else f"{each.group}/{each.region}" for each in roll)
    return found | {AT + key: f"In {chamber_name(key, names)}" for key in keys}


def facts() -> dict[str, str]:
    """What the forum counts, then what rules of real bodies ask for and it does not count."""
    tests = {test.name for each in presets() for test in tests_of(each.method) if isinstance(test, Fact)}
    others = {name: f"{fact_name(name)} (this forum does not count it)" for name in sorted(tests - set(FACTS))}
    return {"": "Choose one", **{name: fact_name(name) for name in FACTS}, **others}


CHOICES = {"part": PARTS, "kind": KINDS, "op": OPERATORS, "positions": POSITIONS}
