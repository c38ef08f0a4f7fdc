"""The words of a clause that a comment can be about, sentence by sentence, for those who choose without a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from drafts.exchange.render import plain
from drafts.instruments.views import RevisionView
from drafts.text.anchor import sentences
from drafts.text.carry import carry_through
from drafts.text.plain import unwrapped
from forum.rules.digits import digits


@dataclass(frozen=True, slots=True)
class Phrase:
    """A range of the plain words, in characters."""

    start: int
    end: int
    words: str

    @property
    def query(self) -> str:
        """What follows the clause's address. The first words go along, lest a page that has moved on quotes others."""
        return f"?start={self.start}&end={self.end}&words={quote(self.words[:40])}"


def each_sentence(text: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(start, end, text[start:end]) for start, end in sentences(text))


@dataclass(frozen=True, slots=True)
class Since:
    """A phrase of an older revision, and what became of it: its `fate`, and its place and words in those in force."""

    words: str
    fate: str
    now: Phrase | None


def phrase_since(
    revisions: Sequence[RevisionView], revision: RevisionView, start: str | None, end: str | None
) -> Since | None:
    """Says what became of a phrase; None if `start` and `end` name no words of the revision. The answer is computed
    from the known differences, and so is the same for ever."""
    text = plain(revision.text)
    places = [place for each in (start, end) if (place := digits(each, 7)) is not None]
    if len(places) != 2 or not places[0] < places[1] <= len(text) or not text[slice(*places)].strip():
        return None
    later = [
        unwrapped(plain(each.text))
        for each in sorted(revisions, key=lambda each: each.number)
        if each.number >= revision.number
    ]
    found = carry_through(later, *places)
    now = None if found.place is None else Phrase(*found.place, later[-1][slice(*found.place)])
    return Since(text[slice(*places)], found.fate, now)
