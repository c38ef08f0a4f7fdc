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
        parts = {name: _part(getattr(self, name).data) for name in ("heard", "words")}
        for name, part in parts.items():
            if part is False:
                faults[name] = "Write a part as 1/3, or leave it empty."
        days = self.days.data or "0"
        if not (days.isdecimal() and len(days) < 6):
            faults["days"] = "Write a number of days, as in 30."
        if faults:
            raise Invalid(faults)
        return Floors(parts["heard"] or None, parts["words"] or None, int(days))


def _part(typed: str) -> Fraction | bool | None:
    """None for nothing, False for what is no fraction of small numbers."""
    if not typed:
        return None
    above, bar, below = typed.partition("/")
    fits = all(each.strip().isdecimal() and len(each.strip()) < 5 for each in (above, below)) and bar
    return Fraction(int(above), int(below)) if fits and int(below) and int(above) else False
