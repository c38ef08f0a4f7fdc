"""The verbs of an amendment. Each kind of act has a file of its own; other rooms reach all of them by this door."""

from __future__ import annotations

from drafts.amendments.answering import ANSWERS, answer
from drafts.amendments.drafting import draft, save
from drafts.amendments.fates import circulate, lapse, move, table, withdraw
from drafts.amendments.rebasing import carry_over
from drafts.amendments.sponsoring import sponsor, withdraw_support
from drafts.amendments.succeeding import take_over
from drafts.amendments.wordings import Proposal

__all__ = [
    "ANSWERS",
    "Proposal",
    "answer",
    "carry_over",
    "circulate",
    "draft",
    "lapse",
    "move",
    "save",
    "sponsor",
    "table",
    "take_over",
    "withdraw",
    "withdraw_support",
]
