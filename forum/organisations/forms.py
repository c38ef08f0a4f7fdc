"""What the secretariat types about who takes part."""
from __future__ import annotations

from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from forum.organisations.views import GroupView, OrganisationView
from forum.web.forms import Form, text


class OrganisationForm(Form):
    name = StringField("Name", filters=[text], validators=[DataRequired("Enter the organisation's name."), Length(max=200)])
    group = SelectField("Stakeholder group", validators=[DataRequired("Choose the group that it belongs to.")])
    parent = SelectField("Owned by", validators=[Optional()])
    region = StringField("Region", filters=[text], validators=[Length(max=80)])
    slug = StringField("Name in addresses", filters=[text], validators=[Length(max=80)])
    about = TextAreaField("About it, in plain words", filters=[text], validators=[Length(max=2000)])

    def offer(self, groups: tuple[GroupView, ...], organisations: tuple[OrganisationView, ...]) -> None:
        self.group.choices = [SelectChoice("", "Choose a group"), *(SelectChoice(each.key, each.name) for each in groups)]
        self.parent.choices = [SelectChoice("", "Nobody"), *(SelectChoice(each.slug, each.name) for each in organisations)]


class GroupForm(Form):
    name = StringField("Name of the group", filters=[text], validators=[DataRequired("Enter the group's name."), Length(max=80)])


class EndForm(Form):
    why = TextAreaField("Why, for the public", filters=[text], validators=[DataRequired("Say why: everybody may read it."), Length(max=2000)])
