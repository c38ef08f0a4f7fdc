"""Comments: what a stance asks for, who may speak and who may answer for the forum."""

from __future__ import annotations

import re
from datetime import timedelta

from forum.rules.permission import RAPPORTEUR, SECRETARIAT, Identity
from forum.rules.stances import OBJECTION, REPLY, STANCES
from forum.rules.verdict import Verdict, no, require

DISPOSITIONS = {"accepted": "Accepted", "partly": "Accepted in part", "noted": "Noted", "rejected": "Not accepted"}
LIMIT, RESOLUTION_LIMIT, REASON_LIMIT = 10_000, 2_000, 2_000  # characters
UNSENT = timedelta(days=7)  # how long a browser keeps what was typed and not sent
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+(?:['’-]\w+)*"
)


def faults(stance: str, body: str, resolution: str, is_reply: bool) -> dict[str, str]:
    """What is wrong with a comment, by field. An objection that nothing could resolve cannot be answered either."""
    found: dict[str, str] = {}
    if stance not in STANCES and not (is_reply and stance == REPLY):
        found["stance"] = "Choose a stance."
    if not body:
        found["body"] = "Write your comment."
    if len(body) > LIMIT:
        found["body"] = f"At most {LIMIT:,} characters; this is {len(body):,}."
    if stance == OBJECTION and not resolution:
        found["resolution"] = "Say what would resolve your objection, so that it can be met."
    if len(resolution) > RESOLUTION_LIMIT:
        found["resolution"] = f"At most {RESOLUTION_LIMIT:,} characters; this is {len(resolution):,}."
    return found


def words(*texts: str) -> int:
    """How many words there are: runs of letters and digits with their apostrophes and hyphens, and each Chinese or
    Japanese sign by itself."""
    return sum(1 for each in texts for _ in _WORD.finditer(each))


def may_dispose(who: Identity | None) -> Verdict:
    """Answers on the record are given by rapporteurs and the secretariat."""
    if not who:
        return no("Sign in first.")
    return require(
        who.office(RAPPORTEUR) or who.office(SECRETARIAT),
        "Only a rapporteur or the secretariat answers comments on the record.",
    )


def faults_of_disposition(kind: str, reason: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if kind not in DISPOSITIONS:
        found["kind"] = "Choose an answer."
    if not reason:
        found["reason"] = "Say why, for the one who wrote it and for everybody who reads it."
    if len(reason) > REASON_LIMIT:
        found["reason"] = f"At most {REASON_LIMIT:,} characters; this is {len(reason):,}."
    return found
