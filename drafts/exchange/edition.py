"""What every export format writes from: one published edition and proposals to change it, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (`key` "") or a clause at one revision. `text` is Markdown of one provision; "" when repealed. `label` as
    printed: "Article 7", "2.", "(a)"; `citation` in full: "Article 7, paragraph 2 (a)"."""

    kind: Literal["part", "article", "clause"]
    depth: int
    label: str
    title: str
    citation: str
    key: str = ""
    revision: int = 0
    text: str = ""
    form: str = "paragraph"  # paragraph | item | table | quote | code
    entrenched: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """One edition of one instrument. `address`: of the forum, without a slash at its end."""

    title: str
    slug: str
    number: int
    published_at: datetime
    address: str
    lines: tuple[Line, ...]
    note: str = ""

    @property
    def path(self) -> str:
        return f"/instruments/{self.slug}/editions/{self.number}"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One amendment to one clause of an edition. `text`: the whole proposed Markdown, "" for a repeal or a move. `after`:
    the key of the clause behind which a moved clause goes."""

    number: int
    kind: Literal["replace", "insert", "repeal", "move"]
    key: str
    text: str = ""
    after: str = ""
    sponsors: tuple[str, ...] = ()  # names of organisations
    reasons: str = ""
