"""Which paragraph of a Word document is which clause: by its bookmark, else by its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafts.exchange.edition import PrintedLine
from drafts.exchange.render import plain
from drafts.exchange.word.paragraphs import Paragraph


def assigned(paragraphs: Sequence[Paragraph], lines: Sequence[PrintedLine]) -> list[str]:
    """Says to each paragraph which clause it is, and takes the clause's number from its words. A bookmark that was
    copied counts once. Answers which clauses were not found."""
    left = {line.key: line for line in lines}
    _by_bookmarks(paragraphs, left)
    _by_words(paragraphs, left)
    for each in paragraphs:
        if each.line:
            each.old, each.new = _unnumbered(each.old, each.line), _unnumbered(each.new, each.line)
    return [
        f"{line.citation} was not found in the document. If it should be repealed, propose that by hand."
        for line in left.values()
        if line.text
    ]


def _by_bookmarks(paragraphs: Sequence[Paragraph], left: dict[str, PrintedLine]) -> None:
    for each in paragraphs:
        key = next((key for key in each.keys if key in left), None)
        if key:
            each.line = left.pop(key)


def _by_words(paragraphs: Sequence[Paragraph], left: dict[str, PrintedLine]) -> None:
    by_words: dict[str, list[PrintedLine]] = {}
    for line in left.values():
        by_words.setdefault(flat(plain(line.text)), []).append(line)
    for each in paragraphs:
        if each.line is None and (found := _found(each, by_words, left)):
            each.line = left.pop(found.key)


def _found(
    paragraph: Paragraph, by_words: Mapping[str, Sequence[PrintedLine]], left: Mapping[str, PrintedLine]
) -> PrintedLine | None:
    """The words may have a number before them: two look-ups, however many clauses there are."""
    found = [
        line for words in (paragraph.old, paragraph.old.partition("\t")[2]) for line in by_words.get(flat(words), ())
    ]
    return next((line for line in found if line.key in left and _same(paragraph, line)), None)


def _same(paragraph: Paragraph, line: PrintedLine) -> bool:
    return bool(line.text) and flat(_unnumbered(paragraph.old, line)) == flat(plain(line.text)) and not paragraph.came


def _unnumbered(words: str, line: PrintedLine) -> str:
    """Takes away the number, where its style was lost on the way."""
    return (
        words.removeprefix(line.label).removeprefix("\t")
        if line.label and words.startswith(f"{line.label}\t")
        else words.removeprefix("\t")
    )


def flat(text: str) -> str:
    return " ".join(text.split())
