"""What is typed to give a view on an alarm, and to ask for an investigation."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from forum.web.forms import Form, text
from moderation.rules.alarms import VIEWS


class AlarmForm(Form):
    seen = HiddenField(filters=[text])
    view = RadioField("Your view", choices=[SelectChoice(*item) for item in VIEWS.items()], validate_choice=False)
    reasons = TextAreaField("Your reasons", filters=[text])


class InvestigationForm(Form):
    name = StringField("What is it called?", filters=[text])
    organisations = SelectMultipleField("Which organisations is it about?", validate_choice=False)
    question = TextAreaField("What makes you think that one interest dominates?", filters=[text])
    exit = TextAreaField("What would have to be the case for the remedy to end?", filters=[text])
