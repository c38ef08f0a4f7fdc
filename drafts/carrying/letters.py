"""What authors are written when the words that they commented on have changed."""

from __future__ import annotations

SAYS = {
    "changed": "The words that it is about have changed, or their sentence says something else now.",
    "orphaned": "The words that it is about are no longer in the clause.",
}


def does_it_apply(citation: str, comment: int, fate: str) -> tuple[str, str]:
    """The letter's subject and its body."""
    return (
        f"Does your comment on {citation} still apply?",
        f"{citation} has new words. Your comment {comment} is shown as about the older ones. "
        f"{SAYS[fate]} Say whether it still applies:\n\n/comments/{comment}\n",
    )
