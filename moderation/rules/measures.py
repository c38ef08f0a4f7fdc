"""What a panel may do about a comment, from the mildest to the gravest, and what follows from three views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.rules.commenting import words
from moderation.rules.published import BY_KEY

REASONS_LIMIT, NOTE_LIMIT = 2_000, 1_000  # characters
QUOTED = 6  # words of the comment, one after the other, that reasons must not repeat


@dataclass(frozen=True, slots=True)
class Measure:
    """What a panel may do. `longest` is the days after which it ends by itself; 0 if it does not."""

    key: str
    title: str
    says: str
    done: str
    longest: int = 0


KEEP, NOTE, FOLD, RETURN, HIDE, PAUSE = "keep", "note", "fold", "return", "hide", "pause"
MEASURES = (
    Measure(KEEP, "Keep it", "It stays as it is.", "Kept"),
    Measure(NOTE, "Add a note", "It stays, with a note that says which rule and why.", "Kept with a note", 180),
    Measure(FOLD, "Fold it", "It stays in its place, folded behind a line that says why.", "Folded", 180),
    Measure(
        RETURN,
        "Return it for rewriting",
        "Its author can put other words in its place, and with that the measure ends.",
        "Returned for rewriting",
        90,
    ),
    Measure(HIDE, "Hide it", "A mark with the rule and the reasons takes its place.", "Hidden", 730),
    Measure(
        PAUSE,
        "Hide it and pause its author’s comments",
        "Its author may not comment for some days. No vote is touched.",
        "Hidden, and its author’s comments paused",
        14,
    ),
)
BY_NAME = {each.key: each for each in MEASURES}
LEVEL = {each.key: level for level, each in enumerate(MEASURES)}
EMERGENCY = timedelta(hours=24)


def done(outcome: str) -> str:
    return BY_NAME[outcome].done


@dataclass(frozen=True, slots=True)
class View:
    """What one member thinks. `rule` is a key, "" for one who would keep it; `days` are for how long."""

    group: str
    choice: str
    rule: str = ""
    reasons: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a panel decided. `rules` are keys, as those members named them who wanted this measure or a graver one;
    `reasons` are theirs, in the order given; `dissent` counts members who wanted another measure."""

    measure: str
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    days: int
    dissent: int

    def until(self, moment: datetime) -> datetime | None:
        return moment + timedelta(days=self.days) if self.days else None


def decided(views: Sequence[View], ceiling: str = PAUSE) -> Decision:
    """Decides for the gravest measure that more than half of the members want or would exceed, for the shortest time
    that these named. `ceiling` means that no graver one can follow, because somebody asked again about a measure
    against the own words."""
    levels = sorted((min(LEVEL[each.choice], LEVEL[ceiling]) for each in views), reverse=True)
    measure = MEASURES[levels[len(views) // 2]]
    behind = [each for each in views if LEVEL[each.choice] >= LEVEL[measure.key]]
    if measure.key == KEEP:
        behind = [each for each in views if each.choice == KEEP]
    return Decision(
        measure.key,
        tuple(dict.fromkeys(each.rule for each in behind if each.rule)),
        tuple(each.reasons for each in behind),
        min([measure.longest, *(each.days for each in behind if each.days)]) if measure.longest else 0,
        sum(each.choice != measure.key for each in views),
    )


def faults_of_view(
    choice: str,
    rule: str,
    reasons: str,
    days: int | None,
    comment: str,
    names: Sequence[str] = (),
    ceiling: str = PAUSE,
) -> dict[str, str]:
    """Says by field what is wrong with a view. `comment` is the words that it is about; `names` are who must not be
    named, because reasons are public and name nobody."""
    found: dict[str, str] = {}
    if choice not in BY_NAME:
        found["choice"] = "Choose what should become of the comment."
    elif LEVEL[choice] > LEVEL[ceiling]:
        found["choice"] = "Who asks again about a measure cannot be given a graver one."
    elif choice != KEEP:
        if rule not in BY_KEY:
            found["rule"] = "Name the rule that it breaks."
        if days is None or not 1 <= days <= BY_NAME[choice].longest:
            found["days"] = f"Say for how many days: from 1 to {BY_NAME[choice].longest}."
    return found | faults_of_reasons(reasons, comment, names)


def faults_of_reasons(reasons: str, comment: str, names: Sequence[str] = ()) -> dict[str, str]:
    if not reasons:
        return {"reasons": "Give your reasons: the author and the public read them."}
    if len(reasons) > REASONS_LIMIT:
        return {"reasons": f"At most {REASONS_LIMIT:,} characters; this is {len(reasons):,}."}
    if any(name.casefold() in reasons.casefold() for name in names if name):
        return {"reasons": "Do not name a person: these reasons are public."}
    if _repeats(reasons, comment):
        says = f"Do not repeat {QUOTED} or more words of the comment: these reasons are public, and it may be hidden."
        return {"reasons": says}
    return {}


def _repeats(reasons: str, comment: str) -> bool:
    if words(comment) < QUOTED:
        return False
    said = comment.casefold().split()
    runs = {" ".join(said[n : n + QUOTED]) for n in range(len(said) - QUOTED + 1)}
    again = reasons.casefold().split()
    return any(" ".join(again[n : n + QUOTED]) in runs for n in range(len(again) - QUOTED + 1))


def faults_of_flag(rule: str, note: str, quote: str, comment: str) -> dict[str, str]:
    """Says what is wrong with a report. `quote` is the words that were marked, "" for the whole."""
    found = {} if rule in BY_KEY else {"rule": "Choose the rule that you think it breaks."}
    if len(note) > NOTE_LIMIT:
        found["note"] = f"At most {NOTE_LIMIT:,} characters; this is {len(note):,}."
    if quote and " ".join(quote.split()) not in " ".join(comment.split()):
        found["quote"] = "These words are not in the comment. Copy them from it, or leave this empty."
    return found
