"""Which discussions are over: on amendments that have ended, and on clauses that were repealed. The ground floor asks
here before anybody comments, replies or agrees."""

from __future__ import annotations

import re

from drafts.amendments.tables import Amendment
from drafts.instruments import queries as instruments
from drafts.rules import lifecycle
from forum.errors import NotFound
from forum.handed import Ended

AMENDMENT = re.compile(r"/amendments/([0-9]{1,9})")
CLAUSE = re.compile(r"/instruments/([^/]+)/clauses/([^/]+)")
REPEALED = "This clause was repealed, so nobody comments on it any more. An amendment can give it new words."


async def ended(subject: str) -> Ended | None:
    if found := AMENDMENT.fullmatch(subject):
        return await _amendment(int(found[1]))
    if found := CLAUSE.fullmatch(subject):
        return await _clause(*found.groups())
    return None


async def _amendment(amendment: int) -> Ended | None:
    row = await Amendment.select(Amendment.fate, Amendment.clause).where(Amendment.id == amendment).first()
    if not row or (verdict := lifecycle.may_be_discussed(row["fate"])):
        return None
    clause = await instruments.clause_by_id(row["clause"])
    if clause.repealed:
        return Ended(
            verdict.reasons[0],
            f"Its clause was repealed: comment on the rest of {clause.title}",
            clause.instrument_path,
        )
    return Ended(verdict.reasons[0], f"Comment on {clause.citation} instead", f"{clause.path}#comment")


async def _clause(slug: str, key: str) -> Ended | None:
    try:
        clause = await instruments.clause(slug, key)
    except NotFound:
        return None
    return Ended(REPEALED, f"The rest of {clause.title}", clause.instrument_path) if clause.repealed else None
