"""What is typed to report a comment, and to give a view on a case."""
from __future__ import annotations

from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from forum.web.forms import Form, text
from moderation.rules.agreement import VIEWS
from moderation.rules.published import RULES

_RULES = [SelectChoice(rule.key, rule.title) for rule in RULES]


class FlagForm(Form):
    rule = RadioField("Which rule does it break?", choices=_RULES, validate_choice=False)
    note = TextAreaField("What should the moderators look at?", filters=[text])


class OpinionForm(Form):
    view = RadioField("Your view", choices=[SelectChoice(*item) for item in VIEWS.items()], validate_choice=False)
    rule = RadioField("The rule that it breaks", choices=_RULES, validate_choice=False)
    reasons = TextAreaField("Your reasons", filters=[text])
