"""The one notice with which a ballot opens, and the reminder of a date of review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from drafts.ballots.rolls import Entitled
from drafts.rules.casting import in_utc
from forum.mail.actions import write

BODY = """A ballot on {named} is open.

{names} on the roll, and you cast {its}. A vote can be changed until {until}; only the last one counts.
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
        are, its = ("is", "its vote") if len(names) == 1 else ("are", "their votes")
        listed = f"{' and '.join(names)} {are}"
        body = BODY.format(named=named, names=listed, its=its, until=in_utc(closes_at), link=f"{origin}{path}")
        await write(address, f"Ballot on {named}: vote until {in_utc(closes_at)}", body, about=path)


def review_is_near(about: str, says: str, link: str) -> tuple[str, str]:
    """Answers the subject and the body of a letter to the secretariat."""
    return f"Date of review: {about}", f"{says}\nThe ballot opens automatically.\n\n{link}\n"
