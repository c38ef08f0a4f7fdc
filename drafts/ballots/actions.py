"""The verbs of a ballot. Each has a module of its own; others find all of them here."""

from __future__ import annotations

from drafts.ballots.answers import answer
from drafts.ballots.closing import TICKS, close, close_due
from drafts.ballots.opening import open_ballot, open_on_motion, open_rivals
from drafts.ballots.voting import cast

__all__ = ["TICKS", "answer", "cast", "close", "close_due", "open_ballot", "open_on_motion", "open_rivals"]
