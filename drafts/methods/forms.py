"""What is typed to compose a method: the head and the process by WTForms, the tests as rows, the numbers to try."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice

from drafts.rules.composing import COUNTED, RuleRow
from drafts.rules.presets import presets
from drafts.rules.procedure import PARTS
from drafts.rules.process_typed import HOURS
from forum.web.forms import Form, text

ROWS, JSON = "rows", "json"
MOST_ROWS = 20
TITLE_LIMIT, SOURCE_LIMIT, RULE_LIMIT = 200, 2_000, 20_000  # characters
NAME = re.compile(r"row-(\d{1,3})-([a-z]+)")
TRIED = ("yes", "no", "bare", "abstain")
KEPT = "kept"
TOGETHER = {
    "together": "All organisations together",
    "group": "Each stakeholder group by itself",
    "region": "Each stakeholder group by itself, divided by region",
}
VOICES = {"organisation": "Each organisation", "owner": "Each owner in a chamber"}
WEIGHTS = {
    "one": "Every voice the same",
    "listed": "As the roll lists it",
    "group": "Every group the same, divided among its voices",
    "region": "Every group the same, in it every region, divided among its voices",
}


def _choices(known: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in known.items()]


def _second() -> list[SelectChoice]:
    first = {"": "No second call", KEPT: "As in the method that you began with"}
    return _choices({**first, **{each.id: each.title for each in presets()}})


class MethodForm(Form):
    """A composed method. `begun` and `instrument` say what the page was opened with; `mode` is ROWS or JSON."""

    begun = HiddenField()
    instrument = HiddenField()
    mode = HiddenField(default=ROWS)
    part = RadioField(
        "What it decides",
        choices=_choices({key: name.capitalize() for key, name in PARTS.items()}),
        validate_choice=False,
    )
    title = StringField("Title", filters=[text])
    source = TextAreaField("Where it comes from", filters=[text])
    chambers = RadioField("Chambers", choices=_choices(TOGETHER), validate_choice=False)
    voice = RadioField("Who has a voice", choices=_choices(VOICES), validate_choice=False)
    weight = RadioField("What a voice weighs", choices=_choices(WEIGHTS), validate_choice=False)
    rule = TextAreaField("The rule as JSON", filters=[text])
    open_for = StringField("Open for at least", filters=[text])
    at_most = StringField("Open for at most", filters=[text])
    unit = SelectField("Counted in", choices=_choices({each: each for each in HOURS}), validate_choice=False)
    recirculation = BooleanField("If the words change to meet objections, they go back to the voters")
    second_call = SelectField(
        "If one group stays away, the others then decide by", choices=_second, validate_choice=False
    )
    second_days = StringField("Days of the second call", filters=[text])
    readings = StringField("Readings", filters=[text])
    between = StringField("Days between two readings", filters=[text])
    reaffirm_years = StringField("Years after which a text has to be reaffirmed", filters=[text])
    group_limit = StringField("The most of the roll that one group may be", filters=[text])
    reasons = TextAreaField("Reasons for this motion", filters=[text])


def rows_in(typed: Mapping[str, str]) -> tuple[RuleRow, ...]:
    """The rows as they were typed, in their order; at most MOST_ROWS."""
    fields: dict[int, dict[str, str]] = {}
    for name, value in typed.items():
        if found := NAME.fullmatch(name):
            fields.setdefault(int(found[1]), {})[found[2]] = value.strip()
    return tuple(_row(fields[number]) for number in sorted(fields)[:MOST_ROWS])


def _row(found: Mapping[str, str]) -> RuleRow:
    names = ("part", "kind", "op", "number", "where", "least", "by", "fact")
    return RuleRow(counted=_ticked(found, "c"), of=_ticked(found, "o"), **{name: found.get(name, "") for name in names})


def _ticked(found: Mapping[str, str], letter: str) -> frozenset[str]:
    """Boxes are named by a letter and the position, such as cyes and obareno."""
    return frozenset(position for position in COUNTED if letter + position.replace("_", "") in found)


@dataclass(frozen=True, slots=True)
class TypedVotes:
    """How many of a group would vote how, as typed in the order of TRIED; `fault` is "" if that can be."""

    typed: tuple[str, ...]
    fault: str = ""

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(int(each or 0) for each in self.typed)


def votes_in(typed: Mapping[str, str], sizes: Mapping[str, int]) -> dict[str, TypedVotes]:
    """The votes typed for each group; `sizes` says how many organisations each has."""
    return {
        group: _votes([typed.get(f"try-{group}-{each}", "").strip() for each in TRIED], size)
        for group, size in sizes.items()
    }


def _votes(typed: list[str], size: int) -> TypedVotes:
    if any(each and not (each.isascii() and each.isdigit() and len(each) < 7) for each in typed):
        return TypedVotes(tuple(typed), "Write whole numbers.")
    total = sum(int(each or 0) for each in typed)
    return TypedVotes(tuple(typed), f"That is {total} votes of {size} organisations." if total > size else "")
