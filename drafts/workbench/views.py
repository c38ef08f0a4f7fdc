"""What was saved on a workbench, and what it says of an amendment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drafts.workbench.bench import Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A consolidated text as it was saved."""

    id: int
    clause: int
    number: int
    base: int  # id of the revision
    text: str
    open_clashes: int
    is_public: bool
    saved_by: str
    saved_at: datetime
    choices: Choices


@dataclass(frozen=True, slots=True)
class Mention:
    """What a public consolidated text made of an amendment. `proposed` is the number of the amendment that proposes the
    text, if one does in public."""

    number: int
    is_in: bool
    why: str
    saved_at: datetime
    path: str
    proposed: int | None
