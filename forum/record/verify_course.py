"""The course of the record: time goes on from entry to entry, checkpoints come when they must, keys change openly."""

from __future__ import annotations

from datetime import datetime, timedelta

from forum.clock import BEHIND
from forum.record.actions import CORRECTED, SIGNED_EVERY
from forum.record.faults import require
from forum.record.verify_checkpoints import WIDENED, Stamp, Stamps, digest_of, signings
from forum.rules.entries import Entry
from forum.rules.keychain import LOST, ROTATED, SEAL, SEAL_LOST, Chain, Link

SLACK = timedelta(minutes=5)
CLOSED = "ballot.closed"


def _kind(link: Link) -> str:
    """Answers the kind of the entry that speaks of it."""
    if link.use == SEAL:
        return SEAL_LOST
    return ROTATED if link.by_former else LOST


class Course:
    """Goes along with the entries, in their order. What was written before the forum knew its keys is of 0.2.0, which
    promised none of this."""

    def __init__(self, chain: Chain | None, stamps: Stamps) -> None:
        self.begins = chain.begins if chain else 0
        self.to_come = list(reversed(stamps.stored))
        self.stated: dict[int, list[Link]] = {}
        for link in chain.stated if chain else ():
            self.stated.setdefault(link.since_size, []).append(link)
        self.last: Entry | None = None
        self.unsigned: Entry | None = None  # the first that no checkpoint covers, of those that were read

    async def follow(self, entry: Entry) -> None:
        covered = self._covering(entry.seq)
        if entry.seq >= self.begins:
            self._check_time(entry)
            self._check_gap(entry)
            self._check_close(entry, covered)
            self._check_key(entry)
            await self._check_widening(entry)
        self.last = entry
        if covered and covered.size == entry.seq + 1:
            self.unsigned = None

    def _covering(self, seq: int) -> Stamp | None:
        while self.to_come and self.to_come[-1].size <= seq:
            self.to_come.pop()
        return self.to_come[-1] if self.to_come else None

    def _check_time(self, entry: Entry) -> None:
        behind = self.last and entry.at < self.last.at - BEHIND
        require(
            not behind or entry.kind == CORRECTED,
            f"Entry {entry.seq} is older than the one before it: the clock was set back.",
        )

    def _check_gap(self, entry: Entry) -> None:
        self.unsigned = self.unsigned or entry
        require(
            entry.kind == LOST or entry.at - self.unsigned.at <= SIGNED_EVERY + SLACK,
            f"A checkpoint is missing after entry {self.unsigned.seq}: there is none in the hour before {entry.seq}.",
        )

    def _check_close(self, entry: Entry, covered: Stamp | None) -> None:
        if entry.kind == CLOSED:
            signed = covered and abs(covered.at - entry.at) <= SLACK
            require(signed, f"Entry {entry.seq} closed a ballot, but no checkpoint was signed then.")

    def _check_key(self, entry: Entry) -> None:
        """Who makes up a key has no entry for it, and who takes one away leaves an entry."""
        says = {(entry.kind, entry.detail.get("key"))} if entry.kind in (ROTATED, LOST, SEAL_LOST) else set()
        require(
            says == {(_kind(link), link.public) for link in self.stated.pop(entry.seq, [])},
            f"Entry {entry.seq}: what the database says of the forum’s keys is not what the record says.",
        )

    async def _check_widening(self, entry: Entry) -> None:
        if entry.kind == WIDENED:
            fits = entry.detail.get("checkpoints") == digest_of(await signings(self.begins))
            require(
                fits, f"The checkpoints before entry {entry.seq} were signed at other times than their columns say."
            )

    def end(self) -> None:
        left = next(iter(self.stated.values()), None)
        require(not left, f"The database states a key of which the record says nothing: {left and left[0].public}.")

    @property
    def unsigned_since(self) -> datetime | None:
        return self.unsigned.at if self.unsigned else None
