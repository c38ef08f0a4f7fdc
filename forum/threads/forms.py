"""What is typed to comment and to answer a comment."""
from __future__ import annotations

from litestar import Request
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from forum.rules.commenting import DISPOSITIONS, REPLY, STANCES
from forum.web.forms import Form, text


class CommentForm(Form):
    """`wording` is the path of the words that stood on the page; `start` and `end` a range of them, in characters, or ""."""

    stance = RadioField("Your stance", choices=[SelectChoice(*item) for item in STANCES.items()], validate_choice=False)
    body = TextAreaField("Your comment", filters=[text])
    resolution = TextAreaField("What would resolve it?", filters=[text])
    wording = HiddenField(filters=[text])
    start = HiddenField(filters=[text])
    end = HiddenField(filters=[text])
    parent = HiddenField(filters=[text])
    quoted = ""  # the words that `start` and `end` name, for the page

    @property
    def quote(self) -> tuple[int, int] | None:
        start, end = number(self.start.data), number(self.end.data)
        return None if start is None or end is None else (start, end)

    @property
    def reply_to(self) -> int | None:
        return number(self.parent.data)

    @property
    def chosen_stance(self) -> str:
        return REPLY if self.reply_to is not None else self.stance.data or ""

    def on(self, words: str) -> CommentForm:
        """Shows which of these words it is about."""
        if self.quote and 0 <= self.quote[0] < self.quote[1] <= len(words):
            self.quoted = words[slice(*self.quote)]
        return self


class DispositionForm(Form):
    kind = RadioField("The answer", choices=[SelectChoice(*item) for item in DISPOSITIONS.items()], validate_choice=False)
    reason = TextAreaField("Why", filters=[text])


def number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 10 else None


def open_form(request: Request, wording: str, words: str) -> CommentForm:
    """An empty form on a page; the address may name a range (?start=3&end=9) or a comment to reply to (?reply=7)."""
    asked = request.query_params
    form = CommentForm(data={"wording": wording, "start": asked.get("start", ""), "end": asked.get("end", ""), "parent": asked.get("reply", "")})
    form.on(words)
    if not form.quoted:
        form.start.data = form.end.data = ""
    return form
