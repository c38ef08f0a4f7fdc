"""What people type to come in, and what the secretariat types to let them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, StopValidation

from forum.clock import now
from forum.errors import Invalid
from forum.organisations.views import GroupView, OrganisationView
from forum.rules.addresses import read
from forum.rules.passwords import LONGEST
from forum.rules.roles import MANDATES, OFFICES, ROLES
from forum.web.forms import Form, text

NOBODY = SelectChoice("", "None")


class EmailField(StringField):
    """Where it is clear what was meant, that stands in the field and is asked; what was typed stands beside it."""

    data: str

    def pre_validate(self, form: Form) -> None:
        typed = self.data
        found = read(typed)
        if typed and found.mended:
            self.data = found.address
            raise StopValidation(f"{found.asks} You had typed “{typed}”.")
        if typed and found.fault:
            raise StopValidation(found.fault)


def email_field() -> EmailField:
    return EmailField(
        "E-mail address", filters=[text], validators=[DataRequired("Enter an e-mail address."), Length(max=254)]
    )


def name_field() -> StringField:
    return StringField("Name", filters=[text], validators=[DataRequired("Enter a name."), Length(max=120)])


class PersonNameForm(Form):
    name = name_field()
    why = TextAreaField("Why", filters=[text], validators=[DataRequired("Say why."), Length(max=2000)])


class SignInForm(Form):
    email = StringField(
        "E-mail address", filters=[text], validators=[DataRequired("Enter an e-mail address."), Length(max=254)]
    )
    password = PasswordField(
        "Password",
        validators=[
            InputRequired("Enter your password."),
            Length(max=LONGEST, message=f"A password here has at most {LONGEST} characters."),
        ],
    )
    next = HiddenField()


class AcceptForm(Form):
    name = StringField("Your name", filters=[text], validators=[Length(max=120)])
    email = EmailField("Your e-mail address", filters=[text], validators=[Length(max=254)])
    password = PasswordField("New password")
    named = BooleanField("Show my name on the public page of my organisation")


class UntilForm(Form):
    """Shared by forms that give a mandate."""

    until = DateField("Until the end of", validators=[Optional()])

    def ends(self) -> datetime | None:
        """The midnight after the chosen day, UTC. Raises Invalid for a day that is over."""
        if not self.until.data:
            return None
        moment = datetime.combine(self.until.data, time(), UTC) + timedelta(days=1)
        if moment <= now():
            raise Invalid({"until": "Choose a day that is not over."})
        return moment


class MandateForm(UntilForm):
    name = name_field()
    email = email_field()
    kind = RadioField("As", validators=[InputRequired("Choose what the person will be.")])

    def offer(self, kinds: tuple[str, ...]) -> None:
        self.kind.choices = [SelectChoice(kind, MANDATES[kind].name) for kind in kinds]


class InviteForm(UntilForm):
    name = name_field()
    email = email_field()
    role = RadioField(
        "As",
        choices=[SelectChoice(each.key, each.name) for each in ROLES.values()],
        validators=[InputRequired("Choose what the person will be.")],
    )
    organisation = SelectField("Organisation", validators=[Optional()])
    group = SelectField("Stakeholder group", validators=[Optional()])

    def offer(self, organisations: tuple[OrganisationView, ...], groups: tuple[GroupView, ...]) -> None:
        self.organisation.choices = [NOBODY, *(SelectChoice(each.slug, each.name) for each in organisations)]
        self.group.choices = [NOBODY, *(SelectChoice(each.key, each.name) for each in groups)]

    def offered(self) -> dict[str, str]:
        """What was chosen, as `invite` takes it. Raises Invalid where the role needs what is not chosen."""
        role = self.role.data
        if role in MANDATES:
            if not self.organisation.data:
                raise Invalid({"organisation": "Choose the organisation that the person will act for."})
            return {"kind": role, "organisation": self.organisation.data}
        return {"office": role, "group": group_for(role, self.group.data)}


class OfficeForm(Form):
    email = email_field()
    office = RadioField(
        "Office",
        choices=[SelectChoice(each.key, each.name) for each in OFFICES.values()],
        validators=[InputRequired("Choose an office.")],
    )
    group = SelectField("Stakeholder group", validators=[Optional()])

    def offer(self, groups: tuple[GroupView, ...]) -> None:
        self.group.choices = [NOBODY, *(SelectChoice(each.key, each.name) for each in groups)]


def group_for(office: str, group: str | None) -> str:
    """Raises Invalid where the office is of one group and none was chosen; the secretariat has none, whatever was
    chosen."""
    if not OFFICES[office].of_group:
        return ""
    if not group:
        raise Invalid({"group": "Choose the stakeholder group that the person belongs to."})
    return group
