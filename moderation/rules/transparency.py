"""The figures of moderation: what was decided, how long it took, what was overturned, by group of author, reporter and
panel, so that a bias shows. Everything follows from public acts; no value names a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from moderation.rules.appeals import CHANGED, REVERSED, UPHELD
from moderation.rules.concentration import Share
from moderation.rules.measures import KEEP, MEASURES


@dataclass(frozen=True, slots=True)
class Facts:
    """One case about a comment. `author` is the key of its group, "" for none; `reporters` has one key a report,
    `views` the (group of the member, choice). `measure` is "" while it is open; `became` says what became of the first
    decision when somebody asked again, and is "" else."""

    case: int
    opened_at: datetime
    author: str
    reporters: tuple[str, ...] = ()
    decided_at: datetime | None = None
    measure: str = ""
    rules: tuple[str, ...] = ()
    views: tuple[tuple[str, str], ...] = ()
    statement: str = ""
    below: int | None = None
    became: str = ""

    @property
    def hours(self) -> int | None:
        return int((self.decided_at - self.opened_at).total_seconds() // 3600) if self.decided_at else None

    @property
    def taken(self) -> bool:
        return bool(self.measure) and self.measure != KEEP

    @property
    def overturned(self) -> bool:
        return self.became in (REVERSED, CHANGED)


@dataclass(frozen=True, slots=True)
class GroupCases:
    """The cases about one group's comments. `measures` is the share of those decided in which something was done."""

    group: str
    cases: int
    measures: Share
    overturned: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of moderation. `by_measure` holds (key, cases), the mildest first; `reporters` (group, those of its
    reports after which something was done); `panel` (group of the member, group of the author, views for a measure of
    all views). `median` and `longest` are hours."""

    opened: int
    decided: int
    still_open: int
    asked_again: int
    by_measure: tuple[tuple[str, int], ...]
    upheld: int
    reversed: int
    changed: int
    median: int | None
    longest: int | None
    authors: tuple[GroupCases, ...]
    reporters: tuple[tuple[str, Share], ...]
    panel: tuple[tuple[str, str, Share], ...]


def figures(facts: Sequence[Facts], groups: Sequence[str], small: Iterable[str] = ()) -> Figures:
    """Makes the figures. `groups` are the keys in their order; the reports of `small` ones, which have too few people,
    are left out."""
    first, again = [each for each in facts if each.below is None], [each for each in facts if each.below is not None]
    done = [each for each in facts if each.decided_at]
    hours = sorted(each.hours for each in done if each.hours is not None)
    times = Counter(each.measure for each in done)
    became = Counter(each.became for each in first if each.became)
    return Figures(
        opened=len(facts),
        decided=len(done),
        still_open=len(facts) - len(done),
        asked_again=len(again),
        by_measure=tuple((each.key, times[each.key]) for each in MEASURES if times[each.key]),
        upheld=became[UPHELD],
        reversed=became[REVERSED],
        changed=became[CHANGED],
        median=hours[len(hours) // 2] if hours else None,
        longest=hours[-1] if hours else None,
        authors=tuple(_line(key, first) for key in groups),
        reporters=tuple(_reports(key, facts) for key in groups if key not in set(small)),
        panel=tuple(_views(key, author, done) for key in groups for author in groups),
    )


def _line(key: str, facts: Sequence[Facts]) -> GroupCases:
    own = [each for each in facts if each.author == key]
    done = [each for each in own if each.decided_at]
    return GroupCases(
        key,
        len(own),
        Share(sum(each.taken for each in done), len(done)),
        Share(sum(each.overturned for each in done), len(done)),
    )


def _reports(key: str, facts: Sequence[Facts]) -> tuple[str, Share]:
    count = [(each.reporters.count(key), each) for each in facts if each.decided_at]
    return key, Share(sum(n for n, each in count if each.taken), sum(n for n, _ in count))


def _views(key: str, author: str, done: Sequence[Facts]) -> tuple[str, str, Share]:
    given = [choice for each in done if each.author == author for group, choice in each.views if group == key]
    return key, author, Share(sum(choice != KEEP for choice in given), len(given))
