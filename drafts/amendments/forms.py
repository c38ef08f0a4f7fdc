"""What is typed about an amendment. What is wrong with it is said by the rules, for every field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from drafts.amendments.answering import ANSWERS, KEEP, PICK, TAKE, WRITE
from drafts.amendments.collisions import OURS, THEIRS
from drafts.amendments.wordings import Proposal
from drafts.rules import lifecycle
from forum.rules.digits import digits
from forum.web.forms import Form, KeptAs
from forum.web.forms import text as trimmed

MEANS = {
    KEEP: "The amendment goes on with the words that it has, measured against the new ones.",
    TAKE: "The amendment ends: the words in force say enough.",
    PICK: "The amendment goes on with what you choose below, passage by passage. "
    "Changes that collide with nothing are kept from both sides.",
    WRITE: "The amendment goes on with the words that you write below.",
}


class AmendmentForm(Form):
    """Words are proposed with this form. `base` is the number of the revision that its author saw, `number` that of the
    wording, when there is one already."""

    kept_as: ClassVar[KeptAs] = {"after": ("Where it should stand", "After the clause that you chose")}
    kind = HiddenField(filters=[trimmed])
    base = HiddenField(filters=[trimmed])
    number = HiddenField(filters=[trimmed])
    text = TextAreaField("Proposed words", filters=[trimmed])
    after = SelectField("Where it should stand", validate_choice=False, choices=[])
    reasons = TextAreaField("Reasons", filters=[trimmed])

    def offer(self, places: Mapping[int, str]) -> None:
        self.after.choices = [
            SelectChoice("", "Choose a place"),
            *(SelectChoice(str(id), f"After {citation}") for id, citation in places.items()),
        ]

    def proposal(self) -> Proposal:
        return Proposal(self.kind.data, self.text.data, self.reasons.data, digits(self.after.data) or None)


class AnswerForm(Form):
    kept_as: ClassVar[KeptAs] = {
        "answer": ("What becomes of your words?", ANSWERS),
        "pick-": ("Passage at character {}", {OURS: "Our words", THEIRS: "The words in force"}),
    }
    revision = HiddenField(filters=[trimmed])
    answer = RadioField("What becomes of your words?", validate_choice=False, choices=[])
    text = TextAreaField("New words", filters=[trimmed])
    reasons = TextAreaField("Reasons", filters=[trimmed])

    def offer(self, kind: str) -> None:
        self.answer.choices = [
            SelectChoice(value, label)
            for value, label in ANSWERS.items()
            if value not in (WRITE, PICK) or kind in lifecycle.WORDED
        ]


def picks_in(typed: Mapping[str, str]) -> dict[int, str]:
    """What was chosen at each place: fields pick-START, "ours" or "theirs"."""
    found = {name.removeprefix("pick-"): value for name, value in typed.items() if name.startswith("pick-")}
    return {int(at): value for at, value in found.items() if at == str(digits(at) or 0) and value in (OURS, THEIRS)}


class WhyForm(Form):
    why = TextAreaField("Reason", filters=[trimmed])
