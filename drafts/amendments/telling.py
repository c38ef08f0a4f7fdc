"""Letters to those who stand behind an amendment."""

from __future__ import annotations

from drafts.amendments.tables import Amendment, Sponsor
from forum.mail import actions as mail


async def tell_sponsors(amendment_id: int, subject: str, says: str, *, but: int | None = None) -> None:
    """One letter to each person who drafted or sponsored it, inside the act that causes it. `but`: whoever acts."""
    supporters = await Sponsor.select(
        Sponsor.participant.as_alias("id"), Sponsor.participant.email.as_alias("email")
    ).where(Sponsor.amendment == amendment_id, Sponsor.until.is_null())
    drafter = await Amendment.select(
        Amendment.drafted_by.as_alias("id"), Amendment.drafted_by.email.as_alias("email")
    ).where(Amendment.id == amendment_id)
    for address in dict.fromkeys(person["email"] for person in (*drafter, *supporters) if person["id"] != but):
        await mail.write(address, subject, f"{says}\n\n/amendments/{amendment_id}\n")
