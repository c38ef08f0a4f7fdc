"""What happened to an amendment, in order, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from drafts.amendments.views import AmendmentView, TakeoverView, WordingView
from drafts.rules.fates import FATES

BECAUSE = {
    "drafted": "New words by its proposer",
    "carried": "Carried over to revision {base}: the words do not collide",
    "chosen": "Words chosen against revision {base}, after a collision",
}


@dataclass(frozen=True, slots=True)
class Happening:
    title: str
    at: datetime
    text: str = ""
    current: bool = False


def public_wordings(view: AmendmentView, wordings: Sequence[WordingView]) -> tuple[WordingView, ...]:
    """The wordings from the one that was tabled on: what a delegation tried before is its own affair."""
    if not view.tabled:
        return tuple(wordings)
    first = max((each.number for each in wordings if each.written_at <= view.tabled_at), default=1)
    return tuple(each for each in wordings if each.number >= first)


def history(
    view: AmendmentView, wordings: Sequence[WordingView], takeovers: Sequence[TakeoverView] = ()
) -> tuple[Happening, ...]:
    """What happened, the oldest first; before the tabling only its own delegates see it."""
    steps = [step for step in view.steps if not view.tabled or step.fate != "circulated"]
    seen: set[str] = set()
    happened = [] if view.tabled else [Happening("Drafted", view.drafted_at)]
    for step in steps:
        title = "Tabled again" if step.fate in seen else FATES[step.fate].in_history
        happened.append(Happening(title, step.at, step.why))
        seen.add(step.fate)
    happened += [
        Happening(BECAUSE[each.because].format(base=each.base.number), each.written_at, f"Wording {each.number}")
        for each in wordings[1:]
    ]
    happened += [Happening(f"Taken over by {each.by} from {each.before}", each.at, each.why) for each in takeovers]
    if view.question:
        happened.append(
            Happening(
                f"Revision {view.question.revision.number} collides with its words",
                view.question.asked_at,
                "Its proposer is asked what becomes of them.",
            )
        )
    return tuple(sorted(happened, key=lambda each: each.at))
