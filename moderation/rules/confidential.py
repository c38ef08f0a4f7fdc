"""Confidential reports: what is typed, and the code by which an author, whom nobody knows, comes back."""

from __future__ import annotations

from collections.abc import Collection

from forum.rules.verdict import Verdict, require

LIMIT = 10_000  # characters
AN_HOUR = 30  # reports taken in, of the whole forum; no address of anybody is looked at
WAITING = 1000  # reports that may wait for their turn
ADDITIONS = 10  # times that an author adds words until the panel answers
LETTERS = "23456789bcdfghjkmnpqrstvwxz"  # none that is taken for another
LENGTH = 20  # 95 bits


def spelled(code: str) -> str:
    """Writes a code in groups of five."""
    return " ".join(code[n : n + 5] for n in range(0, len(code), 5))


def code_of(typed: str) -> str:
    """Reads a code, with or without spaces and hyphens; "" for what is none."""
    found = "".join(each for each in typed.casefold() if not each.isspace() and each != "-")
    return found if len(found) == LENGTH and all(each in LETTERS for each in found) else ""


def faults(group: str, groups: Collection[str], body: str) -> dict[str, str]:
    found = {} if group in groups else {"about": "Choose the group that it is about: nobody of it will read this."}
    return found | faults_of_words(body)


def may_add(since_answer: int) -> Verdict:
    """`since_answer`: how often its author added words since the report or the panel's last question."""
    return require(
        since_answer < ADDITIONS,
        f"You have added words {ADDITIONS} times. More can be added when the panel has asked you something.",
    )


def faults_of_words(body: str) -> dict[str, str]:
    if not body:
        return {"body": "Write what you want to report."}
    return {"body": f"At most {LIMIT:,} characters; this is {len(body):,}."} if len(body) > LIMIT else {}
