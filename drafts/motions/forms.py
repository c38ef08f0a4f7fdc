"""What is typed to move something about the procedure of a text."""

from __future__ import annotations

from datetime import UTC, datetime

from wtforms import DateField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from drafts.rules.procedure import CONSEQUENCES, ENTRENCH, KINDS, REAFFIRM, RELEASE, TERM
from forum.web.forms import Form, text

MOVABLE = (TERM, REAFFIRM, ENTRENCH, RELEASE)
WHOLE = SelectChoice("", "The whole text")


class MotionForm(Form):
    """A motion as it is typed. `clause` is its key; the page sets the choices. The last three are asked for a date of
    review only."""

    kind = RadioField(
        "What it asks for", choices=[SelectChoice(each, KINDS[each]) for each in MOVABLE], validate_choice=False
    )
    clause = SelectField("Clause", choices=[WHOLE], validate_choice=False)
    due_at = DateField("To be reaffirmed by", format="%Y-%m-%d")
    consequence = RadioField(
        "If it is not", choices=[SelectChoice(*each) for each in CONSEQUENCES.items()], validate_choice=False
    )
    years = IntegerField("Then again every so many years", default=5)
    reasons = TextAreaField("Reasons", filters=[text])

    @property
    def day(self) -> datetime | None:
        found = self.due_at.data
        return found and datetime(found.year, found.month, found.day, tzinfo=UTC)
