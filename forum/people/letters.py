"""What people are written. A letter is a function that answers its subject and its body."""

from __future__ import annotations

from dataclasses import dataclass

from forum.people.views import InvitationView


@dataclass(frozen=True, slots=True)
class From:
    """The forum that a letter comes from."""

    forum: str
    origin: str


def invitation(sender: From, view: InvitationView, path: str) -> tuple[str, str]:
    """The letter to somebody who is invited, or who asked for a new password; `path` is the link that works once."""
    until = f"The link works once, until {view.expires_at:%d %B %Y, %H:%M} UTC. Nobody will ask you for it."
    link = f"{sender.origin.rstrip('/')}{path}"
    if not view.becomes:
        return (
            f"{sender.forum}: set a new password",
            f"The secretariat of {sender.forum} was asked for a new password for you. Set it here:\n\n"
            f"  {link}\n\n{until}\n"
            "If you did not ask, do nothing: your password stays as it is.\n",
        )
    return (
        f"{sender.forum}: you are invited",
        f"{view.name or 'Good day'},\n\nyou are invited to take part in {sender.forum} as {view.becomes}.\n"
        f"Accept it here:\n\n  {link}\n\n{until}\n"
        "What organisations say and vote here is public, and so is every reason for every change to a text.\n",
    )
