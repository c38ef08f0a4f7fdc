"""The verbs of a ballot. Each has a module of its own; others find all of them here."""

from __future__ import annotations

from drafts.ballots.annulling.actions import confirm as confirm_annulment
from drafts.ballots.annulling.actions import propose as propose_annulment
from drafts.ballots.casting.actions import cast
from drafts.ballots.closing.actions import TICKS, close, close_due
from drafts.ballots.closing.answers import answer
from drafts.ballots.opening.actions import open_ballot, open_on_motion, open_rivals

__all__ = [
    "TICKS",
    "answer",
    "cast",
    "close",
    "close_due",
    "confirm_annulment",
    "open_ballot",
    "open_on_motion",
    "open_rivals",
    "propose_annulment",
]
