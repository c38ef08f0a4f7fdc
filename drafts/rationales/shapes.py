"""The figures of a rationale as JSON: what /rationales/{id}/figures.json answers, and what its schema says."""

from __future__ import annotations

from typing import TypedDict


class HeardFigure(TypedDict):
    """How many organisations of a group commented, and how often; groups from which nobody spoke stand here too."""

    group: str
    name: str
    position: int
    organisations: int
    comments: int


class ObjectionFigure(TypedDict):
    """An objection. `comment` is its path; `older` says that it is about words before those that the amendment changed;
    `answer` is "" if there is none."""

    comment: str
    organisation: str
    group: str
    older: bool
    hidden: bool
    answer: str
    reason: str


class ChamberFigure(TypedDict):
    """Counts of organisations. `needed`: what the method asked, in words; `met` is None where it asked nothing."""

    key: str
    name: str
    position: int
    favour: int
    against: int
    abstain: int
    silent: int
    needed: str
    met: bool | None


class GroupFigure(TypedDict):
    """How the organisations of a stakeholder group voted, whatever the method's chambers are."""

    key: str
    name: str
    favour: int
    against: int


class VoteFigure(TypedDict):
    """A vote. `record` is the path of the ballot's record, from which anybody can recount it."""

    path: str
    record: str
    outcome: str
    rule: str
    closed_at: str
    chambers: list[ChamberFigure]
    groups: list[GroupFigure]


class Figures(TypedDict):
    """The figures of a rationale. `redline` is the version of the algorithm that marks what changed. `answers` counts
    objections by answer, "none" included."""

    format: str
    amendment: str
    clause: str
    redline: str
    heard: list[HeardFigure]
    objections: list[ObjectionFigure]
    answers: dict[str, int]
    ballot: VoteFigure | None
