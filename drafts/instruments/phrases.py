"""The words of a clause that a comment can be about, sentence by sentence, for those who choose without a script."""
from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from drafts.text.anchor import sentences


@dataclass(frozen=True, slots=True)
class Phrase:
    """A range of the plain words, in characters."""

    start: int
    end: int
    words: str

    @property
    def query(self) -> str:
        """For the clause's address. How the words begin goes along, so that a page which has moved on does not quote others."""
        return f"?start={self.start}&end={self.end}&words={quote(self.words[:40])}"


def each_sentence(text: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(start, end, text[start:end]) for start, end in sentences(text))
