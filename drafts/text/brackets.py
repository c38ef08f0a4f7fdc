"""Square brackets of negotiating text: `[shall][should]` are two options for one place, `[within 72 hours]` words on
which there is no agreement yet. Nested ones are agreed on from the inside out or with what holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

# What Markdown makes of square brackets is no negotiation: links, images, footnotes, boxes to tick, an escaped bracket.
_OTHER = re.compile(
    r"\\."
    r"|!?\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\](?=\())"
    r"|\[\^[^\[\]\n]*\]"
    r"|^\[[^\[\]\n]+\]:"
    r"|\[[ xX]\](?=\s)"
    r"|`[^`\n]*`",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Option:
    """Characters `start` to `end` of the text, brackets included; `words` without them, and the `inner` brackets in
    it."""

    start: int
    end: int
    words: str
    inner: tuple[Bracket, ...] = ()


@dataclass(frozen=True, slots=True)
class Bracket:
    """One place that is not agreed. With a single option the other one is to leave the words out."""

    options: tuple[Option, ...]

    @property
    def start(self) -> int:
        return self.options[0].start

    @property
    def end(self) -> int:
        return self.options[-1].end

    @property
    def choices(self) -> tuple[str, ...]:
        """What could stand there: the words of each option, or "" for leaving out the only one."""
        words = tuple(option.words for option in self.options)
        return words if len(words) > 1 else (*words, "")


def brackets(text: str) -> tuple[Bracket, ...]:
    """The brackets in order; those inside others are in their options. One that nobody closes, or that nobody opened,
    is none. `[a/b]` is `[a][b]`, where no space stands beside the stroke."""
    return _grouped(text, _options(text))


def every_bracket(text: str) -> tuple[Bracket, ...]:
    """All brackets, nested ones too, each before those that are in it."""
    return tuple(_with_inner(brackets(text)))


def left(text: str) -> int:
    """How many places are not agreed."""
    return len(every_bracket(text)) if "[" in text else 0


def unbalanced(text: str) -> tuple[int, ...]:
    """Finds where a bracket stands that nobody closes or opened, in characters."""
    _, odd = _pairs(text)
    return tuple(sorted(odd))


def resolved(text: str, chosen: Mapping[int, int]) -> str:
    """The text with choices made: `chosen` has the number of a choice (see Bracket.choices) by the start of its
    bracket. Brackets inside a choice that is taken stay until they are chosen, too. Where words go, one of the spaces
    goes."""
    return _resolved(text, brackets(text), chosen, 0, len(text))


def _resolved(text: str, found: Sequence[Bracket], chosen: Mapping[int, int], low: int, high: int) -> str:
    pieces, at = [], low
    for bracket in found:
        pieces.append(text[at : bracket.start])
        at = bracket.end
        if bracket.start not in chosen:
            pieces.append(_kept(text, bracket, chosen))
            continue
        words = _chosen(text, bracket, chosen)
        pieces.append(words)
        if not words:
            pieces, at = _closed_up("".join(pieces), text, at, high)
    return "".join([*pieces, text[at:high]])


def _closed_up(before: str, text: str, at: int, high: int) -> tuple[list[str], int]:
    """Takes one space along where words went between two spaces, or between a space and a sign or the end."""
    following = text[at] if at < high else ""
    if following == " " and (not before or before[-1].isspace()):
        return [before], at + 1
    return [before.removesuffix(" ") if following in (*".,;:", "") else before], at


def _chosen(text: str, bracket: Bracket, chosen: Mapping[int, int]) -> str:
    number = chosen[bracket.start]
    if number >= len(bracket.options):
        return ""
    option = bracket.options[number]
    start = text.index(option.words, option.start) if option.words else option.start
    return _resolved(text, option.inner, chosen, start, start + len(option.words))


def _kept(text: str, bracket: Bracket, chosen: Mapping[int, int]) -> str:
    """Still open; what is in it may be agreed already."""
    inner = [each for option in bracket.options for each in option.inner]
    return _resolved(text, inner, chosen, bracket.start, bracket.end)


def _pairs(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    hidden = [match.span() for match in _OTHER.finditer(text)]
    open_at: list[int] = []
    pairs, odd = [], []
    at = 0
    while at < len(text):
        if hidden and at == hidden[0][0]:
            at = hidden.pop(0)[1]
            continue
        if text[at] == "[":
            open_at.append(at)
        elif text[at] == "]" and open_at:
            pairs.append((open_at.pop(), at + 1))
        elif text[at] == "]":
            odd.append(at)
        at += 1
    return sorted(pairs), [*odd, *open_at]


def _options(text: str) -> list[Option]:
    """The outermost ones, with what is in each."""
    pairs, _ = _pairs(text)
    return _nested(text, pairs)


def _nested(text: str, pairs: Sequence[tuple[int, int]]) -> list[Option]:
    options: list[Option] = []
    at = 0
    while at < len(pairs):
        start, end = pairs[at]
        inside = [pair for pair in pairs[at + 1 :] if pair[1] < end]
        words = text[start + 1 : end - 1]
        if not inside and words.strip() and re.search(r"\S/\S", words) and "//" not in words:
            options += _stroked(start, words)
        elif words.strip():
            options.append(Option(start, end, words, _grouped(text, _nested(text, inside))))
        at += 1 + len(inside)
    return options


def _stroked(start: int, words: str) -> list[Option]:
    """Each as wide as its part, so that they lie side by side."""
    options, at = [], start
    parts = re.split(r"(?<=\S)/(?=\S)", words)
    for number, part in enumerate(parts):
        end = at + len(part) + (2 if number == len(parts) - 1 else 1)
        options.append(Option(at, end, part))
        at = end
    return options


def _grouped(text: str, options: Sequence[Option]) -> tuple[Bracket, ...]:
    groups: list[list[Option]] = []
    for option in options:
        if groups and groups[-1][-1].end == option.start:
            groups[-1].append(option)
        else:
            groups.append([option])
    return tuple(Bracket(tuple(group)) for group in groups)


def _with_inner(found: Sequence[Bracket]) -> Iterator[Bracket]:
    for bracket in found:
        yield bracket
        for option in bracket.options:
            yield from _with_inner(option.inner)
