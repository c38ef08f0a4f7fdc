"""Letters to those who stand behind an amendment."""

from __future__ import annotations

from drafts.amendments.queries import addresses_behind
from forum.mail import actions as mail


async def tell_sponsors(amendment_id: int, subject: str, says: str, *, but: int | None = None) -> None:
    """Writes one letter to each person who drafted or sponsored it, inside the act that causes it. `but`: who acts."""
    for address in await addresses_behind(amendment_id, but):
        await mail.write(address, subject, f"{says}\n\n/amendments/{amendment_id}\n")
