"""What is typed to open a ballot, and to answer an objection."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar

from wtforms import BooleanField, DateTimeLocalField, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from drafts.rules.casting import RIVALS
from drafts.rules.rounds import COURSES
from forum.rules.commenting import DISPOSITIONS
from forum.web.forms import Form, KeptAs, text


class ObjectionForm(Form):
    """What becomes of an objection that was voted."""

    kind = RadioField(
        "Answer", choices=[SelectChoice(value, label) for value, label in DISPOSITIONS.items()], validate_choice=False
    )
    reason = TextAreaField("Why", filters=[text])


class AnnulmentForm(Form):
    reason = TextAreaField("Why it is to be annulled", filters=[text])


class UtcField(DateTimeLocalField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Write the closing time as a date and a time, such as 2027-03-20 12:00.") from None

    @property
    def moment(self) -> datetime | None:
        return self.data and self.data.replace(tzinfo=UTC)


NEW = SelectChoice("", "A ballot of its own")


class OpeningForm(Form):
    """A ballot on one amendment is opened with this form. `act` is check, open or change; `seen` keeps what the page
    before the opening said. `course` is asked only where an earlier ballot can be continued; the page sets its
    choices."""

    course = RadioField(
        "What kind of ballot", choices=[NEW, *(SelectChoice(*each) for each in COURSES.items())], validate_choice=False
    )
    closes_at = UtcField("Closes at (UTC)", format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"])
    early = BooleanField("Close as soon as the outcome is certain")
    act = HiddenField(filters=[text])
    seen = HiddenField(filters=[text])


class RivalsForm(Form):
    """A ballot on rival amendments is opened with this form. `rivals` are ids of amendments, and the page sets its
    choices; `act` and `seen` are as in OpeningForm."""

    kept_as: ClassVar[KeptAs] = {"rivals": ("Amendments", "Amendment {}")}
    rivals = SelectMultipleField(
        "Amendments", validate_choice=False, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    counting = RadioField(
        "How they are counted", choices=[SelectChoice(*each) for each in RIVALS.items()], validate_choice=False
    )
    closes_at = UtcField("Closes at (UTC)", format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"])
    act = HiddenField(filters=[text])
    seen = HiddenField(filters=[text])
