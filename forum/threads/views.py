"""Comments as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.handed import FoldNote


@dataclass(frozen=True, slots=True)
class QuoteView:
    exact: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HiddenView:
    """Why a comment is not shown. `kind` is "" for hidden, "returned" for rewriting, "emergency" for at most a day.
    `statement` is the reference of the statement of reasons; "" in an emergency."""

    rule: str
    because: str
    at: datetime
    kind: str = ""
    until: datetime | None = None
    statement: str = ""


@dataclass(frozen=True, slots=True)
class MarkView:
    """A note, or that the comment is folded."""

    kind: str
    rule: str
    because: str
    until: datetime
    statement: str


@dataclass(frozen=True, slots=True)
class AgreeingView:
    """An organisation that agrees with a comment; `lost`: it is not accredited any more, and does not count."""

    slug: str
    name: str
    group: str
    group_name: str
    group_position: int
    lost: bool = False


@dataclass(frozen=True, slots=True)
class DispositionView:
    kind: str
    reason: str
    given_by: str  # name of the rapporteur or of whom the secretariat sent
    given_at: datetime


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment as pages show it. `body`, `resolution` and `quote` are empty once it is hidden. `replies` are oldest
    first."""

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
    marks: tuple[MarkView, ...] = ()
    agreeing: tuple[AgreeingView, ...] = ()
    rewritten_at: datetime | None = None
    campaign: FoldNote | None = None

    @property
    def folded(self) -> MarkView | None:
        return next((each for each in self.marks if each.kind == "fold"), None)

    @property
    def note(self) -> MarkView | None:
        return next((each for each in self.marks if each.kind == "note"), None)

    @property
    def counted(self) -> tuple[AgreeingView, ...]:
        """Answers the organisations that agree and are accredited now."""
        return tuple(each for each in self.agreeing if not each.lost)

    @property
    def agreeing_groups(self) -> tuple[tuple[str, str, int, tuple[AgreeingView, ...]], ...]:
        """(key, name, position, its organisations) of the groups that agree, in their order."""
        found: dict[tuple[int, str, str], list[AgreeingView]] = {}
        for each in self.counted:
            found.setdefault((each.group_position, each.group, each.group_name), []).append(each)
        return tuple((key, name, position, tuple(those)) for (position, key, name), those in sorted(found.items()))

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
    """How many comments one subject has. `by_group` counts them by key of the group."""

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
