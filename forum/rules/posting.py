"""When a letter is tried again, and when it cannot be delivered."""

from __future__ import annotations

from datetime import timedelta

CLAIM = timedelta(minutes=30)  # in which one process alone may send a letter; longer than any server takes
LETTER = 30  # seconds for one letter, whatever the server does
ROUND = 25  # seconds after which no further letter of a round is begun
LIMIT = 20  # letters a round
GIVEN_UP = timedelta(days=5)
_FIRST, _LONGEST = timedelta(seconds=15), timedelta(minutes=15)


def pause(failures: int) -> timedelta:
    """After so many rounds in a row that ended because the server could not be used."""
    return min(_FIRST * (1 << min(failures - 1, 10)), _LONGEST)


def again(attempts: int) -> timedelta:
    """Until a letter that was refused for now is tried again."""
    return timedelta(minutes=1 << min(attempts, 8))


def is_final(code: int) -> bool:
    """Whether a server refuses this letter for good: 5xx (RFC 5321, 4.2.1), but not because of how we came (53x)."""
    return 500 <= code < 600 and not 530 <= code < 540
