"""What pages and other features know of trustees and seals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drafts.rules.sealing import Holder, enough_alone, threshold
from forum.organisations.views import GroupView
from forum.rules.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class TrusteeView:
    """A trustee. `name` is "" on public pages unless its holder chose to be named. `mandated` says that they still hold
    a mandate of the organisation, and that it is still accredited. `key` is the id of the TrusteeKey in force, set at
    `keyed_at`."""

    id: int
    participant: int
    name: str
    organisation: str
    organisation_path: str
    group: GroupView
    owner: str  # slug
    since: datetime
    mandated: bool
    key: int | None
    public_key: str
    keyed_at: datetime | None

    @property
    def holder(self) -> Holder:
        return Holder(self.id, self.group.key, self.owner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All trustees, and those who would share the key of a ballot that opens now. `verdict`: whether they do."""

    trustees: tuple[TrusteeView, ...]
    holders: tuple[TrusteeView, ...]
    verdict: Verdict

    @property
    def threshold(self) -> int:
        return threshold(len(self.holders))

    @property
    def alone(self) -> tuple[str, ...]:
        """Names of groups whose trustees suffice by themselves."""
        return enough_alone([each.group.name for each in self.holders])


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A share of one ballot's key, as everybody may see it. `group` is its name."""

    name: str
    organisation: str
    group: str
    group_key: str
    group_position: int
    released_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealState:
    """How a ballot is sealed. `published` is its secret in hex, "" until the close. `threshold` is 0 where the server
    holds the key."""

    public_key: str
    held_by: str  # server | trustees
    threshold: int
    trustees: tuple[Holding, ...]
    published: str

    @property
    def released(self) -> int:
        return sum(each.released_at is not None for each in self.trustees)

    @property
    def missing(self) -> int:
        """Shares that are still needed."""
        return max(0, self.threshold - self.released)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnShare:
    """One trustee's share of a ballot that is not closed. `due`: its closing time is over. `set_at`: when the
    passphrase was set that it opens with."""

    ballot: int
    closes_at: datetime
    due: bool
    set_at: datetime
    released_at: datetime | None
    missing: int

    @property
    def path(self) -> str:
        return f"/ballots/{self.ballot}"
