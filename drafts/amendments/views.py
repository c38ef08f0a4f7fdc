"""Amendments as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drafts.exchange.edition import ProposalKind
from drafts.instruments.views import ClauseView, RevisionView
from drafts.rules import lifecycle


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeoverView:
    """One organisation became the proposer in the place of another; both by name."""

    by: str
    before: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingView:
    id: int
    number: int
    text: str  # the full proposed text, Markdown; "" for a repeal or a move
    reasons: str
    because: str  # drafted | carried | chosen
    base: RevisionView
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorView:
    """An organisation supports an amendment. One that is `lost` is not accredited any more, since `lost_at`, and so it
    does not count while support is still asked for."""

    organisation: int
    slug: str
    name: str
    group: str
    group_name: str
    group_position: int
    wording: int  # number of the wording that it supported
    since: datetime
    lost: bool = False
    lost_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    fate: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CollisionView:
    """The clause moved on: `revision` is in force now, and the proposed words collide with it."""

    id: int
    revision: RevisionView
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentView:
    id: int
    kind: ProposalKind
    fate: str
    clause: ClauseView
    after: ClauseView | None
    wording: WordingView  # the newest
    sponsors: tuple[SponsorView, ...]
    steps: tuple[StepView, ...]
    question: CollisionView | None
    drafted_by: int
    organisation: int
    organisation_slug: str
    organisation_name: str
    group: str
    group_name: str
    group_position: int
    drafted_at: datetime

    @property
    def path(self) -> str:
        return f"/amendments/{self.id}"

    @property
    def wording_path(self) -> str:
        return f"{self.path}/wordings/{self.wording.number}"

    @property
    def instrument_path(self) -> str:
        return self.clause.instrument_path

    @property
    def title(self) -> str:
        return f"Amendment {self.id} {'after' if self.kind == lifecycle.INSERT else 'to'} {self.clause.citation}"

    @property
    def tabled(self) -> bool:
        return self.fate not in lifecycle.UNTABLED

    @property
    def tabled_at(self) -> datetime:
        """The time when it was first tabled; until then, the time when it was drafted."""
        return next((step.at for step in self.steps if step.fate == lifecycle.TABLED), self.drafted_at)

    @property
    def standing_sponsors(self) -> tuple[SponsorView, ...]:
        """The sponsors that count: their support is for the words as they are now, and they are accredited."""
        return tuple(each for each in self.sponsors if each.wording == self.wording.number and not each.lost)
