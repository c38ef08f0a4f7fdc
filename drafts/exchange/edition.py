"""What every export format writes from: one published edition and proposals to change it, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from drafts.exchange.outline import Form, Kind

ProposalKind = Literal["replace", "insert", "repeal", "move"]


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A heading (`key` "") or a clause at one revision. `text` is Markdown of one provision, "" when it is repealed.
    `label` is what is printed: "Article 7", "2.", "(a)"; `citation` is in full: "Article 7, paragraph 2 (a)"."""

    kind: Kind
    depth: int
    label: str
    title: str
    citation: str
    key: str = ""
    revision: int = 0
    text: str = ""
    form: Form = "paragraph"
    entrenched: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """One edition of one instrument. `address`: of the forum, without a slash at its end."""

    title: str
    slug: str
    number: int
    published_at: datetime
    address: str
    lines: tuple[PrintedLine, ...]
    note: str = ""

    @property
    def path(self) -> str:
        return f"/instruments/{self.slug}/editions/{self.number}"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One amendment to one clause of an edition. `text` is the whole proposed Markdown, "" for a repeal or a move.
    `after` is the key of the clause behind which a moved clause goes."""

    number: int
    kind: ProposalKind
    key: str
    text: str = ""
    after: str = ""
    sponsors: tuple[str, ...] = ()  # names of organisations
    reasons: str = ""
