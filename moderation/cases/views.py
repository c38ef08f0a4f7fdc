"""Cases as plain values. No value holds who reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forum.rules.verdict import Verdict
from forum.threads.views import CommentView


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that waits for a moderator. `due` is None where nothing presses; `taken` is the name of who looks at it
    just now, or ""."""

    kind: str
    title: str
    path: str
    since: datetime
    due: datetime | None = None
    taken: str = ""
    claimable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One line of the list of open cases, which every moderator reads."""

    id: int
    title: str
    opened_at: datetime
    reports: int
    views: int
    seats: int

    @property
    def path(self) -> str:
        return f"/moderation/cases/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    rule: str
    note: str
    quote: str
    flagged_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionView:
    """What one member thinks. `choice` is in words; `days` is 0 where the view names none."""

    group: str
    group_name: str
    group_position: int
    choice: str
    rule: str
    reasons: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """What moderators read of a case.

    `words` are the comment's, also while it is hidden, and `answers` is what it replies to. `reporters` says how many
    of which group reported; nobody sees more. `opinions` are empty until all are there. `again` are the reasons of
    whoever asked again. `choices` are value, label and meaning.
    """

    id: int
    kind: str
    title: str
    comment: CommentView | None
    words: tuple[str, str]
    answers: CommentView | None
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    rule: str
    because: str
    reporters: tuple[tuple[str, int], ...]
    reports: tuple[ReportView, ...]
    opinions: tuple[OpinionView, ...]
    given: int
    seats: int
    drawn: bool
    seated: bool
    due: datetime | None
    may: Verdict
    choices: tuple[tuple[str, str, str], ...]
    is_about_words: bool
    statement: str = ""
    below: int | None = None
    again: str = ""
    details: Mapping[str, str] | None = None

    @property
    def path(self) -> str:
        return f"/moderation/cases/{self.id}"
