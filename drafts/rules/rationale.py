"""No revision without a rationale, and no rationale by one person or one group alone (law 3 of the house)."""

from __future__ import annotations

from hashlib import sha256

from drafts.text.plain import words
from forum.rules.permission import RAPPORTEUR, Identity, holds, speaks_as_head
from forum.rules.verdict import Verdict, every, require

SUMMARY_WORDS = 100
WHY_LIMIT, STATEMENT_LIMIT = 10_000, 2_000  # characters


LEFT = (
    "Whoever wrote it is no longer a rapporteur of that group. A rapporteur takes it over by saving it; then one of "
    "another group can approve it."
)


def may_write(who: Identity | None, fate: str, published: bool) -> Verdict:
    """Whether a rapporteur may write the rationale of an amendment with this `fate`."""
    verdict = holds(who, RAPPORTEUR)
    return verdict and every(
        require(fate == "adopted", "Only an adopted amendment gets a rationale."),
        require(not published, "The rationale is published, and is never edited; a new revision corrects a mistake."),
    )


def may_approve(who: Identity | None, author: int, group: str, published: bool, *, in_office: bool = True) -> Verdict:
    """Says whether this rapporteur may approve it. `author` and `group` (a key) say who wrote it, and for which
    stakeholder group; `in_office` means that its author is its rapporteur still."""
    office = who.office(RAPPORTEUR) if who else None
    if who is None or office is None:
        return holds(who, RAPPORTEUR)
    return every(
        require(who.participant != author, "You wrote it yourself. Somebody else has to read it."),
        require(
            office.group != group,
            "It was written by a rapporteur of your own group. A second one of another group has to approve it.",
        ),
        require(not published, "It has been approved and published already."),
        require(in_office or published, LEFT),
    )


def may_state(who: Identity | None, against: int, favour: int, there: bool) -> Verdict:
    """Says whether this person's group may add a statement. `against` and `favour` say how its chamber voted, `there`
    whether it has stated already."""
    verdict = speaks_as_head(who)
    return verdict and every(
        require(against > favour, "Only a group that voted against may add a statement."),
        require(not there, "Your group has added its statement."),
    )


def version(author: int, summary: str, why: str) -> str:
    """A name for these words of this author, so that nobody approves or replaces others than those that were read."""
    return sha256(f"{author}\n{len(summary)}\n{summary}\n{why}".encode()).hexdigest()[:16]


def faults(summary: str, why: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if not summary:
        found["summary"] = "Say in plain words what changes, for somebody who has never heard of it."
    if (count := words(summary)) > SUMMARY_WORDS:
        found["summary"] = f"At most {SUMMARY_WORDS} words; these are {count}."
    if not why:
        found["why"] = "Say why the change was made, and how it was argued about."
    if len(why) > WHY_LIMIT:
        found["why"] = f"At most {WHY_LIMIT:,} characters; this is {len(why):,}."
    return found


def faults_of_statement(body: str) -> dict[str, str]:
    if not body:
        return {"body": "Write the statement."}
    if len(body) > STATEMENT_LIMIT:
        return {"body": f"At most {STATEMENT_LIMIT:,} characters; this is {len(body):,}."}
    return {}
