"""The Atom feed of revisions with their reasons. Redlines stand in words, because a feed reader shows no colours."""
from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from feedgen.feed import FeedGenerator
from markupsafe import Markup, escape

from drafts.rationales.views import ChangeLine
from drafts.text.redline import Span
from forum.clock import now

WORDS = {"deleted": "[Removed: {}]", "inserted": "[Added: {}]", "same": "{}"}


def atom(lines: Sequence[ChangeLine], origin: str, name: str) -> bytes:
    feed = FeedGenerator()
    feed.id(f"{origin}/feeds/revisions.atom")
    feed.title(f"{name}: revisions and their reasons")
    feed.subtitle("What changed in the norms that governments, industry and civil society write together, and why.")
    feed.link(href=f"{origin}/feeds/revisions.atom", rel="self")
    feed.link(href=f"{origin}/", rel="alternate")
    feed.author(name=name)
    feed.language("en")
    feed.updated(max((line.published_at for line in lines), default=None) or now())
    for line in lines:
        _add(feed, line, origin)
    return feed.atom_str(pretty=True)


def _add(feed: FeedGenerator, line: ChangeLine, origin: str) -> None:
    entry = feed.add_entry(order="append")
    entry.id(f"tag:{urlsplit(origin).hostname},{line.published_at:%Y-%m-%d}:{line.path}")
    entry.title(f"{line.instrument_title}: {line.title}")
    entry.link(href=f"{origin}{line.path}", rel="alternate")
    entry.published(line.published_at)
    entry.updated(line.published_at)
    entry.summary(line.summary)
    entry.content(str(_content(line, origin)), type="html")


def _content(line: ChangeLine, origin: str) -> Markup:
    paragraphs = [line.summary, in_words(line.spans), *(part for part in line.why.split("\n\n") if part.strip()), *_figures(line)]
    body = Markup("").join(Markup("<p>{}</p>").format(escape(part)) for part in paragraphs)
    return body + Markup('<p><a href="{0}{1}">The revision, with the figures that reproduce it</a></p>').format(origin, line.path)


def in_words(spans: Sequence[Span]) -> str:
    return "".join(WORDS[span.kind].format(span.text) for span in spans)


def _figures(line: ChangeLine) -> list[str]:
    heard = "; ".join(f"{each['name']}: {each['organisations']} organisations, {each['comments']} comments" for each in line.figures.get("heard", ()))
    votes = "; ".join(f"{each['name']}: {each['favour']} in favour, {each['against']} against, {each['abstain']} abstained"
                      for each in (line.figures.get("ballot") or {}).get("chambers", ()))
    return [sentence for sentence in (f"Heard: {heard}." if heard else "", f"The vote: {votes}." if votes else "") if sentence]
