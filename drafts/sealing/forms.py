"""What the secretariat and trustees type."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import HiddenField, PasswordField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from drafts.sealing.trustees import Nominee
from forum.errors import Invalid
from forum.rules.digits import digits
from forum.rules.passwords import LONGEST
from forum.web.forms import Form

TOO_LONG = f"A passphrase has at most {LONGEST} characters."


class NamingForm(Form):
    mandate = SelectField("Trustee", validators=[InputRequired("Choose whom you name.")])

    def offer(self, found: Iterable[Nominee]) -> None:
        self.mandate.choices = [
            SelectChoice("", "Choose a person"),
            *(SelectChoice(str(each.mandate), words(each)) for each in found),
        ]


def words(each: Nominee) -> str:
    return f"{each.organisation_name} ({each.group}): {each.name}, {each.kind.lower()}"


class PassphraseForm(Form):
    passphrase = PasswordField(
        "New passphrase", validators=[InputRequired("Choose a passphrase."), Length(max=LONGEST, message=TOO_LONG)]
    )
    passphrase_again = PasswordField(
        "The same passphrase again", validators=[InputRequired("Type the passphrase once more.")]
    )

    def check(self) -> None:
        super().check()
        if self.passphrase.data != self.passphrase_again.data:
            raise Invalid(
                {"passphrase_again": "This differs from the first. Nobody could tell you later what you had typed."}
            )


class ShareForm(Form):
    ballot = HiddenField()
    passphrase = PasswordField(
        "Your passphrase", validators=[InputRequired("Enter your passphrase."), Length(max=LONGEST, message=TOO_LONG)]
    )

    @property
    def number(self) -> int:
        """0 for what is no number of a ballot."""
        return digits(str(self.ballot.data or "")) or 0
