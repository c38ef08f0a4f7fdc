"""Instruments, clauses, revisions and editions as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drafts.exchange.outline import Form, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentView:
    id: int
    slug: str
    title: str
    about: str
    method: str
    brought_at: datetime
    edition_number: int  # the one in force
    published_at: datetime  # when that one was

    @property
    def path(self) -> str:
        return f"/instruments/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    number: int
    note: str
    amendment: str  # path of the amendment that brought it about, or ""
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A heading (`clause_id` None) or a clause at one revision, as it stands in an edition."""

    kind: Kind
    depth: int
    label: str
    title: str
    citation: str
    clause_id: int | None = None
    key: str = ""
    entrenched: bool = False
    revision_id: int | None = None
    revision_number: int = 0
    text: str = ""
    form: Form = "paragraph"
    made_at: datetime | None = None  # of the revision

    @property
    def repealed(self) -> bool:
        return self.kind == "clause" and not self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    id: int
    instrument_id: int
    number: int
    note: str
    amendment: str
    published_at: datetime
    newest: int  # the number of the edition in force
    entries: tuple[EntryView, ...]

    @property
    def in_force(self) -> bool:
        return self.number == self.newest


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    id: int
    clause_id: int
    number: int
    text: str  # Markdown; "" when repealed
    form: Form
    made_at: datetime

    @property
    def repealed(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseView:
    id: int
    key: str
    instrument_id: int
    slug: str
    title: str  # of the instrument
    entrenched: bool
    label: str
    citation: str  # in the edition in force
    current: RevisionView

    @property
    def path(self) -> str:
        return f"/instruments/{self.slug}/clauses/{self.key}"

    @property
    def instrument_path(self) -> str:
        return f"/instruments/{self.slug}"

    @property
    def repealed(self) -> bool:
        return self.current.repealed

    def revision_path(self, number: int) -> str:
        return f"{self.path}/revisions/{number}"

    @property
    def wording_path(self) -> str:
        """The words in force, as comments name them."""
        return self.revision_path(self.current.number)
