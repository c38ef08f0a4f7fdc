"""Appeals: who may, until when, and what can come of it (EU Digital Services Act, Article 20: free, for at least
six months, for authors and reporters)."""

from __future__ import annotations

from datetime import datetime, timedelta

from forum.rules.permission import Identity
from forum.rules.verdict import Verdict, every, no, require
from moderation.rules.measures import KEEP, LEVEL, PAUSE

AUTHOR, REPORTER, ORGANISATION = "author", "reporter", "organisation"
OPEN_FOR = timedelta(days=184)  # no six months are longer
LIMIT = 5_000  # characters
UPHELD, REVERSED, CHANGED = "upheld", "reversed", "changed"


def role(who: Identity | None, author: int, reporters: frozenset[int]) -> str:
    """Says as what somebody may ask again; "" for everybody else."""
    if not who:
        return ""
    if who.participant == author:
        return AUTHOR
    return REPORTER if who.participant in reporters else ""


def may_appeal(as_what: str, measure: str, *, until: datetime, now: datetime, already: bool, own: bool) -> Verdict:
    """Whether somebody may ask again. `already` says that this person has asked, and `own` that the decision was made
    because this person asked before."""
    if not as_what:
        return no("Who wrote the comment and who reported it may ask again.")
    return every(
        require(as_what != AUTHOR or measure != KEEP, "Nothing was done to your comment."),
        require(
            now < until,
            (
                f"The time to ask again ended on {until:%-d %B %Y}. A court or an arbitrator outside this forum may "
                "still be asked."
            ),
        ),
        require(not already, "You have appealed against this decision already."),
        require(not own, "A second panel has decided because you asked. Inside this forum that is final."),
    )


def ceiling(as_what: str, measure: str) -> str:
    """The gravest measure that can follow: who asks again for the own words risks nothing by it."""
    return measure if as_what == AUTHOR else PAUSE


def outcome(before: str, after: str) -> str:
    """What became of an earlier measure when a second panel decided on another or the same one."""
    if before == after:
        return UPHELD
    return REVERSED if after == KEEP or LEVEL[before] == 0 else CHANGED


def faults_of_appeal(reasons: str) -> dict[str, str]:
    if not reasons:
        return {"reasons": "Say what was overlooked or misjudged: other people than before will read it."}
    return {"reasons": f"At most {LIMIT:,} characters; this is {len(reasons):,}."} if len(reasons) > LIMIT else {}
