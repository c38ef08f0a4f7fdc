"""What is typed to vote: a position, or a choice among rivals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from drafts.rules.casting import POSITIONS
from drafts.rules.rivals import APPROVAL, STATUS_QUO
from forum.web.forms import Form, text

AMONG = {"chose": "Choose as above", "abstain": "Abstain", "recuse": "Recuse"}


class CastForm(Form):
    """What is wrong with a vote is said by the rule, for every field."""

    position = RadioField(
        "The vote", choices=[SelectChoice(value, label) for value, label in POSITIONS.items()], validate_choice=False
    )
    reason = TextAreaField("Reason", filters=[text])


def form_class(counting: str, names: Mapping[str, str]) -> type[CastForm]:
    """The fields of one ballot: what to approve, or a place for each."""
    position = RadioField(
        "The vote", choices=[SelectChoice(*each) for each in AMONG.items()], default="chose", validate_choice=False
    )
    if counting == APPROVAL:
        choices = [SelectChoice(each, name) for each, name in names.items() if each != STATUS_QUO]
        widgets = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
        fields: dict[str, Any] = {
            "approved": SelectMultipleField("Approve", choices=choices, validate_choice=False, **widgets)
        }
    else:
        places = [SelectChoice("", "No place"), *(SelectChoice(str(n), str(n)) for n in range(1, len(names) + 1))]
        fields = {
            f"place_{each}": SelectField(name, choices=places, validate_choice=False) for each, name in names.items()
        }
    return type("ChoiceForm", (CastForm,), {**fields, "position": position})


def chosen(counting: str, form: CastForm, names: Mapping[str, str]) -> str:
    """As choices.choice_of reads it."""
    if form.position.data in ("abstain", "recuse"):
        return form.position.data
    if counting == APPROVAL:
        return json.dumps({"approved": form["approved"].data or []})
    places: dict[int, list[str]] = {}
    for each in names:
        given = form[f"place_{each}"].data or ""
        if given.isdecimal() and len(given) < 4:
            places.setdefault(int(given), []).append(each)
    return json.dumps({"ranked": [places[place] for place in sorted(places)]})
