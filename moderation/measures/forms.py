"""What is typed to put other words in the place of a comment that was returned."""

from __future__ import annotations

from wtforms import TextAreaField

from forum.web.forms import Form, text


class RewritingForm(Form):
    body = TextAreaField("Your comment", filters=[text])
    resolution = TextAreaField("What would resolve it?", filters=[text])
