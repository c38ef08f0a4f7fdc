"""What a ballot would open with, looked at once more before it opens: the second press names what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby

from drafts.ballots.opening.freezing import Terms
from drafts.ballots.opening.subjects import Subject
from drafts.ballots.rolls import Entitled
from drafts.motions.queries import InForce
from drafts.rules import rounds

CHANGED = (  # by the part of `seen` that it is about
    "The question has changed since you looked: read it again.",
    "The roll has changed since you looked.",
    "The rule has changed since you looked.",
    "The closing time or the kind of ballot is not the one that was shown.",
    "The heads of delegation have changed since you looked: other letters go out.",
)
UNSEEN = "Look at what the ballot opens with; then open it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """This is what would open, read before anybody opens it. `words` are ids of the wordings that would be frozen."""

    subject: Subject
    terms: Terms
    roll: Sequence[Entitled]
    words: Sequence[int]

    @property
    def law(self) -> InForce:
        return self.subject.law

    @property
    def closes_at(self) -> datetime:
        return self.terms.closes_at

    @property
    def groups(self) -> list[tuple[str, int, int]]:
        """Each group's name, its position, and how many of its organisations are on the roll."""
        grouped = groupby(self.roll, lambda each: (each.group_position, each.group_name))
        return [(name, position, len(list(members))) for (position, name), members in grouped]

    @property
    def letters(self) -> int:
        """One goes to each head, also to one who heads two."""
        return len(self._heads())

    @property
    def kind(self) -> str:
        return rounds.COURSES.get(self.terms.course.name, "")

    @property
    def seen(self) -> str:
        """What stands on the page, in short: another value where any of it is another."""
        parts = (
            [self.subject.path, self.subject.counting, *map(str, self.subject.amendments), *map(str, self.words)],
            [repr(each.line) for each in self.roll],
            [self.law.method_text],
            [self.closes_at.isoformat(), self.terms.course.name, str(self.terms.early)],
            self._heads(),
        )
        return ".".join(sha256("\n".join(part).encode()).hexdigest()[:12] for part in parts)

    def _heads(self) -> list[str]:
        return sorted({head for each in self.roll for head in each.heads})

    def changed(self, seen: str) -> tuple[str, ...]:
        """What is not as it was on the page that said `seen`, in sentences; none if all is."""
        if seen == self.seen:
            return ()
        shown, here = seen.split("."), self.seen.split(".")
        if len(shown) != len(here):
            return (UNSEEN,)
        return tuple(says for says, old, new in zip(CHANGED, shown, here, strict=True) if old != new)
