"""How each fate of an amendment or a motion, and each outcome of a ballot, is called and marked. Pages take both from
here."""

from __future__ import annotations

from dataclasses import dataclass

from drafts.rules.annulling import ANNULLED
from drafts.rules.lifecycle import (
    ADOPTED,
    CIRCULATED,
    DISCARDED,
    DRAFT,
    IN_BALLOT,
    LAPSED,
    REJECTED,
    SUPERSEDED,
    TABLED,
    WITHDRAWN,
)
from drafts.rules.tally import HELD, INVALID

TONES = ("", "go", "wait", "stop", "gone")  # each but "" has a style; "" is set in plain ink


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """How a fate is called. `name` stands on the mark, and `happened` in a history if it says more than the name;
    `tone` is one of TONES."""

    key: str
    name: str
    tone: str = ""
    happened: str = ""

    @property
    def in_history(self) -> str:
        return self.happened or self.name


FATES = {
    each.key: each
    for each in (
        Fate(key=DRAFT, name="Draft", tone="gone", happened="Drafted"),
        Fate(key=CIRCULATED, name="Circulated", happened="Circulated among the delegates"),
        Fate(key=DISCARDED, name="Deleted draft", tone="gone", happened="Draft deleted"),
        Fate(key=TABLED, name="Tabled"),
        Fate(key=IN_BALLOT, name="In ballot", tone="wait", happened="Put to a ballot"),
        Fate(key=ADOPTED, name="Adopted", tone="go"),
        Fate(key=REJECTED, name="Rejected", tone="stop"),
        Fate(key=INVALID, name="Invalid", tone="stop"),
        Fate(key=HELD, name="Held", tone="wait"),
        Fate(key=WITHDRAWN, name="Withdrawn", tone="gone"),
        Fate(key=ANNULLED, name="Annulled", tone="gone"),
        Fate(key=SUPERSEDED, name="Superseded", tone="gone"),
        Fate(key=LAPSED, name="Lapsed", tone="gone"),
    )
}
