"""What pages know of people and of invitations to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from forum.mail.queries import Undelivered
from forum.rules.permission import SECRETARIAT
from forum.rules.roles import MANDATES

State = Literal["open", "used", "expired", "void"]  # void: whoever sent it could not send it now


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    id: int
    email: str
    name: str
    kind: str
    office: str
    organisation: str  # slug
    organisation_name: str
    group: str  # key
    group_name: str
    until: datetime | None
    invited_by: int | None
    expires_at: datetime
    state: State
    participant: int | None  # who has this e-mail address already
    has_password: bool
    undelivered: Undelivered | None = None  # its letter, if it did not arrive

    @property
    def becomes(self) -> str:
        """What who accepts will be, to follow "You will be "; "" for a new password."""
        if self.kind:
            return f"{MANDATES[self.kind].name.lower()} of {self.organisation_name}"
        if self.office == SECRETARIAT:
            return "the secretariat"
        return f"{self.office} of the group {self.group_name}" if self.office else ""

    @property
    def sets_password(self) -> bool:
        return not self.becomes or not self.has_password
