"""What can be done with instruments: bring one, publish a change to it."""

from __future__ import annotations

from drafts.instruments.bringing import bring, bring_by_operator
from drafts.instruments.publishing import Change, Published, publish_change

__all__ = ["Change", "Published", "bring", "bring_by_operator", "publish_change"]
