"""Reads an AKN act, bill, doc or statement as a norm. What cannot be kept as it is, is said by line."""

from __future__ import annotations

from lxml import etree

from drafts.exchange.akn.elements import name_of
from drafts.exchange.akn.parsing import opened
from drafts.exchange.akn.walking import Walking
from drafts.exchange.akn.words import text_of
from drafts.exchange.outline import MAX_NODES, MAX_PROVISION, MAX_TITLE, Outline, Unreadable, with_parts

TITLES = ("docTitle", "shortTitle", "longTitle")


def read(data: bytes) -> Outline:
    """Raises Unreadable with all problems found."""
    content = opened(data)
    walking = Walking()
    for part in content:
        match name_of(part):
            case "preamble" | "body" | "mainBody" | "conclusions":
                walking.container(part)
            case "attachments" | "components" | "coverPage":
                walking.tell(
                    part, f"“{name_of(part)}” was left out: bring what is attached as an instrument of its own."
                )
            case "preface":
                _preface(part, walking)
    title = _title(content)
    _fits(title, walking)
    return Outline(title, tuple(with_parts(walking.nodes)), tuple(sorted(walking.notices, key=lambda each: each.line)))


def _title(content: etree._Element) -> str:
    named = {name: text_of(node) for name in TITLES for node in content.iter(f"{{*}}{name}")}
    alias = next((node.get("value", "") for node in content.iter("{*}FRBRalias") if node.get("name") == "title"), "")
    own = next((named[name] for name in TITLES if named.get(name)), alias)
    return " ".join(own.split())


def _preface(part: etree._Element, walking: Walking) -> None:
    """Its title is taken; of anything else in it, it is said that it was left out."""
    title = next((node for name in TITLES for node in part.iter(f"{{*}}{name}")), None)
    if text_of(part) != text_of(title):
        walking.tell(part, "The preface was left out, except its title.")


def _fits(title: str, walking: Walking) -> None:
    problems = list(walking.problems)
    if not title:
        problems.append(
            (1, "There is no title: neither a docTitle in the preface nor an FRBRalias of the name “title”.")
        )
    if len(title) > MAX_TITLE:
        problems.append((1, f"The title has {len(title)} characters; at most {MAX_TITLE} fit."))
    if not any(node.kind == "clause" for node in walking.nodes):
        problems.append((1, "There is no provision in it: nothing in its body has words."))
    if len(walking.nodes) > MAX_NODES:
        problems.append(
            (
                walking.nodes[MAX_NODES].line,
                f"There are {len(walking.nodes):,} headings and provisions; at most {MAX_NODES:,} fit.",
            )
        )
    problems += [
        (node.line, f"This provision has {len(node.text):,} characters; at most {MAX_PROVISION:,} fit.")
        for node in walking.nodes
        if len(node.text) > MAX_PROVISION
    ]
    if problems:
        raise Unreadable(*problems[:50])
