"""Comments as plain values."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class QuoteView:
    exact: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HiddenView:
    rule: str
    because: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DispositionView:
    kind: str
    reason: str
    given_by: str  # name of the rapporteur or of whom the secretariat sent
    given_at: datetime


@dataclass(frozen=True, slots=True)
class CommentView:
    """`body`, `resolution` and `quote` are empty once it is hidden. `replies` are oldest first."""

    id: int
    container: str
    subject: str
    wording: str  # path of the exact words it was about
    parent: int | None
    participant: int
    author: str
    organisation: str
    organisation_slug: str
    group: str
    group_name: str
    group_position: int
    stance: str
    body: str
    resolution: str
    quote: QuoteView | None
    made_at: datetime
    hidden: HiddenView | None = None
    disposition: DispositionView | None = None
    replies: tuple[CommentView, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.subject}#comment-{self.id}"

    def about_older(self, current_wording: str) -> bool:
        """Whether the words that it was about are not those on the page."""
        return self.wording != current_wording

    @property
    def wording_name(self) -> str:
        """ "revision 2" or "wording 1", from the path."""
        kind, number = self.wording.rsplit("/", 2)[-2:]
        return f"{kind.removesuffix('s')} {number}"


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one subject. `by_group`: comments by key of the group."""

    total: int
    by_group: dict[str, int]
    objections_open: int


@dataclass(frozen=True, slots=True)
class Heard:
    group_key: str
    group_name: str
    position: int
    organisations: int
    comments: int
