"""The rules of conduct, as everybody can read them at /rules/conduct. A case names one of them, and a statement of
reasons the version that held: whoever changes a rule raises VERSION and keeps the older one in VERSIONS."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    key: str
    title: str
    says: str


RULES = (
    Rule(
        "person",
        "Speak to the argument, not about the person",
        "Say what is wrong with what was said. Nobody's character, motives or origin is an argument.",
    ),
    Rule(
        "private",
        "Leave private life private",
        "No addresses, numbers, places or pictures of people who have not made them public themselves.",
    ),
    Rule(
        "threat",
        "Do not threaten",
        (
            "Nobody is to fear for body, work or freedom because of what is written here, or because somebody else "
            "wrote it."
        ),
    ),
    Rule(
        "hatred",
        "Do not demean a group of people",
        (
            "No contempt for people because of what they are: where they come from, what they believe, whom they "
            "love, how they live."
        ),
    ),
    Rule(
        "false-name",
        "Speak under your own name",
        "Nobody speaks for an organisation that did not send them, or for a person who they are not.",
    ),
    Rule(
        "off-topic",
        "Stay with the text",
        "Advertising, chain letters and quarrels from elsewhere take room from those who came to write a norm.",
    ),
)
VERSION = 1
VERSIONS = {VERSION: RULES}
BY_KEY = {rule.key: rule for rule in RULES}


def titles(keys: str) -> str:
    """Names rules whose keys stand with spaces between them: members of a panel may name different ones."""
    return "; ".join(BY_KEY[key].title for key in keys.split())


def titles_in(keys: str, length: int) -> str:
    """Names as many of the rules as fit into `length` characters; the statement of reasons has all."""
    found = titles(keys)
    while len(found) > length:
        found = found.rpartition("; ")[0] or found[:length]
    return found
