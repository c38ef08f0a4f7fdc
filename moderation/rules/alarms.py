"""Alarms: figures that people should look at. Each says what was counted, in which window, against which threshold;
none acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from moderation.rules.sentences import part_of

ONSET, TOGETHER, NEWCOMERS, FLAGS = "onset", "together", "newcomers", "flags"
KINDS = {
    ONSET: "Sudden onset of one group",
    TOGETHER: "People of one owner act together",
    NEWCOMERS: "New organisations before a ballot",
    FLAGS: "Reports of one group against another",
}
CONFIRM, DISMISS = "confirm", "dismiss"
VIEWS = {CONFIRM: "Confirm it: the public should know", DISMISS: "Dismiss it: there is a plain reason"}
OUTCOMES = {CONFIRM: "confirmed", DISMISS: "dismissed"}
LIMIT = 2_000  # characters of reasons


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers in force."""

    onset_hours: int = 24  # in which comments of one group on a text are counted
    onset_before: int = 14  # days with which they are compared
    onset_least: int = 10  # comments
    onset_chance: Fraction = Fraction(1, 1_000_000)  # of so many at the rate of those days, by Poisson's law
    together_minutes: int = 5
    together_people: int = 3
    together_times: int = 3  # in a week
    newcomers_days: int = 30  # before a ballot
    newcomers_owner: int = 3  # organisations of one owner
    newcomers_part: Fraction = Fraction(1, 10)  # of a group's organisations
    flags_least: int = 5  # in a week
    flags_part: Fraction = Fraction(4, 5)  # of all reports of that group

    @property
    def sentences(self) -> tuple[str, ...]:
        """One an alarm, for /rules."""
        return (
            f"Sudden onset: within {self.onset_hours} hours one group makes {self.onset_least} comments or more on a "
            f"text, and so many that at the rate of the {self.onset_before} days before "
            "they would come by chance less than once in "
            f"{self.onset_chance.denominator // self.onset_chance.numerator:,} times.",
            (
                f"Together: {self.together_people} people or more of one owner act within {self.together_minutes} "
                f"minutes of each other, on {self.together_times} occasions in a week."
            ),
            (
                f"Newcomers: within {self.newcomers_days} days before a ballot, {self.newcomers_owner} organisations "
                f"of one owner are accredited, or {part_of(self.newcomers_part)} of a group's."
            ),
            (
                f"Reports: {self.flags_least} or more in a week, and {part_of(self.flags_part)} of all that a group "
                "makes, are about comments of one other group."
            ),
        )


IN_FORCE = Thresholds()


@dataclass(frozen=True, slots=True)
class Raised:
    """What is above a threshold. `key` makes it the same alarm again; `figures` are what `says` is made of."""

    kind: str
    key: str
    about: str
    says: str
    figures: Mapping[str, Any]


def faults_of_view(view: str, reasons: str) -> dict[str, str]:
    found = {} if view in VIEWS else {"view": "Choose whether to confirm or to dismiss it."}
    if not reasons:
        found["reasons"] = "Give your reasons: if it is confirmed, everybody reads them."
    if len(reasons) > LIMIT:
        found["reasons"] = f"At most {LIMIT:,} characters; this is {len(reasons):,}."
    return found


def agreed(views: Sequence[tuple[str, str]]) -> str:
    """The outcome as soon as two groups agree, or "". `views` are (group, view), one a group."""
    for view, outcome in OUTCOMES.items():
        if len({group for group, given in views if given == view}) >= 2:
            return outcome
    return ""
