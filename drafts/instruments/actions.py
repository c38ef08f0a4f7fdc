"""The verbs of an instrument: bring one, publish a change, number it anew. Other rooms reach them by this door."""

from __future__ import annotations

from drafts.instruments.bringing import bring, bring_by_operator
from drafts.instruments.publishing import Change, Published, publish_change
from drafts.instruments.renumbering import renumber

__all__ = ["Change", "Published", "bring", "bring_by_operator", "publish_change", "renumber"]
