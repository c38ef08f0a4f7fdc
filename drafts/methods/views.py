"""A method as pages show it: the rule and the process in words, warnings, worked examples, tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from drafts.ballots.arithmetic import ChamberRow, chamber_rows
from drafts.ballots.rolls import Entitled
from drafts.rules.casting import lasting
from drafts.rules.conditions import TOGETHER
from drafts.rules.explain import rule_in_words
from drafts.rules.methods import Method
from drafts.rules.presets import Preset
from drafts.rules.process import Process
from drafts.rules.trying import Example

OWN = "own proposal"  # so says the sureness of a preset that comes from no body
BODIES = {
    "iso": "ISO and IEC",
    "ieee": "IEEE",
    "ieee802": "IEEE",
    "ansi": "ANSI",
    "astm": "ASTM International",
    "fsc": "Forest Stewardship Council",
    "gnso": "ICANN, Generic Names Supporting Organization",
    **dict.fromkeys(("ietf", "iesg", "iab"), "IETF, IESG and IAB"),
    "w3c": "W3C",
    "eu": "Council of the European Union",
    **dict.fromkeys(("un", "unga"), "United Nations"),
    "codex": "Codex Alimentarius",
    "oasis": "OASIS",
    "rspo": "Roundtable on Sustainable Palm Oil",
    "lf": "LiquidFeedback",
    "cabf": "CA/Browser Forum",
}
WORDS = {
    "voters": "Who votes",
    "review": "Review before the vote",
    "recirculation": "Recirculation",
    "dispositions": "Answers to objections",
    "appeal": "Appeal",
    "reaffirmation": "Reaffirmation",
}


@dataclass(frozen=True, slots=True)
class Group:
    """A stakeholder group with organisations on the present roll."""

    key: str
    name: str
    position: int
    size: int


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A worked example with the table of its vote."""

    title: str
    says: str
    outcome: str
    rows: tuple[ChamberRow, ...]
    sentences: tuple[str, ...]


def basis_of(method: Method) -> tuple[tuple[str, str], ...]:
    """Chambers, voice and weight in words."""
    chambers = " and ".join(method.chamber)
    voice = "Each owner in a chamber" if method.voice == "owner" else "Each organisation"
    return (
        ("Chambers", f"By {chambers}" if chambers else "All organisations together"),
        ("Who has a voice", voice),
        ("What a voice weighs", _weight(method)),
    )


def _weight(method: Method) -> str:
    if isinstance(method.weight, str):
        return {"one": "Every voice the same", "listed": "As the roll lists it"}[method.weight]
    equal = f"Every {', in it every '.join(method.weight.attributes)} the same" if method.weight.attributes else "Equal"
    shares = ", ".join(f"{name} {share}" for name, share in method.weight.shares.items())
    return f"{equal}{f', then by {method.weight.by}: {shares}' if shares else ''}"


def process_lines(process: Process) -> tuple[tuple[str, str], ...]:
    """What the forum itself keeps to, then what the body does besides."""
    hours, second = process.minimum_hours, process.second_call
    enforced = (
        ("Open for at least", lasting(hours) if hours else ""),
        ("Open for at most", lasting(process.maximum_hours) if process.maximum_hours else ""),
        (
            "Recirculation",
            "Words that change to meet objections go back to the voters" if process.recirculation else "",
        ),
        ("Readings", f"{process.readings[0]}, {process.readings[1]} days apart" if process.readings else ""),
        ("Second call", second_in_words(process) if second else ""),
        ("Reaffirmed", f"Every {process.reaffirm_years} years" if process.reaffirm_years else ""),
        ("Balance of the roll", f"One group is at most {process.group_limit} of it" if process.group_limit else ""),
    )
    return tuple((name, says) for name, says in enforced if says)


def second_in_words(process: Process) -> str:
    if not process.second_call:
        return ""
    days, method = process.second_call.days, process.second_call.method
    rule = "; ".join(sentence for _, sentence in rule_in_words(method))
    by = f"{method.title}: {rule}" if method.title else rule
    return f"If one group stays away, the others decide within {days} days: {by}"


def other_lines(process: Process) -> tuple[tuple[str, str], ...]:
    """What the body does by its own rules, shown and not enforced."""
    return tuple((WORDS[name], process.words[name]) for name in WORDS if process.words.get(name))


def groups_of(roll: Sequence[Entitled]) -> tuple[Group, ...]:
    sizes: dict[tuple[str, str, int], int] = {}
    for each in roll:
        key = (each.group, each.group_name, each.group_position)
        sizes[key] = sizes.get(key, 0) + 1
    return tuple(Group(*key, size) for key, size in sizes.items())


def sampled(chambers: Sequence[str]) -> tuple[Group, ...]:
    """Chambers of an invented roll, as groups, so that they have a shape each."""
    first = dict.fromkeys(chamber.split("/")[0] for chamber in chambers if chamber != TOGETHER)
    return tuple(Group(key, key, position, 0) for position, key in enumerate(first, 1))


def example_view(example: Example, groups: Sequence[Group], names: Mapping[str, str]) -> ExampleView:
    rows = chamber_rows(example.result, groups, names)
    return ExampleView(example.title, example.says, example.result.outcome, rows, example.sentences)


def body_of(preset: Preset) -> str:
    """The body whose rule it is, by the first word of its id; Comity for what it proposes itself; else the title up
    to its first comma or colon."""
    if preset.sureness == OWN:
        return "Comity"
    return BODIES.get(preset.id.split("-")[0]) or re.split(r"[,:]", preset.title)[0]
