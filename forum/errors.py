"""What an act can fail with, in words of the house. `forum.web.errors` says what HTTP makes of each."""

from __future__ import annotations

from collections.abc import Mapping

from forum.rules.verdict import Verdict


class NotFound(Exception):
    """There is no such thing, or not for this person."""


class Moved(NotFound):
    """It stands under another key now: `old` and `new` are parts of its path."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self.old, self.new = old, new


class Removed(NotFound):
    """It was there, and was removed; `reasons` say why."""

    def __init__(self, *reasons: str) -> None:
        super().__init__()
        self.reasons = reasons


class NotSignedIn(Exception):
    """The act or page needs a person, and nobody is signed in."""


class Refused(Exception):
    """An act that was not done; `reasons` are sentences for the person who tried."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class NotAllowed(Refused):
    """This person may not do this."""


class Conflict(Refused):
    """Somebody else was there first, or the thing has moved on since the page was read."""


class Unlawful(Refused):
    """A rule of procedure does not permit it now; the reasons say what is missing."""


class TooOften(Refused):
    """Too much in too short a time. `seconds` until the next try."""

    def __init__(self, seconds: int, *reasons: str) -> None:
        super().__init__(*reasons)
        self.seconds = seconds


class Invalid(Exception):
    """What was typed cannot be taken. `fields` maps a form field's name to the sentences beside it ("" for the whole
    form)."""

    def __init__(self, fields: Mapping[str, str | tuple[str, ...]]) -> None:
        self.fields = {name: (says,) if isinstance(says, str) else tuple(says) for name, says in fields.items()}
        super().__init__(" ".join(sentence for says in self.fields.values() for sentence in says))


def demand(verdict: Verdict, error: type[Refused] = NotAllowed) -> None:
    """Raises `error` with the verdict's reasons, unless it is Yes."""
    if not verdict:
        raise error(*verdict.reasons)
