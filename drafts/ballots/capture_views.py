"""The capture report of a ballot, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group: its seats and its power as shares in words, the widths of their bars, and the price of passing alone."""

    name: str
    position: int
    number: int
    seats: str
    power: str
    seats_width: int
    power_width: int
    price: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActLine:
    """How few it takes for one act: to pass, to block or to boycott; `alone`: who can do it without anybody else."""

    title: str
    organisations: str
    owners: str
    groups: str
    alone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureView:
    """This is the capture report as a page shows it. `sentences` are the three that come first, `more` the others;
    `calls` says what a second call without each group comes to, and `changed`, in sentences, what is different since
    the last ballot on the text."""

    sentences: tuple[str, ...]
    more: tuple[str, ...]
    acts: tuple[ActLine, ...]
    groups: tuple[GroupLine, ...]
    drawn: str
    calls: tuple[tuple[str, str], ...] = ()
    changed: tuple[str, ...] = ()
