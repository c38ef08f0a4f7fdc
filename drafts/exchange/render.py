"""A provision's Markdown as safe HTML, and as the plain words that a reader sees and that comments are anchored to."""

from __future__ import annotations

import html
import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from drafts.exchange.outline import Form

RENDERER = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable(["table", "strikethrough"]).disable("image")
)
TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "s",
    "code",
    "pre",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
ABSOLUTE = ("http://", "https://", "mailto:")
TAG = re.compile(r"<[^>]*>")
BLANK = re.compile(r"\n[ \t]*\n\s*")
NOWHERE = re.compile(r"<a rel=\"[^\"]*\">(.*?)</a>", re.DOTALL)  # links never hold links
RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


def form_of(text: str) -> Form:
    """What the words themselves say that they are."""
    lines = text.split("\n", 2)
    if lines[0].startswith(("```", "~~~")):
        return "code"
    if len(lines) > 1 and "|" in lines[0] and "|" in lines[1] and RULE.fullmatch(lines[1]):
        return "table"
    return "quote" if lines[0].startswith(">") else "paragraph"


@lru_cache(maxsize=4096)
def render_inline(text: str) -> Markup:
    """Safe HTML of one provision: phrases only, without <p>, unless it has several paragraphs or is a table, quotation
    or code. Its text content, without the white space around it, is `plain(text)`, character for character."""
    raw = _phrases(text) if form_of(text) == "paragraph" else RENDERER.render(text).strip("\n")
    clean = nh3.clean(raw, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_absolute, link_rel="nofollow noopener")
    return Markup(NOWHERE.sub(r"\1", clean))


def _phrases(text: str) -> str:
    paragraphs = [RENDERER.renderInline(part) for part in BLANK.split(text.strip())]
    return paragraphs[0] if len(paragraphs) == 1 else "\n\n".join(f"<p>{each}</p>" for each in paragraphs)


def _absolute(tag: str, attribute: str, value: str) -> str | None:
    """A link that is not a whole address leads nowhere outside the document that it was written in."""
    return value if attribute != "href" or value.lower().startswith(ABSOLUTE) else None


def plain(text: str) -> str:
    """The words without markup. Offsets of quotations count its characters (Unicode code points)."""
    return html.unescape(TAG.sub("", render_inline(text))).strip()
