"""What is typed to comment and to answer a comment."""

from __future__ import annotations

from litestar import Request
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from forum.handed import Ended
from forum.rules.commenting import DISPOSITIONS
from forum.rules.digits import digits
from forum.rules.floor_order import FAIR, ORDERS, chosen_order
from forum.rules.permission import may_comment
from forum.rules.stances import REPLY, STANCES
from forum.web.forms import Form, text
from forum.web.visit import visit_of


class CommentForm(Form):
    """A comment as it is typed. `wording` is the path of the words that stood on the page; `start` and `end` are a
    range of them, in characters, or ""."""

    stance = RadioField(
        "Your stance", choices=[SelectChoice(each.key, each.name) for each in STANCES.values()], validate_choice=False
    )
    body = TextAreaField("Your comment", filters=[text])
    resolution = TextAreaField("What would resolve it?", filters=[text])
    wording = HiddenField(filters=[text])
    start = HiddenField(filters=[text])
    end = HiddenField(filters=[text])
    parent = HiddenField(filters=[text])
    quoted = ""  # the words that `start` and `end` name, for the page
    moved = False  # the words that were chosen do not stand there
    refusals: tuple[str, ...] = ()  # why this person cannot comment at all
    ended: Ended | None = None  # why nobody comments here any more

    @property
    def quote(self) -> tuple[int, int] | None:
        start, end = digits(self.start.data), digits(self.end.data)
        return None if start is None or end is None else (start, end)

    @property
    def reply_to(self) -> int | None:
        return digits(self.parent.data)

    @property
    def chosen_stance(self) -> str:
        return REPLY if self.reply_to is not None else self.stance.data or ""

    @property
    def query(self) -> str:
        """The address of this form on its page: "?start=3&end=9", "?reply=7", or "" for one on the whole."""
        if self.reply_to is not None:
            return f"?reply={self.reply_to}"
        return "?start={}&end={}".format(*self.quote) if self.quoted and self.quote else ""

    def on(self, words: str, expected: str = "") -> CommentForm:
        """Shows which of these words it is about; on the whole if none, or if they do not begin with what was
        `expected`."""
        chosen = words[slice(*self.quote)] if self.quote and self.quote[1] <= len(words) else ""
        self.quoted = chosen if chosen.strip() and chosen.startswith(expected) else ""
        if not self.quoted:
            self.moved = bool(expected)
            self.start.data = self.end.data = ""
        return self


class DispositionForm(Form):
    kind = RadioField(
        "The answer", choices=[SelectChoice(*item) for item in DISPOSITIONS.items()], validate_choice=False
    )
    reason = TextAreaField("Why", filters=[text])


READS = ("start", "end", "reply", "words", "order")
"""What a page with a discussion reads from its address."""


def open_form(request: Request, wording: str, words: str) -> CommentForm:
    """An empty form on a page; the address may name a range (?start=3&end=9) or a comment to reply to (?reply=7).
    With &words=… it says how the words began when they were chosen, so that a page which has moved on does not quote
    others."""
    asked = request.query_params
    form = CommentForm(
        data={
            "wording": wording,
            "start": asked.get("start", ""),
            "end": asked.get("end", ""),
            "parent": asked.get("reply", ""),
        }
    )
    form.refusals = may_comment(visit_of(request.scope).identity).reasons
    return form.on(words, asked.get("words", ""))


def order_of(request: Request) -> str:
    """The order that the address asks for (?order=time); each group in turn otherwise."""
    return chosen_order(request.query_params.get("order"))


def orders(path: str, chosen: str) -> list[tuple[str, str, bool]]:
    """Links to the discussion of a page in each order: name, address, whether it is this one."""
    return [
        (name, f"{path}{'' if value == FAIR else f'?order={value}'}#discussion", value == chosen)
        for value, name in ORDERS.items()
    ]
