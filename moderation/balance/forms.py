"""What is typed to set floors."""

from __future__ import annotations

from fractions import Fraction

from wtforms import StringField, TextAreaField

from forum.errors import Invalid
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
        days = self.days.data or "0"
        if not (days.isdecimal() and len(days) < 6):
            faults["days"] = "Write a number of days, as in 30."
        if faults:
            raise Invalid(faults)
        return Floors(parts["heard"], parts["words"], int(days))


def _part(typed: str) -> Fraction | None:
    """None for what is no fraction of small numbers."""
    above, bar, below = typed.partition("/")
    fits = all(each.strip().isdecimal() and len(each.strip()) < 5 for each in (above, below)) and bar
    return Fraction(int(above), int(below)) if fits and int(below) and int(above) else None
