"""A method explained to the public, whether it comes with Comity or was composed here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from drafts.methods.checking import Pairs, invented
from drafts.methods.views import ExampleView, basis_of, other_lines, process_lines
from drafts.motions.queries import InForce
from drafts.rules.conditions import Fact
from drafts.rules.explain import ways_of
from drafts.rules.methods import parse_method
from drafts.rules.presets import presets
from drafts.rules.process import process_of
from drafts.rules.reading import strictly
from drafts.rules.trying import tests_of
from drafts.rules.warnings import warnings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A method with all that its page says. It `asks` if it needs numbers besides votes; `rule`, its one sentence, and
    `id` are "" for a composed method."""

    id: str
    title: str
    rule: str
    source: str
    sureness: str
    left_out: str
    words: Pairs
    basis: Pairs
    process: Pairs
    others: Pairs
    warnings: tuple[str, ...]
    asks: bool
    examples: tuple[ExampleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """A method in force, and where it is explained."""

    about: str
    about_path: str
    part: str
    title: str
    path: str
    in_force: InForce


@lru_cache(maxsize=256)
def explained(text: str) -> Explained:
    """The method with this JSON, explained; kept, because many read the same few."""
    found, process = strictly(text), process_of(strictly(text))
    method = parse_method(found)
    return Explained(
        id=method.id if any(each.text == text for each in presets()) else "",
        title=method.title or method.id or "A method without a title",
        rule=found.get("rule", ""),
        source=method.source,
        sureness=found.get("sureness", ""),
        left_out=found.get("left_out", ""),
        words=ways_of(method, {}),
        basis=basis_of(method),
        process=process_lines(process),
        others=other_lines(process),
        warnings=warnings_of(found),
        asks=any(isinstance(test, Fact) for test in tests_of(method)),
        examples=invented(found, method),
    )


def of_force(each: InForce) -> Force:
    preset = any(known.text == each.method_text for known in presets())
    slug = each.instrument_path.rsplit("/", 1)[-1]
    own = f"/rules/methods/in-force/{each.part}{f'/{slug}' if slug else ''}"
    path = f"/rules/methods/{each.method_id}" if preset else own
    return Force(
        about=each.instrument_title or "The forum",
        about_path=each.instrument_path,
        part=each.part_words,
        title=each.title,
        path=path,
        in_force=each,
    )
