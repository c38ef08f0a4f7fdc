"""The verbs of an amendment. Each kind of act has a module of its own; others find all of them here."""
from __future__ import annotations

from drafts.amendments.fates import circulate, lapse, move, table, withdraw

__all__ = ["circulate", "lapse", "move", "table", "withdraw"]
