"""The decision rules that come with Comity, one JSON file each: a method of part A with words about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from drafts.rules.methods import PARTS, Method, parse_method
from drafts.rules.process import Process, process_of
from drafts.rules.reading import Malformed, mapping, quoted, required, strictly, string
from forum.errors import Unlawful


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A method with words about it: `rule` in one plain sentence, the `sureness` of its `source`, and in `left_out`
    what the body does that the method does not say. A ballot stays open for `minimum_hours`; `text` is the file, and
    `process` what stands beside the numbers."""

    id: str
    title: str
    rule: str
    source: str
    sureness: str
    left_out: str
    minimum_hours: int
    text: str
    method: Method
    process: Process


@cache
def presets() -> tuple[Preset, ...]:
    """All of them, in the order of their ids."""
    found = (
        read_preset(each.read_text("utf-8"), each.name)
        for each in files("drafts.rules").joinpath("presets").iterdir()
        if each.name.endswith(".json")
    )
    return tuple(sorted(found, key=lambda preset: preset.id))


def preset(id: str) -> Preset:
    """Raises Unlawful if there is none of this name."""
    found = next((each for each in presets() if each.id == id), None)
    if not found:
        raise Unlawful(f"There is no method {id!r}. There are: {', '.join(each.id for each in presets())}.")
    return found


WORDS = ("id", "title", "rule", "source", "sureness", "left_out")
PROCESS = (
    "minimum_hours",
    "maximum_hours",
    "recirculation",
    "readings",
    "second_call",
    "reaffirm_years",
    "group_limit",
    "process",
)
METHOD = ("chamber", "voice", "weight", *PARTS)


def read_preset(text: str, where: str) -> Preset:
    """Raises Malformed, naming the file and the member: a misspelt one must not be passed over in silence."""
    words = mapping(strictly(text), where)
    for name in words:
        if name not in (*WORDS, *PROCESS, *METHOD):
            raise Malformed(f"{where}: a preset has no member {quoted(name)}.")
    said = {name: string(required(words, name, where), f"{where}.{name}") for name in WORDS}
    if blank := [name for name, value in said.items() if not value.strip()]:
        raise Malformed(f"{where}.{blank[0]}: there is nothing in it.")
    process = process_of(words)
    return Preset(
        id=said["id"],
        title=said["title"],
        rule=said["rule"],
        source=said["source"],
        sureness=said["sureness"],
        left_out=said["left_out"],
        minimum_hours=process.minimum_hours,
        text=text,
        method=parse_method(words),
        process=process,
    )
