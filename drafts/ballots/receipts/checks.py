"""Holds a receipt that somebody kept against the record as it is now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from drafts.ballots.receipts.queries import short_code
from drafts.rules.reading import Malformed
from drafts.rules.receipt import KIND, Receipt, holds, read_receipt, signed
from forum.errors import NotFound
from forum.record import keys
from forum.record import queries as record

LIMIT = 20_000  # characters of a receipt
MOST = 9_007_199_254_740_991
MOST_VOTES = 10_000  # that a short code is looked for among
CODE = re.compile(r"[A-Z2-7]{10}")


@dataclass(frozen=True, slots=True)
class Checked:
    """A receipt was looked for. `state` is "there", "not-there", "does-not-fit" (the receipt itself) or "unclear" (what
    was given is no receipt). `ballot` and `entry` lead to the receipt's page, if it is there."""

    state: str
    sentences: tuple[str, ...] = ()
    ballot: int = 0
    entry: int = 0


async def check(given: str, ballot: int) -> Checked:
    """Looks for a receipt in the record. `given` is its JSON, the number of its entry, or its short code with the
    number of its `ballot`."""
    given = given.strip()
    if len(given) > LIMIT:
        return _unclear(f"A receipt has at most {LIMIT:,} characters.")
    if given.isascii() and given.isdigit():
        return await _by_number(int(given[:17]))
    if CODE.fullmatch(code := given.replace(" ", "").upper()):
        return await _by_code(code, ballot)
    try:
        return await _whole(read_receipt(given))
    except Malformed as malformed:
        return _unclear(*malformed.sentences)


def _unclear(*sentences: str) -> Checked:
    return Checked("unclear", ("This is not a receipt, not the number of an entry, and not a short code.", *sentences))


async def _by_number(entry: int) -> Checked:
    try:
        found = await record.entry(min(entry, MOST))
    except NotFound:
        return Checked("not-there", (f"The record has no entry {entry}.",))
    if found.kind != KIND:
        return Checked("not-there", (f"Entry {entry} is in the record, but it is no vote: {found.says}",))
    return _there(found.seq, found.subject)


async def _by_code(code: str, ballot: int) -> Checked:
    if not ballot:
        return _unclear("A short code is looked for among the votes of one ballot. Write the number of the ballot too.")
    votes = await record.entries(limit=MOST_VOTES, subject=f"/ballots/{ballot}", kind=KIND)
    entry = next((each.seq for each in votes if short_code(each.leaf) == code), None)
    if entry is None:
        return Checked("not-there", (f"No vote in ballot {ballot} has the code {code}.",))
    return _there(entry, f"/ballots/{ballot}")


def _there(entry: int, subject: str, *sentences: str) -> Checked:
    return Checked("there", sentences, int(subject.rpartition("/")[2]), entry)


async def _whole(receipt: Receipt) -> Checked:
    if not (fits := holds(receipt)):
        return Checked("does-not-fit", fits.reasons)
    head = await record.head()
    if not head or head.origin != receipt.origin:
        here = head.origin if head else "none"
        return Checked("not-there", (f"The receipt is of the record {receipt.origin}. This one is {here}.",))
    if receipt.checkpoint and not (said := signed(receipt, receipt.checkpoint, "\n".join(await keys.lines()))):
        return Checked("not-there", said.reasons)
    if receipt.size > head.size:
        return Checked("not-there", (f"The receipt is of {receipt.size} entries. The record has {head.size}.",))
    if (await record.entry(receipt.entry)).bytes != receipt.bytes:
        return Checked("not-there", (f"The record says something else in entry {receipt.entry}.",))
    if (await record.root_at(receipt.size)).hex() != receipt.root:
        return Checked("not-there", (f"The record had another root at {receipt.size} entries.",))
    return _there(receipt.entry, f"/ballots/{receipt.ballot}", *_covered(receipt))


def _covered(receipt: Receipt) -> Sequence[str]:
    if receipt.checkpoint:
        return ("Its checkpoint is signed by the key of this record, and the record goes on from there.",)
    return ("It holds no checkpoint yet. Save it again in a while: then it also holds the forum's signature.",)
