"""What pages know of organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class GroupView:
    id: int
    key: str
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """An organisation. `accredited_at` is None for one that is not accredited now. `parent` is who owns it, ("", "")
    for nobody."""

    id: int
    slug: str
    name: str
    group: GroupView
    parent: str  # slug
    parent_name: str
    region: str
    about: str
    entered_at: datetime
    accredited_at: datetime | None

    @property
    def path(self) -> str:
        return f"/organisations/{self.slug}"


@dataclass(frozen=True, slots=True)
class Top:
    """Who stands at the top of an ownership."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Accredited:
    """One time of being accredited."""

    since: datetime
    until: datetime | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What was mended about an organisation, and why."""

    says: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Seat:
    """A mandate as pages show it. `name` is "" on public pages unless its holder chose to be named."""

    id: int
    participant: int
    kind: str
    name: str
    since: datetime
    until: datetime | None
    named: bool
