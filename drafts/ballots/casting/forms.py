"""What is typed to vote: a position, or a choice among rivals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from drafts.ballots.values import Choice
from drafts.rules.positions import ABSTAIN, POSITIONS, RECUSE
from drafts.rules.rivals import APPROVAL, STATUS_QUO
from forum.rules.digits import digits
from forum.web.forms import Form, KeptAs, text

AMONG = {"chose": "Choose as above"} | {each: POSITIONS[each].name for each in (ABSTAIN, RECUSE)}


class CastForm(Form):
    """What is wrong with a vote is said by the rule, for every field."""

    kept_as: ClassVar[KeptAs] = {
        "position": ("The vote", {each.key: each.name for each in POSITIONS.values()} | AMONG),
        "approved": ("Approve", "Amendment {}"),
        f"place_{STATUS_QUO}": ("Place of the words in force", "{}"),
        "place_": ("Place of amendment {}", "{}"),
    }
    position = RadioField(
        "The vote", choices=[SelectChoice(each.key, each.name) for each in POSITIONS.values()], validate_choice=False
    )
    reason = TextAreaField("Reason", filters=[text])

    @property
    def choice(self) -> Choice:
        return Choice(self.position.data or "", self.reason.data)


def form_class(counting: str, names: Mapping[str, str]) -> type[CastForm]:
    """The fields of one ballot: what to approve, or a place for each."""
    position = RadioField(
        "The vote", choices=[SelectChoice(*each) for each in AMONG.items()], default="chose", validate_choice=False
    )
    fields = _approved(names) if counting == APPROVAL else _places(names)
    return type("ChoiceForm", (CastForm,), {**fields, "position": position})


def _approved(names: Mapping[str, str]) -> dict[str, Any]:
    choices = [SelectChoice(each, name) for each, name in names.items() if each != STATUS_QUO]
    widgets = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
    return {"approved": SelectMultipleField("Approve", choices=choices, validate_choice=False, **widgets)}


def _places(names: Mapping[str, str]) -> dict[str, Any]:
    places = [SelectChoice("", "No place"), *(SelectChoice(str(n), str(n)) for n in range(1, len(names) + 1))]
    return {f"place_{each}": SelectField(name, choices=places, validate_choice=False) for each, name in names.items()}


def chosen(counting: str, form: CastForm, names: Mapping[str, str]) -> Choice:
    """What was typed into a form of `form_class`."""
    if form.position.data in ("abstain", "recuse"):
        return form.choice
    if counting == APPROVAL:
        return Choice("chose", form.reason.data, approved=tuple(form["approved"].data or ()))
    places: dict[int, list[str]] = {}
    for each in names:
        if (place := digits(form[f"place_{each}"].data, 3)) is not None:
            places.setdefault(place, []).append(each)
    return Choice("chose", form.reason.data, ranked=tuple(tuple(places[place]) for place in sorted(places)))
