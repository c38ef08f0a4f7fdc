"""What the roof hands over: the parts of the whole house, in one frozen value that every floor may ask.

A floor never calls upward. Where it needs something from above, it asks the parts that the roof handed over before
anything was done; without a roof (in a script that uses one floor only) there are none, and nothing is asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from piccolo.columns.combination import Where
from piccolo.table import Table

from forum.bound import Bound
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict
from forum.settings import Settings
from forum.threads.tables import Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Asked before a ballot on an amendment opens. `verdict` answers whether it may open now; `shown` is the context of
    `part`, a template of the amendment's page, for one reader, or None where there is nothing to show."""

    verdict: Callable[[int], Awaitable[Verdict]]
    shown: Callable[[int, Identity | None], Awaitable[Any]]
    part: str


@dataclass(frozen=True, slots=True)
class FoldNote:
    """A comment stands for others that are nearly the same: how many of them with it, and where all can be read."""

    path: str
    count: int
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Folding:
    """Leaves some comments out of a page and puts notes to those that stay. `shown` answers, for a subject, the
    condition under which a comment is shown; `notes` answers the notes by comment; `place`
    answers the address at which a comment that was left out can be read, or ""."""

    shown: Callable[[str], Where]
    notes: Callable[[str], Awaitable[dict[int, FoldNote]]]
    place: Callable[[int], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Ended:
    """What a subject is now, in a sentence, so that nobody comments there any more; `words` and `path` lead to where to
    comment instead."""

    says: str
    words: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The floors above hand these parts to the forum. `endings` say of a subject whether its discussion is over.
    `before_comments` are asked last, with who, container and subject, before a comment is written; `after_comments` act
    on it inside the same act, and its entry vouches for the rows that they answer. `ticks` are called every second.
    `kinds_of_case` are moderation's own: this floor has no word for them."""

    routes: Sequence[Any] = ()
    packages: Sequence[str] = ()
    template_globals: Mapping[str, Any] = field(default_factory=dict)
    ticks: Sequence[Callable[[Settings], Awaitable[object]]] = ()
    gates: Sequence[Gate] = ()
    endings: Sequence[Callable[[str], Awaitable[Ended | None]]] = ()
    before_comments: Sequence[Callable[[Identity, str, str], Awaitable[Verdict]]] = ()
    after_comments: Sequence[Callable[[Comment], Awaitable[list[Table]]]] = ()
    foldings: Sequence[Folding] = ()
    kinds_of_case: Mapping[str, Any] = field(default_factory=dict)


_PARTS = Bound("no parts", Parts())
use, parts = _PARTS.set, _PARTS.get
