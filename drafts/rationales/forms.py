"""What is typed to explain a change, and to disagree with it."""

from __future__ import annotations

from wtforms import HiddenField, TextAreaField

from forum.web.forms import Form, text


class RationaleForm(Form):
    """A rationale as it is typed. `version` is that of the rationale that was on the page."""

    summary = TextAreaField("What changes, in at most 100 plain words", filters=[text])
    why = TextAreaField("Why, and what was argued", filters=[text])
    version = HiddenField(filters=[text])


class ApprovalForm(Form):
    version = HiddenField(filters=[text])


class StatementForm(Form):
    body = TextAreaField("Statement", filters=[text])
