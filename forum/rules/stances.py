"""The stances of comments. A new one is a line here: the form, the sign on pages and its style come from this list."""

from __future__ import annotations

from dataclasses import dataclass

TONES = ("", "go", "wait", "stop", "ask", "quiet")  # each but "" has a style; "" is set in plain ink
SUPPORT, CONCERN, OBJECTION = "support", "concern", "objection"
QUESTION, EDITORIAL, REPLY = "question", "editorial", "reply"  # a reply takes no stance of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How somebody stands to the words. `sign` stands before the name for the eye; `tone` is one of TONES."""

    key: str
    name: str
    sign: str
    tone: str = ""


STANCES = {
    each.key: each
    for each in (
        Stance(key=SUPPORT, name="Support", sign="+", tone="go"),
        Stance(key=CONCERN, name="Concern", sign="~", tone="wait"),
        Stance(key=OBJECTION, name="Objection", sign="×", tone="stop"),
        Stance(key=QUESTION, name="Question", sign="?", tone="ask"),
        Stance(key=EDITORIAL, name="Editorial", sign="¶", tone="quiet"),
    )
}
