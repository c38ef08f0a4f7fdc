"""Worked examples of a method, counted by the same code as every ballot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from drafts.rules.record import Record
from drafts.rules.trying import Example, example, fewest, for_and_against, in_turn, unfavourable, voted

Names = Mapping[str, str]


def three(record: Record, names: Names) -> tuple[Example, ...]:
    """Just adopted, just missed, silence."""
    silence = example("Nobody votes", "No organisation casts a vote.", voted(record, {}), names)
    return (*boundary(record, names), silence)


def boundary(record: Record, names: Names) -> tuple[Example, ...]:
    """The fewest in favour that suffice, spread over the chambers, and one fewer; or that not even all suffice, or that
    votes do not decide."""
    order, least = in_turn(record), fewest(record)
    if least is None:
        everybody = voted(record, dict.fromkeys(order, "yes"))
        return (example("Everybody in favour", "All vote in favour.", everybody, names),)
    just = example("Just adopted", _says(record, least), voted(record, for_and_against(order, least)), names)
    return just, _short(record, order, least, names)


def _short(record: Record, order: list[str], least: int, names: Names) -> Example:
    if least:
        missed = voted(record, for_and_against(order, least - 1))
        return example("Just missed", "One organisation votes against instead of in favour.", missed, names)
    otherwise = voted(replace(record, facts=unfavourable(record.method)), dict.fromkeys(order, "yes"))
    says = "All vote in favour, but the numbers that the method asks for besides votes are not as it asks."
    return example("Votes do not decide", says, otherwise, names)


def _says(record: Record, least: int) -> str:
    if least == len(record.roll):
        return "All vote in favour."
    if not least:
        return "All vote against with a reason."
    evenly = ", as evenly over the chambers as can be" if len(record.chambers) > 1 else ""
    vote = "votes" if least == 1 else "vote"
    return f"{least} of {len(record.roll)} {vote} in favour{evenly}; all others vote against with a reason."


def on_this_roll(record: Record, names: Names) -> tuple[Example, ...]:
    """All but the smallest group in favour; exactly at the boundary; half of each group away."""
    groups = groups_of(record)
    if not groups:
        return ()
    small = min(groups, key=lambda group: len(groups[group]))
    against = {name: "no" if group == small else "yes" for group, members in groups.items() for name in members}
    there = {name: "yes" for members in groups.values() for name in members[: (len(members) + 1) // 2]}
    return (
        example(
            "One group against",
            f"All vote in favour but {names.get(small, small)}, the smallest group: it votes against with reasons.",
            voted(record, against),
            names,
        ),
        *boundary(record, names),
        example(
            "Half of each group stays away",
            f"{len(there)} of {len(record.roll)} vote, all of them in favour.",
            voted(record, there),
            names,
        ),
    )


def groups_of(record: Record) -> dict[str, list[str]]:
    """The organisations of each group, in the order of the roll."""
    found: dict[str, list[str]] = {}
    for entry in record.roll:
        found.setdefault(entry.group, []).append(entry.organisation)
    return found


def as_typed(record: Record, numbers: Mapping[str, Sequence[int]], names: Names) -> Example:
    """Counts an example that somebody typed. `numbers` says by group how many are in favour, against with a reason or
    without, and abstaining; the rest do not vote."""
    positions = ("yes", "no", "bare_no", "abstain")
    counted: dict[str, str] = {}
    for group, members in groups_of(record).items():
        held = [each for each, count in zip(positions, numbers.get(group, ()), strict=False) for _ in range(count)]
        counted |= dict(zip(members, held, strict=False))
    return example(
        "As you typed",
        "The organisations of a group are taken in the order of the roll.",
        voted(record, counted),
        names,
    )
