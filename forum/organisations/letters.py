"""What organisations are written. A letter is a function that answers its subject and its body."""

from __future__ import annotations


def refused(name: str, slug: str) -> tuple[str, str]:
    """Writes to the heads of delegation of an organisation that two registrars did not accredit."""
    return (
        f"{name} was not accredited",
        f"Two registrars of different stakeholder groups did not accredit {name}. Their grounds stand at\n\n"
        f"/organisations/{slug}/accreditation\n\n"
        "Within six months you can ask a panel of other people to decide again, on that page.\n",
    )
