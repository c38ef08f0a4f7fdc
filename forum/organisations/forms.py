"""What the secretariat types about who takes part."""

from __future__ import annotations

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from forum.organisations.views import GroupView, OrganisationView
from forum.rules.accrediting import VIEWS
from forum.web.forms import Form, text


class OrganisationForm(Form):
    name = StringField(
        "Name", filters=[text], validators=[DataRequired("Enter the organisation's name."), Length(max=200)]
    )
    group = SelectField("Stakeholder group", validators=[DataRequired("Choose the group that it belongs to.")])
    parent = SelectField("Owned by", validators=[Optional()])
    region = StringField("Region", filters=[text], validators=[Length(max=80)])
    slug = StringField("Name in addresses", filters=[text], validators=[Length(max=80)])
    about = TextAreaField("About it, in plain words", filters=[text], validators=[Length(max=2000)])
    though = BooleanField("Enter it all the same")

    def offer(self, groups: tuple[GroupView, ...], organisations: tuple[OrganisationView, ...]) -> None:
        self.group.choices = [
            SelectChoice("", "Choose a group"),
            *(SelectChoice(each.key, each.name) for each in groups),
        ]
        self.parent.choices = [
            SelectChoice("", "Nobody"),
            *(SelectChoice(each.slug, each.name) for each in organisations),
        ]


class GroupForm(Form):
    name = StringField(
        "Name of the group", filters=[text], validators=[DataRequired("Enter the group's name."), Length(max=80)]
    )


def why_field() -> TextAreaField:
    return TextAreaField(
        "Why, for the public",
        filters=[text],
        validators=[DataRequired("Say why: everybody may read it."), Length(max=2000)],
    )


class RenameForm(Form):
    name = StringField(
        "Name", filters=[text], validators=[DataRequired("Enter the organisation's name."), Length(max=200)]
    )
    slug = StringField("Name in addresses", filters=[text], validators=[Length(max=80)])
    why = why_field()
    though = BooleanField("Call it so all the same")


class RegroupForm(Form):
    group = SelectField("Stakeholder group", validators=[DataRequired("Choose the group that it belongs to.")])
    why = why_field()

    def offer(self, groups: tuple[GroupView, ...]) -> None:
        self.group.choices = [SelectChoice(each.key, each.name) for each in groups]


class MergeForm(Form):
    into = SelectField("The same as", validators=[DataRequired("Choose the organisation that it is the same as.")])
    why = why_field()

    def offer(self, organisations: list[OrganisationView]) -> None:
        found = [SelectChoice(each.slug, f"{each.name}, {each.group.name}") for each in organisations]
        self.into.choices = [SelectChoice("", "Choose an organisation"), *found]


class RemoveForm(Form):
    why = why_field()


class GroundsForm(Form):
    view = RadioField("Your view", choices=[SelectChoice(*item) for item in VIEWS.items()], validate_choice=False)
    grounds = TextAreaField("Your grounds", filters=[text])


class OwnerForm(Form):
    owner = SelectField("Owned by", validate_choice=False)
    grounds = TextAreaField("How everybody can see that it is so", filters=[text])

    def offer(self, organisations: list[OrganisationView]) -> None:
        self.owner.choices = [
            SelectChoice("", "Nobody"),
            *(SelectChoice(each.slug, each.name) for each in organisations),
        ]


class EndForm(Form):
    why = TextAreaField(
        "Why, for the public",
        filters=[text],
        validators=[DataRequired("Say why: everybody may read it."), Length(max=2000)],
    )
