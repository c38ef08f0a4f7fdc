"""What is typed to set floors."""

from __future__ import annotations

from fractions import Fraction

from wtforms import StringField, TextAreaField

from forum.errors import Invalid
from forum.rules.digits import digits
from forum.web.forms import Form, text
from moderation.rules.gates import Floors


class FloorsForm(Form):
    heard = StringField("Part of each group’s organisations that has to be heard", filters=[text])
    words = StringField("Largest part of the words for one organisation", filters=[text])
    days = StringField("Days of comment", filters=[text])
    reasons = TextAreaField("Why", filters=[text])

    def floors(self) -> Floors:
        """Raises Invalid for what is no number."""
        faults = {}
        typed = {"heard": self.heard.data or "", "words": self.words.data or ""}
        parts = {name: _part(each) for name, each in typed.items()}
        for name, part in parts.items():
            if typed[name] and not part:
                faults[name] = "Write a part as 1/3, or leave it empty."
        days = digits(self.days.data or "0", 5)
        if days is None:
            faults["days"] = "Write a number of days, as in 30."
        if faults:
            raise Invalid(faults)
        return Floors(parts["heard"], parts["words"], days or 0)


def _part(typed: str) -> Fraction | None:
    """Reads a fraction of small numbers; None for what is none."""
    above, _, below = typed.partition("/")
    over, under = digits(above.strip(), 4), digits(below.strip(), 4)
    return Fraction(over, under) if over and under else None
