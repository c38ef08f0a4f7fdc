"""What a person may see of a ballot, as values. Before the close no value here holds anybody's position but one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from drafts.rules.casting import POSITIONS
from drafts.rules.methods import Method
from drafts.rules.tally import Result
from drafts.text.redline import Span
from forum.rules.verdict import Verdict

RUNNING, COUNTING, CLOSED = "running", "counting", "closed"


@dataclass(frozen=True, slots=True)
class QuestionView:
    """What is voted on: one wording, against the revision that was its base. `title`: "Amendment 7 to Article 3, paragraph 2"."""

    amendment: int
    title: str
    kind: str
    fate: str
    number: int
    text: str
    reasons: str
    base_text: str
    base_path: str
    instrument: str
    instrument_path: str
    redline: tuple[Span, ...]

    @property
    def path(self) -> str:
        return f"/amendments/{self.amendment}"


@dataclass(frozen=True, slots=True)
class CastView:
    """One's own vote before the close; anybody's after it. `entry`: the number of the record's entry that vouches for it."""

    position: str
    reason: str
    cast_at: datetime
    entry: int

    @property
    def words(self) -> str:
        return POSITIONS[self.position]


@dataclass(frozen=True, slots=True)
class Voter:
    """A line of the roll. `cast` is None for whoever has not voted, and for everybody before the close."""

    slug: str
    name: str
    region: str
    owner: str
    weight: int
    voted: bool
    cast: CastView | None

    @property
    def words(self) -> str:
        return self.cast.words if self.cast else "Has not voted"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class BallotLine:
    """A ballot in a list. `outcome` is "" until the close."""

    id: int
    title: str
    amendment: int
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


@dataclass(frozen=True, slots=True)
class BallotView:
    """`rule`: the method in one sentence; `ways`: ("Adopted if", sentence) made from its conditions. `result` after the close."""

    id: int
    question: QuestionView
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

    @property
    def path(self) -> str:
        return f"/ballots/{self.id}"

    @property
    def cast(self) -> int:
        return sum(group.cast for group in self.groups)

    @property
    def entitled(self) -> int:
        return sum(group.entitled for group in self.groups)
