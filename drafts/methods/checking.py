"""What "Check and show" answers: the rule in words, what it can do on the present roll, worked examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafts.ballots.rolls import Entitled
from drafts.methods.forms import TypedVotes
from drafts.methods.views import (
    ExampleView,
    Group,
    basis_of,
    example_view,
    groups_of,
    process_lines,
    sampled,
)
from drafts.rules.capture import capture
from drafts.rules.casting import fits
from drafts.rules.examples import as_typed, on_this_roll, three
from drafts.rules.explain import ways_of
from drafts.rules.methods import Method, parse_method
from drafts.rules.process import process_of
from drafts.rules.record import Record
from drafts.rules.trying import imagined, sample_roll
from drafts.rules.warnings import warnings_of

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What checking a method found. `here` says that the examples are of the present roll; else that roll cannot decide
    by this method, and they are of an invented one. `tried` is what was typed to try, None if nothing was, and
    `untried` says why it could not be. `capture` says who of the present roll could decide alone."""

    words: Pairs
    basis: Pairs
    process: Pairs
    warnings: tuple[str, ...]
    here: bool
    examples: tuple[ExampleView, ...]
    tried: ExampleView | None
    untried: str
    capture: tuple[str, ...]


def checked(text: Mapping[str, Any], roll: Sequence[Entitled], votes: Mapping[str, TypedVotes]) -> Checked:
    method, lines = parse_method(text), [each.as_json() for each in roll]
    groups, names = groups_of(roll), {each.group: each.group_name for each in roll}
    here = bool(fits(method, text, lines))
    return Checked(
        words=ways_of(method, names),
        basis=basis_of(method),
        process=process_lines(process_of(text)),
        warnings=warnings_of(text, lines, names),
        here=here,
        examples=_on_roll(imagined(text, lines), groups, names) if here else invented(text, method),
        tried=_tried(imagined(text, lines), votes, groups, names) if here else None,
        untried=" ".join(f"{names[group]}: {each.fault}" for group, each in votes.items() if each.fault),
        capture=tuple(capture(method, lines, names=names).sentences) if here else (),
    )


def _on_roll(record: Record, groups: Sequence[Group], names: Mapping[str, str]) -> tuple[ExampleView, ...]:
    return tuple(example_view(each, groups, names) for each in on_this_roll(record, names))


def invented(text: Mapping[str, Any], method: Method) -> tuple[ExampleView, ...]:
    """Worked examples on a small roll that has what the method names."""
    record = imagined(text, sample_roll(method))
    return tuple(example_view(each, sampled(record.chambers), {}) for each in three(record, {}))


def _tried(
    record: Record, votes: Mapping[str, TypedVotes], groups: Sequence[Group], names: Mapping[str, str]
) -> ExampleView | None:
    if any(each.fault for each in votes.values()) or not any(sum(each.numbers) for each in votes.values()):
        return None
    numbers = {group: each.numbers for group, each in votes.items()}
    return example_view(as_typed(record, numbers, names), groups, names)
