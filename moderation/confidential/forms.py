"""What is typed to report in confidence, and to come back."""

from __future__ import annotations

from wtforms import HiddenField, SelectField, StringField, TextAreaField

from forum.web.forms import Form, text


class ReportForm(Form):
    code = HiddenField(filters=[text])
    about = SelectField("Which group is it about?", validate_choice=False)
    body = TextAreaField("What do you want to report?", filters=[text])


class CodeForm(Form):
    code = StringField("Your code", filters=[text])


class WordsForm(Form):
    code = HiddenField(filters=[text])
    body = TextAreaField("What do you want to add?", filters=[text])
