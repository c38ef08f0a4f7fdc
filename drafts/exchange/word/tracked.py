"""Reads a document that began as an exported edition and came back with changes: what a person would list, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from lxml import etree

from drafts.exchange.edition import Line, Printed
from drafts.exchange.outline import MAX_PROVISION, Unreadable
from drafts.exchange.render import form_of, plain
from drafts.exchange.word.markup import BOOKMARK, NUMBER
from drafts.exchange.word.unpacking import body_of
from drafts.text.hunks import Hunk, differences, hunks
from drafts.text.plain import clean
from drafts.text.tokens import tokens

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE, CAME = (f"{W}del", f"{W}moveFrom"), (f"{W}ins", f"{W}moveTo")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


@dataclass(frozen=True, slots=True)
class WordChange:
    """One amendment that the document proposes. `key`: of the clause; of an insertion, of the clause behind which it goes.
    `old` and `new`: plain words; `text`: the new ones in Markdown. `by`: who is named as the author of the changes."""

    kind: str  # replace | insert | repeal
    key: str
    citation: str
    old: str
    new: str
    text: str
    by: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """`notices`: what was not taken, in sentences."""

    changes: tuple[WordChange, ...]
    notices: tuple[str, ...] = ()


@dataclass(slots=True)
class _Paragraph:
    """`old` without what was inserted, `new` without what was deleted; both without the clause's number."""

    keys: tuple[str, ...]
    old: str
    new: str
    by: tuple[str, ...]
    came: bool  # the paragraph itself is marked as inserted
    went: bool
    moved: bool
    style: str
    line: Line | None = None


def read_changes(data: bytes, edition: Printed) -> Understood:
    """Raises Unreadable with a reason. Formatting is not read; nor are headings, tables, comments and the numbers of clauses."""
    root = body_of(data)
    paragraphs = [_paragraph(each) for each in root.iter(f"{W}p") if not _in_table(each)]
    lines = [line for line in edition.lines if line.key]
    notices = _assigned(paragraphs, lines)
    if not any(each.line for each in paragraphs):
        raise Unreadable(
            (
                0,
                f"No clause of edition {edition.number} was found in this document. Begin with the Word file of that edition.",
            )
        )
    changes = [change for change in _changes(paragraphs, lines) if change]
    return Understood(tuple(changes), tuple([*notices, *_aside(root, paragraphs, edition)]))


def _paragraph(element: etree._Element) -> _Paragraph:
    old, new, authors = [], [], []
    for run in element.iter(f"{W}r"):
        marks = [each for each in run.iterancestors(*GONE, *CAME) if element in each.iterancestors()]
        authors += [each.get(f"{W}author") or "" for each in marks]
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is not None and style.get(f"{W}val") == NUMBER:
            continue
        words = "".join(_text(run))
        if not any(mark.tag in CAME for mark in marks):
            old.append(words)
        if not any(mark.tag in GONE for mark in marks):
            new.append(words)
    own = element.find(f"{W}pPr/{W}rPr")
    keys = tuple(
        each.get(f"{W}name", "").removeprefix(BOOKMARK)
        for each in element.iter(f"{W}bookmarkStart")
        if each.get(f"{W}name", "").startswith(BOOKMARK)
    )
    style = element.find(f"{W}pPr/{W}pStyle")
    moved = element.find(f".//{W}moveFrom") is not None or element.find(f".//{W}moveTo") is not None
    return _Paragraph(
        keys,
        "".join(old),
        "".join(new),
        tuple(dict.fromkeys(filter(None, authors))),
        _has(own, "ins", "moveTo"),
        _has(own, "del", "moveFrom"),
        moved,
        "" if style is None else style.get(f"{W}val", ""),
    )


def _has(properties: etree._Element | None, *names: str) -> bool:
    return properties is not None and any(properties.find(f"{W}{name}") is not None for name in names)


