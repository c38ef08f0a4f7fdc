"""A method is made here of what was typed: every fault stands beside its field, and the method is answered as JSON if
there is none."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from drafts.methods import forms
from drafts.methods.forms import (
    JSON,
    KEPT,
    RULE_LIMIT,
    SOURCE_LIMIT,
    TITLE_LIMIT,
    MethodForm,
)
from drafts.rules import composing
from drafts.rules.composing import Draft, RuleRow, draft_of, rule_of, whole_rule
from drafts.rules.methods import PARTS, Method, parse_method
from drafts.rules.presets import presets
from drafts.rules.procedure import ENTRENCHED
from drafts.rules.procedure import PARTS as DECIDES
from drafts.rules.process_typed import TypedProcess, faults_of, members_of
from drafts.rules.reading import Malformed, strictly
from drafts.rules.row_faults import row_faults
from drafts.rules.trying import named_chambers, tests_of
from forum.errors import Invalid, Unlawful

MEMBERS = ("chamber", "voice", "weight", *PARTS)
MOST_TESTS, MOST_CHAMBERS = 60, 30
Faults = dict[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Composition:
    """What came of a composed method: its `text` as JSON, None if something is wrong with it, and the `faults` of each
    row by field."""

    text: Mapping[str, Any] | None
    rows: tuple[RuleRow, ...]
    faults: tuple[Mapping[str, str], ...]


def compose(form: MethodForm, rows: tuple[RuleRow, ...], begun: Mapping[str, Any]) -> Composition:
    """Puts what is wrong beside the form's fields. `begun` is the method, as JSON, that the page started from."""
    typed = process_in(form, begun)
    found: Faults = {**_head(form), **faults_of(typed)}
    if form.second_call.data and typed.second_call is None:
        found["second_call"] = "The method that you began with has no second call. Choose another."
    by_row = tuple(row_faults(row) for row in rows) if form.mode.data != JSON else ()
    rule = _rule(form, rows, found) if not any(by_row) else None
    form.refuse(Invalid(found))
    if found or rule is None:
        return Composition(None, rows, by_row)
    named = {"title": form.title.data, "source": form.source.data or ""}
    return Composition({"id": "own", **named, **rule, **members_of(typed)}, rows, by_row)


def _head(form: MethodForm) -> Faults:
    lengths = {"title": TITLE_LIMIT, "source": SOURCE_LIMIT}
    found: Faults = {
        name: f"At most {limit:,} characters; this is {len(form[name].data):,}."
        for name, limit in lengths.items()
        if len(form[name].data) > limit
    }
    if not form.title.data:
        found["title"] = "Give the method a title."
    if form.part.data == ENTRENCHED and form.second_call.data:
        found["second_call"] = "On entrenched clauses no group is left out, so that there is no second call."
    known: dict[str, Mapping[str, Any]] = {"part": DECIDES}
    if form.mode.data != JSON:
        known |= {"chambers": composing.CHAMBERS, "voice": forms.VOICES, "weight": composing.WEIGHTS}
    return found | {name: "Choose one of these." for name, each in known.items() if form[name].data not in each}


def _rule(form: MethodForm, rows: Sequence[RuleRow], found: Faults) -> Mapping[str, Any] | None:
    """The members that decide. What is wrong with them goes into `found`."""
    place = "rule" if form.mode.data == JSON else ""
    try:
        rule = rule_in(form.rule.data) if form.mode.data == JSON else _of_rows(form, rows)
        if rule is not None:
            within_bounds(parse_method(rule))
        return rule
    except Unlawful as unlawful:
        found[place] = tuple(each.removeprefix("method.").removeprefix("method: ") for each in unlawful.reasons)
        return None


def within_bounds(method: Method) -> None:
    """Raises Unlawful for a rule that is too large to be tried on the page."""
    if len(tests_of(method)) > MOST_TESTS or len(named_chambers(method)) > MOST_CHAMBERS:
        raise Unlawful(
            f"A rule composed here has at most {MOST_TESTS} tests and names at most {MOST_CHAMBERS} chambers."
        )


def _of_rows(form: MethodForm, rows: Sequence[RuleRow]) -> Mapping[str, Any] | None:
    if not any(row.part == "adopted_when" for row in rows):
        raise Unlawful("Add at least one test of what is adopted.")
    draft = draft_in(form, tuple(rows))
    return rule_of(draft) if draft else None


def draft_in(form: MethodForm, rows: tuple[RuleRow, ...]) -> Draft | None:
    """The method in rows, and None while chambers, voice or weight are not chosen."""
    chosen = (form.chambers.data, form.voice.data, form.weight.data)
    known: tuple[Container[str], ...] = (composing.CHAMBERS, forms.VOICES, composing.WEIGHTS)
    return Draft(*chosen, rows) if all(each in there for each, there in zip(chosen, known, strict=True)) else None


def rule_in(typed: str) -> Mapping[str, Any]:
    """The rule that was typed as JSON. Raises Unlawful."""
    if len(typed) > RULE_LIMIT:
        raise Unlawful(f"At most {RULE_LIMIT:,} characters; this is {len(typed):,}.")
    try:
        found = strictly(typed)
    except Malformed as malformed:
        raise Unlawful(*malformed.sentences) from None
    if not isinstance(found, dict):
        raise Unlawful("Write an object: { … }.")
    if strange := [name for name in found if name not in MEMBERS]:
        raise Unlawful(
            f"A rule has no member “{strange[0][:60]}”, only {', '.join(MEMBERS)}. "
            "Title and process stand in their own fields."
        )
    return whole_rule(found)


def process_in(form: MethodForm, begun: Mapping[str, Any]) -> TypedProcess:
    names = [each.name for each in fields(TypedProcess) if each.name not in ("second_call", "recirculation")]
    strings = {name: form[name].data or "" for name in names}
    return TypedProcess(
        **strings, recirculation=form.recirculation.data, second_call=_second(form.second_call.data, begun)
    )


def _second(chosen: str, begun: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if chosen == KEPT:
        return (begun.get("second_call") or {}).get("method")
    found = next((each for each in presets() if each.id == chosen), None)
    return {"id": found.id, "title": found.title, **whole_rule(strictly(found.text))} if found else None


def draft_typed(form: MethodForm) -> Draft | None:
    """The rule that was typed as JSON, in rows, or None if rows cannot say it. Raises Unlawful."""
    return draft_of(parse_method(rule_in(form.rule.data)))
