"""What members of a panel are told."""

from __future__ import annotations

from datetime import datetime

DRAWN = """The lottery drew you for the panel on case {case}. You decide it with members of other groups; all views are
shown when the last one is given. Please give yours by {due}. Whoever is late is replaced by the next in the draw.

If you have an interest in it, say so on its page: then somebody else sits.

/moderation/cases/{case}
"""
REMINDED = """It is due by {due}. If you cannot give it, step down on its page.
After that, the next moderator drawn takes your place.

/moderation/cases/{case}
"""


def drawn(case: int, due: datetime) -> tuple[str, str]:
    """Subject and body, for who was drawn or follows in the draw."""
    return f"You were drawn for the panel on case {case}", DRAWN.format(case=case, due=_said(due))


def reminded(case: int, due: datetime) -> tuple[str, str]:
    """Subject and body, for a member who has given no view yet."""
    return f"Your view on case {case} is due", REMINDED.format(case=case, due=_said(due))


def _said(due: datetime) -> str:
    return f"{due:%-d %B %Y, %H:%M} UTC"
