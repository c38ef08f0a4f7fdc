"""The letter that asks the other office to confirm an annulment, and the one that says what became of the ballot."""

from __future__ import annotations

from collections.abc import Iterable

from forum.mail.actions import write

ASKED = """It is proposed to annul ballot {ballot} on {named}, in which nobody has voted:

{reason}

It waits for {needs} to confirm it. The first vote ends the possibility.

{path}
"""
ANNULLED = """Ballot {ballot} on {named} was annulled before anybody voted. There is nothing to vote on any more:

{reason}

The question is open again. If another ballot on it opens, you get a letter.

{path}
"""


async def ask(addresses: Iterable[str], *, ballot: int, named: str, reason: str, needs: str) -> None:
    path = f"/ballots/{ballot}/annulment"
    body = ASKED.format(ballot=ballot, named=named, reason=reason, needs=needs, path=path)
    for address in addresses:
        await write(address, f"Asked to annul ballot {ballot}", body)


async def tell(addresses: Iterable[str], *, ballot: int, named: str, reason: str) -> None:
    body = ANNULLED.format(ballot=ballot, named=named, reason=reason, path=f"/ballots/{ballot}")
    for address in addresses:
        await write(address, f"Ballot {ballot} was annulled", body)
