"""What a lawful method can still do that its authors may not have meant, each with numbers found by trying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from drafts.rules.casting import FACTS, fits
from drafts.rules.conditions import Fact, Mean, Share, Test
from drafts.rules.examples import groups_of
from drafts.rules.methods import Method, parse_method
from drafts.rules.record import Record
from drafts.rules.rounds import READINGS
from drafts.rules.trying import Entries, adopted, imagined, sample_roll, tests_of
from drafts.rules.words import among, chamber_name, holding, measure, place_name

HUNDRED, TWENTY = 100, 20  # organisations tried: in the only chamber, in each of several
TRIED = 6  # chambers in which a turning No is looked for
FEW = 3  # so few organisations of one group should not stop a text without anybody noticing
AGAINST = frozenset(("no", "bare_no"))
WORDS = {"absent": "not voting", "abstain": "abstaining"}
Names = Mapping[str, str]


def warnings_of(text: Mapping[str, Any], roll: Entries = (), names: Names | None = None) -> tuple[str, ...]:
    """Sentences about a method (as JSON) and, if it is given, this roll; raises Unlawful if the method is not
    lawful."""
    method, known = parse_method(text), names or {}
    record = imagined(text, sample_roll(method, HUNDRED, TWENTY))
    there = fits(method, text, roll) if roll else None
    return (
        *_paradoxes(method, record, known),
        *_empty(record),
        *_counted_as_no(method),
        *_readings(text, method),
        *(there.reasons if there is not None else _facts(method)),
        *(_on_roll(imagined(text, roll), known) if there else ()),
    )


def _paradoxes(method: Method, record: Record, names: Names) -> Iterable[str]:
    """A turnout quorum and a ceiling on abstentions, where a No instead of silence lets the text pass."""
    tests = tests_of(method)
    if any(_is_turnout(test) for test in tests):
        yield from _flip(
            record, "absent", "A turnout is asked for, so that silence can stop a text and a No can help it", names
        )
    if any(_is_ceiling(test) for test in tests):
        yield from _flip(
            record, "abstain", "Abstentions are limited, so that abstaining can stop a text and a No can help it", names
        )


def _is_turnout(test: Test) -> bool:
    return (
        isinstance(test, Share | Mean)
        and test.bound.is_floor
        and "no" in test.counted
        and "absent" in test.of - test.counted
    )


def _is_ceiling(test: Test) -> bool:
    return (
        not isinstance(test, Fact)
        and not test.bound.is_floor
        and "abstain" in test.counted
        and not test.counted >= AGAINST
    )


def _flip(record: Record, silent: str, says: str, names: Names) -> Iterable[str]:
    """Looks, chamber by chamber and with all other chambers in favour, for a No that turns the outcome."""
    for chamber in record.chambers[:TRIED]:
        members = [entry.organisation for entry in record.roll if entry.chamber == chamber]
        others = {entry.organisation: "yes" for entry in record.roll if entry.chamber != chamber}
        for against in range(4):
            for favour in range(len(members) - against - 1, -1, -1):
                if _turns(record, others, members, favour, against, silent):
                    yield f"{says}. {_numbers(record, chamber, len(members), favour, against, silent, names)}"
                    return


def _turns(
    record: Record, others: Mapping[str, str], members: list[str], favour: int, against: int, silent: str
) -> bool:
    def outcome(more: int) -> bool:
        nos = against + more
        held = ["yes"] * favour + ["no"] * nos + [silent] * (len(members) - favour - nos)
        return adopted(record, {**others, **dict(zip(members, held, strict=True))})

    return not outcome(0) and outcome(1)


def _numbers(record: Record, chamber: str, size: int, favour: int, against: int, silent: str, names: Names) -> str:
    where = f"{place_name(chamber, names)}, all other chambers in favour" if len(record.chambers) > 1 else "An example"
    already, rest = f", {against} against" if against else "", size - favour - against
    return (
        f"{where}: with {favour} of {size} in favour{already} and {rest} {WORDS[silent]}, the text is not adopted. "
        f"If one of these {rest} votes against instead, it is."
    )


def _empty(record: Record) -> Iterable[str]:
    if adopted(record, {}):
        yield "Something from nothing: if nobody votes at all, the text is adopted."


def _counted_as_no(method: Method) -> Iterable[str]:
    tests = [test for test in tests_of(method) if isinstance(test, Share | Mean)]
    yield from dict.fromkeys(says for test in tests if (says := _as_no(test)))


def _as_no(test: Share | Mean) -> str:
    silent = sorted(words for position, words in WORDS.items() if position in test.of - test.counted)
    if not silent or not test.bound.is_floor or test.counted & AGAINST:
        return ""
    work = "work" if len(silent) > 1 else "works"
    rule = f"{test.bound.words} of {among(test.of)} must be {holding(test.counted & test.of)}{measure(test.by)}"
    return f"{' and '.join(silent).capitalize()} {work} like a vote against where {rule}."


def _readings(text: Mapping[str, Any], method: Method) -> Iterable[str]:
    """Several readings, and the test that waits for them, belong together."""
    tested = any(isinstance(test, Fact) and test.name == READINGS for test in tests_of(method))
    if "readings" in text and not tested:
        yield "Several readings are asked for, but the first decides. Add a test that waits for passed readings."
    if tested and "readings" not in text:
        yield "A test waits for passed readings, but the process has only one reading: nothing could be adopted."


def _facts(method: Method) -> Iterable[str]:
    for name in sorted({test.name for test in tests_of(method) if isinstance(test, Fact)} - set(FACTS)):
        yield f"The method asks for the number {name}, which this forum does not count."


def _on_roll(record: Record, names: Names) -> Iterable[str]:
    everybody = dict.fromkeys(record.counted, "yes")
    if not adopted(record, everybody):
        yield "With the present roll nothing could be adopted, not even with everybody in favour."
        return
    stops = {group: _stopping(record, everybody, members) for group, members in groups_of(record).items()}
    for few in range(1, FEW + 1):
        groups = [chamber_name(group, names) for group, least in stops.items() if least == few]
        if groups:
            who = "1 organisation" if few == 1 else f"{few} organisations"
            yield f"{who} of {_either(groups)} can stop every text by voting against."


def _stopping(record: Record, everybody: Mapping[str, str], members: list[str]) -> int | None:
    def stops(n: int) -> bool:
        return not adopted(record, {**everybody, **dict.fromkeys(members[:n], "no")})

    return next((n for n in range(1, min(FEW, len(members)) + 1) if stops(n)), None)


def _either(names: list[str]) -> str:
    *first, last = names
    return f"{', of '.join(first)} or of {last}" if first else last
