"""What is typed to ask again."""

from __future__ import annotations

from wtforms import TextAreaField

from forum.web.forms import Form, text


class AppealForm(Form):
    reasons = TextAreaField("What was overlooked or misjudged?", filters=[text])
