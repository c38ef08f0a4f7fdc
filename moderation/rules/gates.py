"""Floors of participation: what has to be heard before a ballot may open, and what is missing of it, in sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from moderation.rules.balance import Balance
from moderation.rules.sentences import counted, days_left, part_of

HEARD, WORDS = "heard", "words"
KINDS = {HEARD: "organisations heard", WORDS: "share of the words"}
LONGEST = 366  # days


@dataclass(frozen=True, slots=True)
class Floors:
    """What has to be heard. `heard` is the part of each group's organisations, and `words` the largest part of the
    words that one organisation may have; each is None where there is no such floor. `days` of comment are counted from
    the tabling."""

    heard: Fraction | None = None
    words: Fraction | None = None
    days: int = 0

    @property
    def any(self) -> bool:
        return bool(self.heard or self.words or self.days)

    @property
    def sentences(self) -> tuple[str, ...]:
        found = []
        if self.heard:
            found.append(
                f"In each stakeholder group, at least {part_of(self.heard)} of its organisations "
                f"{'is' if self.heard < 1 else 'are'} heard."
            )
        if self.words:
            found.append(f"No organisation has more than {part_of(self.words)} of the words.")
        if self.days:
            found.append(f"Comments are taken for {counted(self.days, 'day')} after the tabling.")
        return tuple(found)

    def needed(self, eligible: int) -> int:
        """How many organisations of a group of that size have to be heard."""
        return -(-eligible * self.heard.numerator // self.heard.denominator) if self.heard else 0

    def until(self, tabled_at: datetime) -> datetime:
        return tabled_at + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of groups by key, and of organisations by slug, with the group of each."""

    groups: Mapping[str, str]
    organisations: Mapping[str, str]
    group_of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Missing:
    """One floor that is not met. `group` is the one whose organisations are silent, or whose organisation has too many
    words; "" for the time, which nobody can waive."""

    kind: str
    group: str
    sentence: str


def missing(
    floors: Floors,
    balance: Balance,
    names: Names,
    until: datetime,
    now: datetime,
    waived: Collection[tuple[str, str]] = (),
) -> tuple[Missing, ...]:
    """What the balance of an amendment lacks. `until` is the end of the comment period with its extension, `waived`
    holds pairs of (kind, group)."""
    left = days_left(until, now)
    found = [*_silent(floors, balance, names, left), *_crowded(floors, balance, names, left)]
    found = [each for each in found if (each.kind, each.group) not in waived]
    if floors.days and now < until:
        found.append(Missing("", "", f"Comments are taken until {until:%-d %B %Y, %H:%M} UTC; {left}."))
    return tuple(found)


def what_is_missing(
    floors: Floors,
    balance: Balance,
    names: Names,
    until: datetime,
    now: datetime,
    waived: Collection[tuple[str, str]] = (),
) -> tuple[str, ...]:
    """The same in sentences: none exactly when the gate is open."""
    return tuple(each.sentence for each in missing(floors, balance, names, until, now, waived))


def _silent(floors: Floors, balance: Balance, names: Names, left: str) -> Sequence[Missing]:
    return [
        Missing(
            HEARD, row.key, f"{names.groups[row.key]}: {row.heard} of {row.eligible} heard; {needed} needed; {left}."
        )
        for row in balance.groups
        if row.heard < (needed := floors.needed(row.eligible))
    ]


def _crowded(floors: Floors, balance: Balance, names: Names, left: str) -> Sequence[Missing]:
    most = balance.by_organisation[WORDS]
    if not floors.words or most.share.fraction is None or most.share.fraction <= floors.words:
        return []
    says = (
        f"{names.organisations[most.largest]} has {most.share.part} of the {most.share.whole} words; "
        f"no organisation may have more than {part_of(floors.words)}; {left}."
    )
    return [Missing(WORDS, names.group_of[most.largest], says)]


def faults_of_floors(heard: Fraction | None, words: Fraction | None, days: int, reasons: str) -> dict[str, str]:
    """What is wrong with floors, by field. Without a time, a floor could hold a text for ever."""
    found = {}
    if heard is not None and not 0 < heard <= 1:
        found["heard"] = "A part of the whole is above 0 and at most 1, as in 1/3."
    if words is not None and not 0 < words < 1:
        found["words"] = "A part of the words is above 0 and below 1, as in 1/5."
    if not 0 <= days <= LONGEST:
        found["days"] = f"Between 0 and {LONGEST} days."
    elif not days and (heard or words):
        found["days"] = (
            "Say for how many days comments are taken: after them the period is extended once, and then a floor can "
            "be waived."
        )
    if not reasons:
        found["reasons"] = "Say why, for everybody whom it will hold up."
    return found
