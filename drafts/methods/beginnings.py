"""What a composed method begins with: a preset, or the method in force; and the form filled in with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from drafts.instruments.queries import instrument as instrument_of
from drafts.instruments.views import InstrumentView
from drafts.methods.forms import JSON, KEPT, ROWS, MethodForm
from drafts.motions.queries import method_for
from drafts.rules.composing import RuleRow, draft_of, whole_rule
from drafts.rules.methods import parse_method
from drafts.rules.presets import presets
from drafts.rules.procedure import CLAUSES, PARTS
from drafts.rules.process import process_of
from drafts.rules.process_typed import typed_of
from drafts.rules.reading import mapping, strictly
from forum.errors import NotFound

LINE = 76  # characters


async def beginning(begun: str, instrument: str, part: str) -> Mapping[str, Any]:
    """The JSON of a preset, or of the method in force where `begun` is "". Raises NotFound."""
    text = await _text_of(instrument)
    if not begun:
        in_force = await method_for(text.id if text else None, part if part in PARTS else CLAUSES)
        return mapping(strictly(in_force.method_text), "method")
    found = next((each for each in presets() if each.id == begun), None)
    if not found:
        raise NotFound
    return mapping(strictly(found.text), "method")


async def _text_of(instrument: str) -> InstrumentView | None:
    return await instrument_of(instrument) if instrument else None


async def title_of(instrument: str) -> str:
    """The text's title, "" for the forum itself. Raises NotFound."""
    text = await _text_of(instrument)
    return text.title if text else ""


def filled(found: Mapping[str, Any], begun: str, instrument: str, part: str) -> tuple[MethodForm, tuple[RuleRow, ...]]:
    """The form and rows as they say `found`."""
    draft, process = draft_of(parse_method(found)), asdict(typed_of(process_of(found)))
    second = KEPT if process.pop("second_call") else ""
    chosen = {"chambers": draft.chambers, "voice": draft.voice, "weight": draft.weight} if draft else {}
    data = {
        "begun": begun,
        "instrument": instrument,
        "mode": ROWS if draft else JSON,
        "part": part if part in PARTS else CLAUSES,
        "title": found.get("title", ""),
        "source": found.get("source", ""),
        "rule": "" if draft else as_json(whole_rule(found)),
        "second_call": second,
        **process,
        **chosen,
    }
    return MethodForm(data=data), draft.rows if draft else ()


def as_json(value: Any, indent: str = "") -> str:
    """The value as JSON for people: what fits on one line stands on one."""
    flat, deeper = json.dumps(value, ensure_ascii=False), indent + "  "
    if (len(indent + flat) <= LINE and (indent or not value)) or not isinstance(value, dict | list):
        return flat
    if isinstance(value, dict):
        parts, (left, right) = [f"{json.dumps(name)}: {as_json(each, deeper)}" for name, each in value.items()], "{}"
    else:
        parts, (left, right) = [as_json(each, deeper) for each in value], "[]"
    lines = f",\n{deeper}".join(parts)
    return f"{left}\n{deeper}{lines}\n{indent}{right}"
