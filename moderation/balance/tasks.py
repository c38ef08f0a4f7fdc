"""What waits for a moderator among floors of participation."""

from __future__ import annotations

from drafts.rules.lifecycle import TABLED
from forum.clock import now
from forum.organisations.mandates import officers
from forum.rules.permission import MODERATOR, Identity
from moderation.balance.tables import PeriodEnd, Waiving
from moderation.cases.views import Task


async def tasks(who: Identity) -> list[Task]:
    """Amendments whose extended time is over and for which nobody in office for this moderator's group has given
    reasons to waive a floor; their pages say what is missing."""
    over = (
        await PeriodEnd.select(PeriodEnd.amendment, PeriodEnd.until)
        .where(PeriodEnd.until.is_not_null(), PeriodEnd.until <= now(), PeriodEnd.amendment.fate == TABLED)
        .order_by(PeriodEnd.until)
    )
    own, held = who.held(MODERATOR).group_id, await officers(MODERATOR)
    rows = await Waiving.select(Waiving.amendment, Waiving.participant).where(
        Waiving.group == own, Waiving.amendment.is_in([row["amendment"] for row in over] or [0])
    )
    given = {row["amendment"] for row in rows if (row["participant"], own) in held}
    return [
        Task(
            kind="Floor",
            title=f"Amendment {row['amendment']}: its extended time is over",
            path=f"/amendments/{row['amendment']}#missing",
            since=row["until"],
        )
        for row in over
        if row["amendment"] not in given
    ]
