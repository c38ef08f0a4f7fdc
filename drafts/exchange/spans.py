"""The words of one paragraph as Markdown that stands by itself: one line, no image, no HTML, no reference elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markdown_it.token import Token

HARD = re.compile(r"(?: {2,}|\\)\n[ \t]*")
SOFT = re.compile(r"(?<!\\)[ \t]*\n[ \t]*")
SPECIAL = re.compile(r"([\\`*_\[\]<>~])")
ABSOLUTE = re.compile(r"(?:https?:|mailto:)", re.IGNORECASE)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
BREAKS = {"softbreak": " ", "hardbreak": "\\\n"}


def one_line(source: str) -> str:
    """Line ends that mean nothing become spaces; hard ones stay, written with a backslash."""
    return SOFT.sub(" ", HARD.sub("\\\\\n", source.strip()))


def escape(words: str) -> str:
    return SPECIAL.sub(r"\\\1", words)


def code(words: str) -> str:
    """A code span whose fence is longer than any in it."""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", words)), default=0) + 1)
    pad = " " if words.startswith(("`", " ")) or words.endswith(("`", " ")) else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def needs_rewriting(tokens: Iterable[Token], source: str) -> bool:
    """Whether something in it points outside (a reference) or will not be shown (an image, HTML)."""
    links = sum(token.type == "link_open" and token.markup != "autolink" for token in tokens)
    return links > source.count("](") or any(token.type in ("image", "html_inline") for token in tokens)


class Rewriting:
    """Writes a paragraph's tokens as Markdown again. `tell` hears what could not be kept as it was."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.tell = tell
        self.links: list[str] = []

    def of(self, tokens: Iterable[Token]) -> str:
        return "".join(self.one(token) for token in tokens).strip()

    def one(self, token: Token) -> str:
        if token.type in BREAKS:
            return BREAKS[token.type]
        match token.type:
            case "text":
                return escape(token.content)
            case "code_inline":
                return code(token.content)
            case "link_open":
                return self.open_link(str(token.attrGet("href") or ""))
            case "link_close":
                return self.links.pop()
            case "image":
                return self.image(token)
            case "html_inline":
                return self.html(token.content)
        return token.markup

    def open_link(self, target: str) -> str:
        self.links.append(f"](<{target}>)" if ABSOLUTE.match(target) else "")
        return "[" if self.links[-1] else ""

    def image(self, token: Token) -> str:
        words = escape("".join(each.content for each in token.children or ()).strip())
        kept = (
            f"its description, “{words[:60]}”, is kept as text" if words else "it has no description that could be kept"
        )
        self.tell(f"An image was left out; {kept}.")
        return words

    def html(self, markup: str) -> str:
        if BREAK.fullmatch(markup):
            return "\\\n"
        if not markup.startswith("<!--"):
            self.tell("HTML inside a sentence was left out; the words between its tags are kept.")
        return ""
