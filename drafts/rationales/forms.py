"""What is typed to explain a change, and to disagree with it."""
from __future__ import annotations

from wtforms import TextAreaField

from forum.web.forms import Form, text


class RationaleForm(Form):
    summary = TextAreaField("What changes, in at most 100 plain words", filters=[text])
    why = TextAreaField("Why, and how it was argued about", filters=[text])


class StatementForm(Form):
    body = TextAreaField("Statement", filters=[text])
