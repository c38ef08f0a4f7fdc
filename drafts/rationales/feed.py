"""The Atom feed of revisions with their reasons. Redlines stand in words, because a feed reader shows no colours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from markupsafe import Markup

from drafts.rationales.views import ChangeLine
from drafts.text.redline import Span
from forum.clock import now

WORDS = {"deleted": "[Removed: {}]", "inserted": "[Added: {}]", "same": "{}"}
SUBTITLE = "What changed in the norms that governments, industry and civil society write together, and why."
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(lines: Sequence[ChangeLine], origin: str, name: str) -> bytes:
    """Writes the feed in the order given, which is the newest first. Ids stay the same whatever else changes."""
    feed, address = FeedGenerator(), f"{origin}/feeds/revisions.atom"
    feed.id(address)
    feed.title(readable(f"{name}: revisions and their reasons"))
    feed.subtitle(SUBTITLE)
    feed.link(href=address, rel="self")
    feed.link(href=f"{origin}/", rel="alternate")
    feed.author(name=readable(name))
    feed.language("en")
    feed.updated(max((line.updated_at for line in lines), default=None) or now())
    for line in lines:
        _fill(feed.add_entry(order="append"), line, origin)
    return feed.atom_str(pretty=True)


def _fill(entry: FeedEntry, line: ChangeLine, origin: str) -> None:
    entry.id(f"tag:{urlsplit(origin).hostname},{line.published_at:%Y-%m-%d}:{line.path}")
    entry.title(readable(f"{line.instrument_title}: {line.title}"))
    entry.link(href=f"{origin}{line.path}", rel="alternate")
    entry.published(line.published_at)
    entry.updated(line.updated_at)
    entry.summary(readable(line.summary))
    entry.content(readable(_content(line, origin)), type="html")


def readable(text: str) -> str:
    """Takes away the characters that XML has no way to write, and for which a reader would refuse the whole feed."""
    return _NOT_XML.sub("\ufffd", str(text))


def _content(line: ChangeLine, origin: str) -> Markup:
    reasons = (part for part in line.why.split("\n\n") if part.strip())
    said = (f"Statement of {each.group_name}, which voted against: {each.body}" for each in line.statements)
    parts = (line.summary, in_words(line.spans), *reasons, *_figures(line), *said)
    body = Markup("").join(Markup("<p>{}</p>").format(Markup("<br>").join(part.split("\n"))) for part in parts)
    link = Markup('<p><a href="{}{}">The revision, with the figures that reproduce it</a></p>')
    return body + link.format(origin, line.path)


def in_words(spans: Sequence[Span]) -> str:
    """A redline for who sees no colours: "answer [Removed: soon][Added: within 24 hours]"."""
    if all(span.kind == "same" for span in spans):
        return "The words stay as they were."
    return "".join(_marked(span) for span in spans)


def _marked(span: Span) -> str:
    """The space around a change stays outside of the brackets."""
    words = span.text.strip()
    return span.text.replace(words, WORDS[span.kind].format(words), 1) if words else span.text


def _figures(line: ChangeLine) -> list[str]:
    heard = "; ".join(
        f"{each['name']}: {_count(each['organisations'], 'organisation')}, {_count(each['comments'], 'comment')}"
        for each in line.figures["heard"]
    )
    votes = "; ".join(
        f"{each['name']}: {each['favour']} in favour, {each['against']} against, {each['abstain']} abstained"
        for each in (line.figures["ballot"] or {"chambers": ()})["chambers"]
    )
    return [f"{title}: {words}." for title, words in (("Heard", heard), ("The vote", votes)) if words]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