def _text(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag in (f"{W}t", f"{W}delText"):
            yield child.text or ""
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif child.tag == f"{W}tab":
            yield "\t"
        elif child.tag in (f"{W}noBreakHyphen", f"{W}softHyphen"):
            yield "-" if child.tag.endswith("noBreakHyphen") else ""


def _assigned(paragraphs: Sequence[_Paragraph], lines: Sequence[Line]) -> list[str]:
    """Says to each paragraph which clause it is: by its bookmark, else by its words; a bookmark that was copied counts once."""
    known, notices = {line.key: line for line in lines}, []
    for each in paragraphs:
        key = next((key for key in each.keys if key in known), None)
        if key:
            each.line = known.pop(key)
    by_words: dict[str, list[Line]] = {}
    for line in known.values():
        by_words.setdefault(_flat(plain(line.text)), []).append(line)
    for each in paragraphs:
        if each.line is None and (line := _by_words(each, by_words, known)):
            each.line = known.pop(line.key)
    for line in known.values():
        if line.text:
            notices.append(
                f"{line.citation} was not found in the document. If it should be repealed, propose that by hand."
            )
    for each in paragraphs:
        if each.line:
            each.old, each.new = (_unnumbered(words, each.line) for words in (each.old, each.new))
    return notices


def _by_words(paragraph: _Paragraph, by_words: Mapping[str, Sequence[Line]], known: Mapping[str, Line]) -> Line | None:
    """With or without a number before the words: two look-ups, however many clauses there are."""
    found = [
        line for words in (paragraph.old, paragraph.old.partition("\t")[2]) for line in by_words.get(_flat(words), ())
    ]
    return next((line for line in found if line.key in known and _same(paragraph, line)), None)


def _same(paragraph: _Paragraph, line: Line) -> bool:
    return bool(line.text) and _flat(_unnumbered(paragraph.old, line)) == _flat(plain(line.text)) and not paragraph.came


def _unnumbered(words: str, line: Line) -> str:
    """Without the number, where its style was lost on the way."""
    return (
        words.removeprefix(line.label).removeprefix("\t")
        if line.label and words.startswith(f"{line.label}\t")
        else words.removeprefix("\t")
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def _changes(paragraphs: Sequence[_Paragraph], lines: Sequence[Line]) -> Iterator[WordChange | None]:
    last: Line | None = None
    for each in paragraphs:
        if each.line:
            last = each.line
            yield _of_clause(each, each.line)
        elif (
            last
            and each.new.strip()
            and (each.came or (each.by and not each.old.strip()))
            and not each.style.startswith("Heading")
        ):
            new = clean(each.new)
            yield WordChange("insert", last.key, last.citation, "", new, _escaped(new), each.by, _too_long(new))


def _of_clause(each: _Paragraph, line: Line) -> WordChange | None:
    old, new = plain(line.text), clean(each.new)
    if _flat(new) == _flat(old):
        return None
    if form_of(line.text) == "table":
        return None
    notices = [*_too_long(new)]
    if each.moved:
        notices.append("It was also moved in the document. A move is proposed by itself.")
    if _flat(each.old) != _flat(old) or not each.by:
        notices.append("Some of it was changed without being tracked: compared with the edition itself.")
    if not new:
        return WordChange("repeal", line.key, line.citation, old, "", "", each.by, tuple(notices))
    text, kept = _in_markdown(line.text, old, new)
    if not kept:
        notices.append("Emphasis and links of the clause could not be kept.")
    return WordChange("replace", line.key, line.citation, old, new, text, each.by, tuple(notices))


def _in_markdown(markdown: str, old: str, new: str) -> tuple[str, bool]:
    """The new words with the markup of the old text, where the words that changed leave it alone."""
    if markdown.strip() == old:
        escaped = _escaped_changes(old, new)
        return (escaped, True) if plain(escaped) == new else (_escaped(new), True)
    text = _applied(markdown, old, new)
    return (text, True) if text and plain(text) == new else (_escaped(new), False)


def _applied(markdown: str, old: str, new: str) -> str:
    """The changes from `old` to `new` made in the Markdown that reads as `old`; "" where they cut through its markup."""
    place = _places(markdown, old)
    pieces, at = [], 0
    words = tokens(old)
    edges = [0, *accumulate(map(len, words))]
    for hunk in hunks(words, tokens(new)):
        low, high = edges[hunk.start], edges[hunk.end]
        start = place[low] if low < high else place[low - 1] + 1 if low else 0
        end = place[high - 1] + 1 if low < high else start
        if markdown[start:end] != old[low:high] or start < at:
            return ""
        pieces += [markdown[at:start], _escaped("".join(hunk.tokens))]
        at = end
    return "".join([*pieces, markdown[at:]])


def _places(markdown: str, old: str) -> list[int]:
    """Where in the Markdown each character of what it reads as stands, by their difference; what is not there, at its end."""
    place, at, there = [len(markdown)] * len(old), 0, 0
    for hunk in [*differences(markdown, old), Hunk(len(markdown), len(markdown), ())]:
        for step in range(hunk.start - at):
            place[there + step] = at + step
        there += hunk.start - at + len(hunk.tokens)
        at = hunk.end
    return place


def _escaped_changes(old: str, new: str) -> str:
    """Only what is new is escaped: the old words read as they did."""
    if plain(new) == new:
        return new
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return "".join(
        new[j:j_end] if what == "equal" else _escaped(new[j:j_end]) for what, _, _, j, j_end in matcher.get_opcodes()
    )


def _escaped(text: str) -> str:
    """As Markdown that reads like this, character for character, where it can."""
    return text if plain(text) == text else _SPECIAL.sub(r"\\\1", text)


def _too_long(text: str) -> tuple[str, ...]:
    return (f"It has more than {MAX_PROVISION:,} characters.",) if len(text) > MAX_PROVISION else ()


def _in_table(element: etree._Element) -> bool:
    return any(True for _ in element.iterancestors(f"{W}tbl", f"{W}txbxContent"))


def _aside(root: etree._Element, paragraphs: Iterable[_Paragraph], edition: Printed) -> Iterator[str]:
    """What was seen and not taken."""
    if root.find(f".//{W}commentReference") is not None:
        yield "Comments in the document were not taken. Make them on the page, where they can be answered."
    if any(mark.getparent() is not None and _in_table(mark) for mark in root.iter(*GONE, *CAME)):
        yield "Changes inside tables were not taken: a table is replaced whole, by hand."
    headings = {
        _flat(" ".join(part for part in (line.label, line.title) if part)) for line in edition.lines if not line.key
    }
    for each in paragraphs:
        if each.style.startswith(("Heading", "Title")) and each.by:
            yield f"A change of the heading “{_flat(each.old or each.new)[:80]}” was not taken: headings are changed by the secretariat."
        elif each.style.startswith("Heading") and each.line is None and _flat(each.new) not in headings:
            yield f"The heading “{_flat(each.new)[:80]}” is not in the edition, and was not taken."
