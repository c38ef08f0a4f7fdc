"""How often one may act. Each act takes one from a bucket of the person and one from a bucket of the owner of the
organisation that the person speaks for; both fill up again bit by bit. A bucket is kept as one moment: that at which it
is full again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

OWNER = 3  # an owner's organisations together may do so many times what one person may
MINUTES, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """A person may do `many` acts at once, and as many come back in `time`. Where it is `apart`, each address is
    counted for itself. `acts` says in words what they are."""

    key: str
    acts: str
    many: int
    time: timedelta
    apart: bool = False

    def step(self, times: int = 1) -> timedelta:
        """Answers the time in which one act comes back."""
        return self.time / (self.many * times)


TOGGLES, REPORTS, LETTERS, VOTES = "toggles", "reports", "letters", "votes"
DECLARATIONS, WORDINGS, LOOKS, OTHERS = "declarations", "wordings", "looks", "others"
PACES = {
    each.key: each
    for each in (
        Pace(TOGGLES, "change what can be changed back: agreement, support, showing a name, speaking for", 40, MINUTES),
        Pace(REPORTS, "reports, objections to a procedure and appeals", 20, HOUR),
        Pace(LETTERS, "acts that write to people who did not ask: invitations, mandates, new passwords", 100, DAY),
        Pace(VOTES, "votes in one ballot, changes included", 20, HOUR, apart=True),
        Pace(DECLARATIONS, "declarations of owners and interests, and statements", 30, HOUR),
        Pace(WORDINGS, "drafts, wordings and files of words", 60, HOUR),
        Pace(LOOKS, "looks at an amendment before it is saved", 240, MINUTES),
        Pace(OTHERS, "acts of every other kind together", 120, MINUTES),
    )
}


def full_again(was: datetime | None, now: datetime, pace: Pace, times: int = 1) -> datetime | None:
    """When a bucket that was to be full again at `was` will be, after one more act; None if there is none left. A
    moment further away than the whole time comes from a clock that was set back: it locks nobody out."""
    begin = was if was is not None and now < was <= now + pace.time else now
    until = begin + pace.step(times)
    return until if until <= now + pace.time else None


def wait(was: datetime, now: datetime, pace: Pace, times: int = 1) -> timedelta:
    """Until there is one again."""
    return max(timedelta(), was + pace.step(times) - pace.time - now)


def says(pace: Pace, whose: str, times: int, left: timedelta) -> tuple[str, str]:
    seconds = max(1, -(-left // timedelta(seconds=1)))
    many, unit = (seconds, "second") if seconds < 90 else (-(-seconds // 60), "minute")
    return (
        f"{whose} did this as often as it may be done: at most {pace.many * times} in {in_words(pace.time)}. This "
        f"limit is for {pace.acts}.",
        f"Nothing was saved. It can be sent again in {many} {unit}{'' if many == 1 else 's'}.",
    )


def sentences(paces: Iterable[Pace]) -> tuple[str, ...]:
    """Each limit, as the book of rules prints it."""
    return tuple(
        f"{each.acts[0].upper()}{each.acts[1:]}: at most {each.many} in {in_words(each.time)} for one person"
        + ("." if each.key == LOOKS else f", {each.many * OWNER} for all organisations of one owner.")
        for each in paces
    )


def in_words(time: timedelta) -> str:
    if time == HOUR:
        return "an hour"
    return "24 hours" if time == DAY else f"{time // timedelta(minutes=1)} minutes"
