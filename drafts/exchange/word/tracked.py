"""Reads a document that began as an exported edition and came back with changes, and lists them clause by clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from drafts.exchange.edition import Printed, PrintedLine
from drafts.exchange.outline import MAX_PROVISION, Unreadable
from drafts.exchange.render import form_of, plain
from drafts.exchange.word.assigning import assigned, flat
from drafts.exchange.word.kept_markup import escaped, in_markdown
from drafts.exchange.word.paragraphs import CAME, GONE, Paragraph, W, in_table, paragraph_of
from drafts.exchange.word.unpacking import body_of
from drafts.text.plain import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """One amendment that the document proposes. `key` is the clause's; of an insertion, it is that of the clause behind
    which it goes. `old` and `new` are plain words, `text` is the new ones in Markdown. `by` names the authors of the
    changes."""

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
    """What was understood of a document. `notices` say in sentences what was not taken."""

    changes: tuple[WordChange, ...]
    notices: tuple[str, ...] = ()


def read_changes(data: bytes, edition: Printed) -> Understood:
    """Raises Unreadable with a reason. Formatting is not read; nor are headings, tables, comments and the numbers of
    clauses."""
    root = body_of(data)
    paragraphs = [paragraph_of(each) for each in root.iter(f"{W}p") if not in_table(each)]
    lines = [line for line in edition.lines if line.key]
    notices = assigned(paragraphs, lines)
    if not any(each.line for each in paragraphs):
        says = f"No clause of edition {edition.number} was found in this document."
        raise Unreadable((0, f"{says} Begin with the Word file of that edition."))
    changes = [change for change in _changes(paragraphs, lines) if change]
    return Understood(tuple(changes), (*notices, *_aside(root, paragraphs, edition)))


def _changes(paragraphs: Sequence[Paragraph], lines: Sequence[PrintedLine]) -> Iterator[WordChange | None]:
    last: PrintedLine | None = None
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
            yield _change("insert", last, each, new=new, text=escaped(new), notices=_too_long(new))


def _of_clause(each: Paragraph, line: PrintedLine) -> WordChange | None:
    old, new = plain(line.text), clean(each.new)
    if flat(new) == flat(old) or form_of(line.text) == "table":
        return None
    notices = _noticed(each, old, new)
    if not new:
        return _change("repeal", line, each, old=old, notices=notices)
    text, kept = in_markdown(line.text, old, new)
    if not kept:
        notices = (*notices, "Emphasis and links of the clause could not be kept.")
    return _change("replace", line, each, old=old, new=new, text=text, notices=notices)


def _change(
    kind: str,
    line: PrintedLine,
    each: Paragraph,
    *,
    old: str = "",
    new: str = "",
    text: str = "",
    notices: tuple[str, ...],
) -> WordChange:
    return WordChange(
        kind=kind, key=line.key, citation=line.citation, old=old, new=new, text=text, by=each.by, notices=notices
    )


def _noticed(each: Paragraph, old: str, new: str) -> tuple[str, ...]:
    notices = [*_too_long(new)]
    if each.moved:
        notices.append("It was also moved in the document. A move is proposed by itself.")
    if flat(each.old) != flat(old) or not each.by:
        notices.append("Some of it was changed without being tracked. It was compared with the edition itself.")
    return tuple(notices)


def _too_long(text: str) -> tuple[str, ...]:
    return (f"It has more than {MAX_PROVISION:,} characters.",) if len(text) > MAX_PROVISION else ()


def _aside(root: etree._Element, paragraphs: Iterable[Paragraph], edition: Printed) -> Iterator[str]:
    """What was seen and not taken."""
    if root.find(f".//{W}commentReference") is not None:
        yield "Comments in the document were not taken. Make them on the page, where they can be answered."
    if any(mark.getparent() is not None and in_table(mark) for mark in root.iter(*GONE, *CAME)):
        yield "Changes inside tables were not taken: a table is replaced whole, by hand."
    headings = {
        flat(" ".join(part for part in (line.label, line.title) if part)) for line in edition.lines if not line.key
    }
    for each in paragraphs:
        if each.style.startswith(("Heading", "Title")) and each.by:
            heading = flat(each.old or each.new)[:80]
            yield f"A change of the heading “{heading}” was not taken: headings are changed by the secretariat."
        elif each.style.startswith("Heading") and each.line is None and flat(each.new) not in headings:
            yield f"The heading “{flat(each.new)[:80]}” is not in the edition, and was not taken."
