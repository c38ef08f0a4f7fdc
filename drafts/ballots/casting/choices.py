"""What an organisation casts: what is wrong with it, and the sealed box in which it lies until the close."""

from __future__ import annotations

import json
from collections.abc import Sequence

from drafts.ballots.rows import cast_rows, roll_of
from drafts.ballots.values import CastRow, Choice, Vote
from drafts.rules import casting, rivals
from drafts.rules.sealing import seal, unseal
from forum.errors import Invalid, Unlawful


def check_choice(counting: str, choice: Choice, candidates: Sequence[str]) -> None:
    """Checks a choice among rivals. Raises Invalid with `position` or `reason`."""
    if choice.position in ("abstain", "recuse"):
        return
    if choice.position != "chose":
        raise Invalid({"position": "Say what you choose, or abstain."})
    if faults := rivals.faults(counting, choice.among, candidates):
        raise Invalid({"position": next(iter(faults.values()))})
    if len(choice.reason) > casting.REASON_LIMIT:
        raise Invalid({"reason": f"At most {casting.REASON_LIMIT} characters; this is {len(choice.reason)}."})


def sealed(key: str, choice: Choice) -> str:
    words = {"position": choice.position, "reason": choice.reason, **({"among": choice.among} if choice.among else {})}
    return seal(key, json.dumps(words, ensure_ascii=False, sort_keys=True))


def opened(secret: str | None, row: CastRow) -> Choice:
    """Raises Unlawful if the box does not open with this secret, or if something stands beside it in the open."""
    if not row.sealed:
        return Choice(row.position, row.reason)
    if row.position or row.reason:
        raise Unlawful("This vote is sealed, and yet its row says something in the open.")
    found = json.loads(unseal(secret or "", row.sealed))
    return Choice.of({**found, **found.get("among", {})})


async def votes_in(ballot_id: int, secret: str | None) -> tuple[Vote, ...]:
    """Opens all of a ballot, in the order in which organisations first cast. Raises Unlawful for what does not open."""
    slugs = {line.organisation: line.slug for line in await roll_of(ballot_id)}
    return tuple(
        Vote(organisation=slugs[row.organisation], choice=opened(secret, row), cast_at=row.cast_at)
        for row in await cast_rows(ballot_id)
    )
