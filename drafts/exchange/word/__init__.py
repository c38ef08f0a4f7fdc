"""Word documents: editions with numbered clauses, changes as tracked changes, and tracked changes read back."""

from drafts.exchange.word.tracked import Understood, WordChange, read_changes
from drafts.exchange.word.writing import write, write_changes, write_redline

__all__ = ["Understood", "WordChange", "read_changes", "write", "write_changes", "write_redline"]
