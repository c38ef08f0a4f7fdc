"""Alarms: figures that people should look at. Each says what was counted, in which window, against which threshold;
none acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from moderation.rules.sentences import counted, part_of

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
    """`key` makes it the same alarm again; `figures` are what `says` is made of."""

    kind: str
    key: str
    about: str
    says: str
    figures: Mapping[str, Any]


def tail(count: int, expected: Fraction) -> Decimal:
    """The chance of `count` or more where `expected` are, by Poisson's law; to 30 digits, the same on every machine."""
    with localcontext() as context:
        context.prec = 40
        rate = Decimal(expected.numerator) / Decimal(expected.denominator)
        if not rate:
            return Decimal(0 if count else 1)
        term = (-rate).exp()
        for n in range(1, count + 1):
            term = term * rate / n
        total, n = Decimal(0), count
        while term > total * Decimal("1e-32") or n <= rate:
            total, n = total + term, n + 1
            term = term * rate / n
        return total


def onset(
    about: str, title: str, group: str, name: str, day: str, now_many: int, before: int, limits: Thresholds = IN_FORCE
) -> Raised | None:
    """`now_many`: comments in the window; `before`: in the days before it. A text that nobody spoke about is expected
    to get one comment in those days."""
    expected = Fraction(max(1, before) * limits.onset_hours, 24 * limits.onset_before)
    chance = tail(now_many, expected)
    if now_many < limits.onset_least or chance * limits.onset_chance.denominator >= limits.onset_chance.numerator:
        return None
    says = (
        f"{name} made {counted(now_many, 'comment')} on {title} within {limits.onset_hours} hours; in the "
        f"{limits.onset_before} days before it made {before}. "
        f"At that rate so many come by chance {_once_in(chance)}; the threshold is "
        f"{_once_in(Decimal(limits.onset_chance.numerator) / limits.onset_chance.denominator)}."
    )
    return Raised(
        ONSET,
        f"{ONSET}/{about}/{group}/{day}",
        about,
        says,
        {
            "group": group,
            "comments": now_many,
            "before": before,
            "hours": limits.onset_hours,
            "days": limits.onset_before,
        },
    )


def _once_in(chance: Decimal) -> str:
    """ "once in 2,800,000 times": the first two digits; beyond what anybody imagines, that it is beyond."""
    if chance * 1_000_000_000 < 1:
        return "less than once in 1,000,000,000 times"
    times = int(1 / chance)
    step = 10 ** max(0, len(str(times)) - 2)
    return f"once in {times // step * step:,} times"


def occasions(acts: Sequence[tuple[int, datetime]], limits: Thresholds = IN_FORCE) -> int:
    """Of (person, moment): how many windows, that do not overlap, in which enough different people act."""
    ordered, found, start = sorted(acts, key=lambda each: each[1]), 0, 0
    while start < len(ordered):
        end = ordered[start][1] + timedelta(minutes=limits.together_minutes)
        window = [each for each in ordered[start:] if each[1] <= end]
        enough = len({person for person, _ in window}) >= limits.together_people
        found += enough
        start += len(window) if enough else 1
    return found


def together(
    owner: str, name: str, week: str, acts: Sequence[tuple[int, datetime]], limits: Thresholds = IN_FORCE
) -> Raised | None:
    times, people = occasions(acts, limits), len({person for person, _ in acts})
    if times < limits.together_times:
        return None
    says = (
        f"People of {name} and its organisations acted within {limits.together_minutes} minutes of each other on "
        f"{times} occasions in a week, {people} people in all; "
        f"the threshold is {limits.together_people} people on {limits.together_times} occasions."
    )
    return Raised(
        TOGETHER,
        f"{TOGETHER}/{owner}/{week}",
        f"/organisations/{owner}",
        says,
        {"owner": owner, "occasions": times, "people": people},
    )


def newcomers(
    group: str,
    name: str,
    ballot: str,
    new: Sequence[tuple[str, str]],
    whole: int,
    by_whom: str,
    limits: Thresholds = IN_FORCE,
) -> tuple[Raised, ...]:
    """`new`: (organisation's name, name of its owner) of those accredited in the window; `whole`: organisations of the
    group with them. What it does to the outcome: how many of the group are more than half, before and after."""
    found = []
    effect = (
        f"More than half of {name} were {(whole - len(new)) // 2 + 1} of {whole - len(new)} organisations and are "
        f"{whole // 2 + 1} of {whole} with them. {by_whom}"
    )
    if new and len(new) >= limits.newcomers_part * whole:
        says = (
            f"{counted(len(new), 'organisation')} of {whole} in {name} were accredited within {limits.newcomers_days} "
            f"days before a ballot: {_names(new)}. "
            f"The threshold is {part_of(limits.newcomers_part)}. {effect}"
        )
        found.append(
            Raised(
                NEWCOMERS,
                f"{NEWCOMERS}/{ballot}/{group}",
                ballot,
                says,
                {"group": group, "new": len(new), "whole": whole},
            )
        )
    owners: dict[str, list[tuple[str, str]]] = {}
    for each in new:
        owners.setdefault(each[1], []).append(each)
    for owner, those in owners.items():
        if len(those) >= limits.newcomers_owner:
            says = (
                f"{counted(len(those), 'organisation')} of one owner, {owner}, were accredited within "
                f"{limits.newcomers_days} days before a ballot: {_names(those)}. "
                f"The threshold is {limits.newcomers_owner}. {effect}"
            )
            found.append(
                Raised(
                    NEWCOMERS,
                    f"{NEWCOMERS}/{ballot}/{group}/{owner}"[:200],
                    ballot,
                    says,
                    {"group": group, "owner": owner, "new": len(those), "whole": whole},
                )
            )
    return tuple(found)


def _names(new: Sequence[tuple[str, str]]) -> str:
    return ", ".join(name for name, _ in new)


def flags(
    week: str, given: Mapping[tuple[str, str], int], names: Mapping[str, str], limits: Thresholds = IN_FORCE
) -> tuple[Raised, ...]:
    """`given`: reports by (group of the reporter, group of the author) in a week."""
    found = []
    for (source, target), number in given.items():
        whole = sum(many for (of, _), many in given.items() if of == source)
        if source != target and number >= limits.flags_least and number >= limits.flags_part * whole:
            says = (
                f"{number} of {whole} reports that came from {names[source]} in a week were about comments of "
                f"{names[target]}; "
                f"the threshold is {limits.flags_least}, and {part_of(limits.flags_part)} of all."
            )
            found.append(
                Raised(
                    FLAGS,
                    f"{FLAGS}/{source}/{target}/{week}",
                    "/moderation/transparency",
                    says,
                    {"from": source, "about": target, "reports": number, "whole": whole},
                )
            )
    return tuple(found)


def faults_of_view(view: str, reasons: str) -> dict[str, str]:
    found = {} if view in VIEWS else {"view": "Choose whether to confirm or to dismiss it."}
    if not reasons:
        found["reasons"] = "Give your reasons: if it is confirmed, everybody reads them."
    if len(reasons) > LIMIT:
        found["reasons"] = f"At most {LIMIT:,} characters; this is {len(reasons):,}."
    return found


def agreed(views: Sequence[tuple[str, str]]) -> str:
    """Of (group, view), one a group: the outcome as soon as two agree."""
    for view, outcome in OUTCOMES.items():
        if len({group for group, given in views if given == view}) >= 2:
            return outcome
    return ""
