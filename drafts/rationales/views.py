"""Rationales as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drafts.instruments.views import RevisionView
from drafts.rationales.shapes import Figures, GroupFigure
from drafts.rules import rationale as rules
from drafts.text.redline import Span
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    organisation: str
    group: str
    group_name: str
    group_position: int
    body: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RationaleView:
    """A rationale. `figures` are None until it is published. `written_for` and `approved_for` are names of groups."""

    id: int
    amendment: int
    summary: str
    why: str
    figures: Figures | None
    written_by: int
    written_group: str
    written_for: str
    written_at: datetime
    approved_for: str
    published_at: datetime | None
    statements: tuple[StatementView, ...]
    in_office: bool  # its author is a rapporteur of that group still; asked until it is published
    revision_path: str  # "" until it is published

    def may_approve(self, who: Identity | None) -> Verdict:
        published = self.published_at is not None
        return rules.may_approve(who, self.written_by, self.written_group, published, in_office=self.in_office)

    def may_state(self, who: Identity | None) -> Verdict:
        """Whether this person may say, for the group that the person speaks for, why that group voted against."""
        group = who.speaking.group if who and who.speaking else ""
        votes = self._votes_of(group)
        against, favour = (votes["against"], votes["favour"]) if votes else (0, 0)
        return rules.may_state(who, against, favour, any(each.group == group for each in self.statements))

    def _votes_of(self, group: str) -> GroupFigure | None:
        ballot = self.figures["ballot"] if self.figures else None
        return next((each for each in ballot["groups"] if each["key"] == group), None) if ballot else None

    @property
    def version(self) -> str:
        return rules.version(self.written_by, self.summary, self.why)

    @property
    def amendment_path(self) -> str:
        return f"/amendments/{self.amendment}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A published revision in a list or a feed. `old` is None for a clause that came in; `updated_at` also moves with a
    statement that was added later."""

    id: int
    path: str
    title: str
    summary: str
    why: str
    instrument_title: str
    published_at: datetime
    updated_at: datetime
    old: RevisionView | None
    new: RevisionView
    spans: tuple[Span, ...]
    figures: Figures
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    path: str
    title: str
    says: str
