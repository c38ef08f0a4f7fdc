"""Rationales as plain values."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from drafts.instruments.views import RevisionView
from drafts.text.redline import Span


@dataclass(frozen=True, slots=True)
class StatementView:
    organisation: str
    group: str
    group_name: str
    group_position: int
    body: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RationaleView:
    """`figures` as in `drafts.rationales.figures`; empty until it is published. `written_for` and `approved_for`: names of groups."""

    id: int
    amendment: int
    summary: str
    why: str
    figures: dict[str, Any]
    written_by: int
    written_group: str
    written_for: str
    written_at: datetime
    approved_for: str
    published_at: datetime | None
    statements: tuple[StatementView, ...]
    revision_path: str  # "" until it is published

    def group_may_state(self, group: str) -> bool:
        """Whether the chamber of this group voted against, and has not stated why."""
        against = any(each["key"] == group and each["against"] > each["favour"] for each in (self.figures.get("ballot") or {}).get("chambers", ()))
        return against and all(each.group != group for each in self.statements)

    @property
    def amendment_path(self) -> str:
        return f"/amendments/{self.amendment}"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A published revision in a list or a feed. `old` is None for a clause that came in."""

    id: int
    path: str
    title: str
    summary: str
    why: str
    instrument_title: str
    published_at: datetime
    old: RevisionView | None
    new: RevisionView
    spans: tuple[Span, ...]
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Owed:
    path: str
    title: str
    says: str
