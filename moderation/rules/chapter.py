"""A chapter of the forum's rules, and what it needs to know of this forum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from moderation.rules.sentences import counted

WORDS = {2: "two", 3: "three", 4: "four", 5: "five"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the rules. `rules` are sentences; `links` are (words, address) of what they lead to."""

    key: str
    title: str
    rules: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Deployment:
    """This forum's numbers. `organisations`, `moderators` and `registrars` count by a group's name who is accredited or
    in office. `methods` are (part of which text, name of the method, address, how long a ballot by it may last);
    `floors` are (text, address, sentences)."""

    organisations: Mapping[str, int]
    moderators: Mapping[str, int]
    registrars: Mapping[str, int]
    methods: Sequence[tuple[str, str, str, str]]
    floors: Sequence[tuple[str, str, Sequence[str]]]


def number(many: int) -> str:
    return WORDS.get(many, str(many))


def days(time: timedelta) -> str:
    return counted(time.days, "day")
