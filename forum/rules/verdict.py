"""What a rule answers: `Yes()`, or `No(reasons)` in sentences that a page can show. Both work as booleans."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Yes:
    reasons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class No:
    reasons: tuple[str, ...]

    def __bool__(self) -> bool:
        return False


Verdict = Yes | No


def no(*reasons: str) -> No:
    return No(reasons)


def every(*verdicts: Verdict) -> Verdict:
    """Yes if all are; otherwise No with the reasons of all that are not, in order."""
    reasons = tuple(reason for verdict in verdicts if not verdict for reason in verdict.reasons)
    return No(reasons) if reasons or not all(verdicts) else Yes()


def either(*verdicts: Verdict) -> Verdict:
    """The first Yes; otherwise No with the reasons of all."""
    yes = next((verdict for verdict in verdicts if verdict), None)
    return yes or No(tuple(reason for verdict in verdicts for reason in verdict.reasons))


def require(condition: object, reason: str) -> Verdict:
    return Yes() if condition else No((reason,))
