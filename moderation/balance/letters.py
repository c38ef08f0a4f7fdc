"""What organisations are told that have not been heard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

INVITED = """{name} has not been heard on {title} so far, and open amendments to it are waiting for comments.

Comment, propose, or say on an amendment that you have no comment: each counts as heard.

{path}
"""
EXTENDED = """\
{names} has not been heard on amendment {amendment}, and too few organisations of your stakeholder group have been.

The comment period was extended until {until}. Comment, or say that you have no comment: both count as heard.
After that day the other groups can decide to go on without you.

{link}
"""


def invited(name: str, title: str, path: str) -> tuple[str, str]:
    """Subject and body, when moderators invite an organisation that is silent on a text."""
    return f"{name} has not been heard yet", INVITED.format(name=name, title=title, path=path)


def extended(names: Iterable[str], amendment: int, until: datetime, link: str) -> tuple[str, str]:
    """Subject and body, when the comment period of an amendment was extended for organisations that are silent."""
    body = EXTENDED.format(names=" and ".join(names), amendment=amendment, until=f"{until:%-d %B %Y}", link=link)
    return f"You have not been heard on amendment {amendment}", body
