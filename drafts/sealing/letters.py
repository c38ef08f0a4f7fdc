"""What trustees are written. A letter is a function that answers its subject and its body."""

from __future__ import annotations

from datetime import datetime

from drafts.rules.casting import in_utc

NAMED = """The secretariat named you a trustee of sealed ballots, for {organisation}.

While a ballot is open, its votes are encrypted to a key that is divided among the trustees. After the closing time you
open your part of it with a passphrase that only you know. Choose it here; until then ballots are sealed without you:

/trustee
"""
ASKED = """Voting in ballot {ballot} ended on {ended}. Its votes are sealed, and it is counted once
{threshold} of its trustees have released their shares. You are one of them. Release yours here, with your passphrase:

/trustee
"""


def named(organisation: str) -> tuple[str, str]:
    return "You were named a trustee of sealed ballots", NAMED.format(organisation=organisation)


def asked(ballot: int, ended: datetime, threshold: int) -> tuple[str, str]:
    body = ASKED.format(ballot=ballot, ended=in_utc(ended), threshold=threshold)
    return f"Ballot {ballot} waits for its trustees", body
