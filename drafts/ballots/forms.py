"""What is typed to vote, and to open a ballot."""

from __future__ import annotations

from datetime import UTC, datetime

from wtforms import DateTimeLocalField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from drafts.rules.casting import POSITIONS
from drafts.rules.presets import presets
from forum.web.forms import Form, text

OWN = "own"


class CastForm(Form):
    """What is wrong with a vote is said by the rule, for every field."""

    position = RadioField(
        "The vote", choices=[SelectChoice(value, label) for value, label in POSITIONS.items()], validate_choice=False
    )
    reason = TextAreaField("Reason", filters=[text])


class UtcField(DateTimeLocalField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Write the closing time as a date and a time, such as 2027-03-20 12:00.") from None

    @property
    def moment(self) -> datetime | None:
        return self.data and self.data.replace(tzinfo=UTC)


def _choices() -> list[SelectChoice]:
    return [
        *(SelectChoice(each.id, each.title) for each in presets()),
        SelectChoice(OWN, "Another rule, written below"),
    ]


class OpeningForm(Form):
    """`rule` is asked only where `method` is OWN."""

    method = RadioField("Decision rule", choices=_choices, validate_choice=False)
    rule = TextAreaField("Another rule, as JSON", filters=[text])
    closes_at = UtcField("Closes at (UTC)", format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"])
