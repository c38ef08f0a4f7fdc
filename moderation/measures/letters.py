"""What the author of a comment and those who reported it are told. No letter names anybody else."""

from __future__ import annotations

from moderation.rules.measures import BY_NAME, RETURN
from moderation.rules.statements import Reasons, fields

AUTHOR = """{heading}

{fields}

Your words were:

{words}

{then}You can ask other people to decide again, until {until}:

/moderation/statements/{ref}
"""
REPORTER = """The comment that you reported was looked at by a panel of different groups.

{fields}

If you think it wrong, other people can be asked to decide again, until {until}:

/moderation/statements/{ref}
"""
AGAIN = """You can write it again in a way that the rule permits; with that the measure ends:

/comments/{comment}/rewriting

"""


def to_reporter(said: Reasons) -> tuple[str, str]:
    """Subject and body, for somebody who reported the comment."""
    return "A comment that you reported", REPORTER.format(**_filled(said))


def to_author(said: Reasons, comment: int, words: str) -> tuple[str, str]:
    """Subject and body, for the author of a comment about which something was decided."""
    heading = f"A panel decided about a comment of yours: {BY_NAME[said.measure].done.lower()}."
    then = AGAIN.format(comment=comment) if said.measure == RETURN else ""
    body = AUTHOR.format(**_filled(said), heading=heading, words=words, then=then)
    return "A decision about a comment of yours", body


def _filled(said: Reasons) -> dict[str, str]:
    lines = "\n".join(f"{name}: {sentence}" for name, sentence in fields(said))
    return {"fields": lines, "until": f"{said.appeal_until:%-d %B %Y}", "ref": said.ref}
