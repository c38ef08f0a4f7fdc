"""What is typed to report a comment, to hide one for a day, and to give a view on a case."""

from __future__ import annotations

from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from forum.rules.digits import digits
from forum.web.forms import Form, text
from moderation.rules.published import RULES

_RULES = [SelectChoice(rule.key, rule.title) for rule in RULES]


class FlagForm(Form):
    rule = RadioField("Which rule does it break?", choices=_RULES, validate_choice=False)
    quote = TextAreaField("Which words?", filters=[text])
    note = TextAreaField("What should the panel look at?", filters=[text])


class DayForm(Form):
    rule = RadioField("Which rule does it break?", choices=_RULES, validate_choice=False)
    note = TextAreaField("Why can it not wait?", filters=[text])


class ViewForm(Form):
    choice = RadioField("Your view", choices=[], validate_choice=False)
    rule = RadioField("The rule that it breaks", choices=_RULES, validate_choice=False)
    days = StringField("For how many days?", filters=[text])
    reasons = TextAreaField("Your reasons", filters=[text])

    def offer(self, choices: tuple[tuple[str, str, str], ...]) -> None:
        self.choice.choices = [SelectChoice(key, label) for key, label, _ in choices]

    @property
    def number(self) -> int | None:
        return digits(self.days.data, 4)
