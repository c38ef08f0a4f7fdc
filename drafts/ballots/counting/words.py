"""What the record of a ballot says of its question: when it ran, and on which words, by their digests."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from drafts.amendments.tables import Wording
from drafts.ballots.values import BallotRow
from drafts.motions.queries import motion
from forum.database import one_or_not_found


async def question_of(ballot: BallotRow, moment: datetime) -> dict[str, Any]:
    course = {"course": ballot.course, "earlier": f"/ballots/{ballot.earlier}"} if ballot.course else {}
    words = await _motion(ballot.motion) if ballot.motion else await wording_of(ballot.wording)
    return {**times_of(ballot, moment), **words, **course}


def times_of(ballot: BallotRow, moment: datetime) -> dict[str, Any]:
    """Names the ballot and its times for the record; `moment` is that of the close."""
    return {
        "ballot": ballot.path,
        "opened_at": ballot.opened_at.isoformat(),
        "closes_at": ballot.closes_at.isoformat(),
        "closed_at": moment.isoformat(),
    }


async def _motion(motion_id: int) -> dict[str, Any]:
    view = await motion(motion_id)
    detail = json.dumps(view.detail, ensure_ascii=False, sort_keys=True)
    return {"motion": view.path, "asks": view.asks, "detail_sha256": digest(detail)}


async def wording_of(wording_id: int | None) -> dict[str, Any]:
    row = await one_or_not_found(
        Wording.select(
            Wording.number,
            Wording.text,
            Wording.amendment,
            Wording.amendment.kind.as_alias("kind"),
            Wording.base.number.as_alias("base_number"),
            Wording.base.text.as_alias("base_text"),
            Wording.base.clause.key.as_alias("key"),
        )
        .where(Wording.id == wording_id)
        .first()
    )
    return {
        "amendment": f"/amendments/{row['amendment']}",
        "kind": row["kind"],
        "wording": row["number"],
        "wording_sha256": digest(row["text"]),
        "clause": row["key"],
        "base_revision": row["base_number"],
        "base_sha256": digest(row["base_text"]),
    }


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
