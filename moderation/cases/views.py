"""Cases as plain values. No value holds who reported."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.rules.verdict import Verdict
from forum.threads.views import CommentView


@dataclass(frozen=True, slots=True)
class CaseLine:
    id: int
    comment: int
    subject: str
    opened_at: datetime
    reports: int
    views: int
    mine: bool  # whether the reader has given a view

    @property
    def path(self) -> str:
        return f"/moderation/cases/{self.id}"


@dataclass(frozen=True, slots=True)
class ReportView:
    rule: str
    note: str
    flagged_at: datetime


@dataclass(frozen=True, slots=True)
class OpinionView:
    group: str
    group_name: str
    group_position: int
    view: str
    rule: str
    reasons: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class CaseView:
    """`opinions` are empty until the reader has given one, or the case is closed. `answers`: what the comment replies to.
    `reporters`: how many of which group; nobody sees more of who reported."""

    id: int
    comment: CommentView
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
    may: Verdict

    @property
    def path(self) -> str:
        return f"/moderation/cases/{self.id}"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the public reads of a closed case."""

    comment: int
    subject: str
    outcome: str
    rule: str
    because: str
    groups: tuple[str, ...]
    opened_at: datetime
    closed_at: datetime
    reports: int
