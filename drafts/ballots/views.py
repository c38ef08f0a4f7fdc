"""What a person may see of a ballot, as values. Before the close none holds a position but the reader's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from drafts.ballots.capture_views import CaptureView
from drafts.rules.methods import Method
from drafts.rules.positions import POSITIONS
from drafts.rules.tally import Result
from drafts.sealing.views import SealState
from drafts.text.redline import Span
from forum.rules.commenting import DISPOSITIONS
from forum.rules.verdict import Verdict

RUNNING, COUNTING, CLOSED = "running", "counting", "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """What is voted on: one wording of an amendment against the revision that was its base, or a motion (`kind`
    "motion", `asks` its sentence). `title`: "Amendment 7 to Article 3, paragraph 2"."""

    title: str
    path: str
    kind: str
    fate: str
    reasons: str
    instrument: str
    instrument_path: str
    amendment: int = 0
    number: int = 0
    text: str = ""
    base_text: str = ""
    base_path: str = ""
    redline: tuple[Span, ...] = ()
    asks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CastView:
    """One's own vote before the close; anybody's after it. `entry`: the number of the entry that vouches for it."""

    position: str
    reason: str
    cast_at: datetime
    entry: int | None
    choice: str = ""  # among rivals, in words
    stands_from: str = ""  # path of the earlier ballot from which it stands, in a recirculation

    @property
    def words(self) -> str:
        return self.choice or (POSITIONS[self.position].name if self.position in POSITIONS else "Sealed")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """The disposition of a vote against; `kind` as in forum.rules.commenting.DISPOSITIONS."""

    kind: str
    reason: str
    answered_at: datetime

    @property
    def words(self) -> str:
        return DISPOSITIONS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """A line of the roll. `cast` is None for whoever has not voted, and for everybody before the close."""

    slug: str
    name: str
    region: str
    owner: str
    weight: int
    voted: bool
    cast: CastView | None
    answer: AnswerView | None = None

    @property
    def objects(self) -> bool:
        return bool(self.cast and self.cast.position == "no" and self.cast.reason.strip())

    @property
    def waits(self) -> bool:
        """It waits for an answer; one that stands from an earlier ballot has it there."""
        return bool(self.objects and self.cast and not self.answer and not self.cast.stands_from)

    @property
    def words(self) -> str:
        return self.cast.words if self.cast else "Has not voted"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReturns:
    """The organisations of one group on the roll, and how many of them have voted."""

    key: str
    name: str
    position: int
    voters: tuple[Voter, ...]

    @property
    def entitled(self) -> int:
        return len(self.voters)

    @property
    def cast(self) -> int:
        return sum(voter.voted for voter in self.voters)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotLine:
    """A ballot in a list. `outcome` is "" until the close."""

    id: int
    title: str
    amendment: int | None
    instrument: str
    method: str
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    outcome: str
    cast: int
    entitled: int

    @property
    def path(self) -> str:
        return f"/ballots/{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundView:
    """What came before and after: `course` as in rounds.COURSES; `without`: the group that stayed away from a first
    call, `left_out` if the others decided; `cleared`: what a held ballot came to in the end; `more`: what is due."""

    course: str = ""
    earlier: int | None = None
    later: int | None = None
    without: str = ""
    left_out: bool = False
    cleared: str = ""
    cleared_at: datetime | None = None
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalsView:
    """How the rivals were counted: `rows` of a table with its `head`, and the sentences that say who was preferred."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulmentView:
    """The annulment of a ballot, as it was proposed and, perhaps, confirmed. `office` and `group_name`: by which it was
    proposed; `needs`: who confirms it, as a sentence names them."""

    reason: str
    office: str
    group_name: str
    needs: str
    proposed_at: datetime
    confirmed_at: datetime | None

    @property
    def by(self) -> str:
        return f"a moderator of {self.group_name}" if self.group_name else "the secretariat"


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotView:
    """A ballot is shown to one reader. `rule` is the method in one sentence, and `ways` are pairs of "Adopted if" and a
    sentence made from its conditions. `result` is there after the close, by the record, or by `cleared` where it was
    held first. `questions` holds one, or each of the rivals."""

    id: int
    questions: tuple[QuestionView, ...]
    method: Method
    method_id: str
    rule: str
    ways: tuple[tuple[str, str], ...]
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    outcome: str
    state: str
    groups: tuple[GroupReturns, ...]
    may_cast: Verdict
    mine: CastView | None = None
    voice: str = ""  # the organisation for which the reader votes
    result: Result | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    round: RoundView = field(default_factory=RoundView)
    seal: SealState | None = None
    report: CaptureView | None = None
    counting: str = ""
    rivals: RivalsView | None = None
    annulment: AnnulmentView | None = None
    annul: str = ""  # what the reader may do about it: propose, confirm

    @property
    def path(self) -> str:
        return f"/ballots/{self.id}"

    @property
    def question(self) -> QuestionView:
        return self.questions[0]

    @property
    def title(self) -> str:
        """The title of the question."""
        first, *others = (each.title for each in self.questions)
        return f"{first} or its rivals ({len(others) + 1})" if others else first

    @property
    def unanswered(self) -> tuple[Voter, ...]:
        """Who voted against with a reason and has no answer yet."""
        return tuple(voter for group in self.groups for voter in group.voters if voter.waits)

    @property
    def decided(self) -> str:
        """The outcome, also of a ballot that was held first."""
        return self.round.cleared or self.outcome

    @property
    def cast(self) -> int:
        return sum(group.cast for group in self.groups)

    @property
    def entitled(self) -> int:
        return sum(group.entitled for group in self.groups)
