"""A redline in sentences, for those who hear it and those who want the list first."""

from __future__ import annotations

from collections.abc import Sequence

from drafts.text.redline import Span

LONGEST, CONTEXT = 240, 4  # characters of a quotation; words before an addition


def described(spans: Sequence[Span]) -> tuple[str, ...]:
    """One sentence for each change, in order; none for changes of white space."""
    said: list[str] = []
    before = ""
    for at, span in enumerate(spans):
        following = spans[at + 1] if at + 1 < len(spans) else None
        if span.kind == "deleted":
            said += _replaced(span, following) if following and following.kind == "inserted" else _taken_out(span)
        elif span.kind == "inserted" and not (at and spans[at - 1].kind == "deleted"):
            said += _added(span, before)
        if span.kind != "deleted":
            before += span.text
    return tuple(said)


def _replaced(old: Span, new: Span) -> list[str]:
    if old.text.split() == new.text.split():
        return []
    if not old.text.strip() or not new.text.strip():
        return _added(new, "") if new.text.strip() else _taken_out(old)
    return [f"{_quoted(old.text)} becomes {_quoted(new.text)}."]


def _taken_out(span: Span) -> list[str]:
    return [f"{_quoted(span.text)} is taken out."] if span.text.strip() else []


def _added(span: Span, before: str) -> list[str]:
    if not span.text.strip():
        return []
    words = before.split()[-CONTEXT:]
    return [
        f"{_quoted(span.text)} is added{f' after {_quoted(chr(32).join(words))}' if words else ' at the beginning'}."
    ]


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + '…'}”"
