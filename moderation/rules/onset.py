"""The sudden onset: one group makes many more comments on a text than it did in the days before."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

from moderation.rules.alarms import IN_FORCE, ONSET, Raised, Thresholds
from moderation.rules.sentences import counted


def onset(
    about: str, title: str, group: str, name: str, day: str, now_many: int, before: int, limits: Thresholds = IN_FORCE
) -> Raised | None:
    """The alarm that a group suddenly speaks up, if it is due. `now_many` counts comments in the window, and `before`
    those of the days before it. A text that nobody spoke about is expected to get one comment in those days."""
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


def _once_in(chance: Decimal) -> str:
    """ "once in 2,800,000 times": the first two digits; beyond what anybody imagines, that it is beyond."""
    if chance * 1_000_000_000 < 1:
        return "less than once in 1,000,000,000 times"
    times = int(1 / chance)
    step = 10 ** max(0, len(str(times)) - 2)
    return f"once in {times // step * step:,} times"
