"""The one notice that a ballot opens with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from drafts.ballots.rolls import Entitled
from drafts.rules.casting import shown
from forum.mail.actions import write

BODY = """The secretariat opened a ballot on {named}.

{names} is on the roll, and you vote for it. You can change your vote until {until}; only the last one counts.
Nobody sees how others vote before the close.

{link}
"""


async def tell(path: str, named: str, roll: Sequence[Entitled], closes_at: datetime, origin: str) -> None:
    """One letter to each head of delegation, also to one who heads two. Call it in the act that opens the ballot."""
    addresses: dict[str, list[str]] = {}
    for each in roll:
        for head in each.heads:
            addresses.setdefault(head, []).append(each.name)
    for address, names in addresses.items():
        body = BODY.format(named=named, names=" and ".join(names), until=shown(closes_at), link=f"{origin}{path}")
        await write(address, f"Ballot on {named}: vote until {shown(closes_at)}", body)
