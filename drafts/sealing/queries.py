"""Who the trustees are, how a ballot is sealed, and its secret once it may be known."""

from __future__ import annotations

import logging

from piccolo.query.functions.aggregate import Count

from drafts.rules import sealing
from drafts.sealing.tables import Seal, Share
from drafts.sealing.trustees import publicly_named
from drafts.sealing.views import Holding, OwnShare, SealState
from forum.clock import now
from forum.errors import Unlawful
from forum.master import derived

PURPOSE = b"comity/seal/1"
log = logging.getLogger("comity")


def secret_from(salt: str) -> str:
    """Of a ballot whose key the server holds, in hex."""
    return derived(PURPOSE, bytes.fromhex(salt)).hex()


async def secret(ballot_id: int) -> str | None:
    """In hex. None as long as trustees have not released enough shares, and where nothing is sealed."""
    seal = await Seal.select().where(Seal.ballot == ballot_id).first()
    if not seal or seal["published"]:
        return seal and seal["published"]
    if seal["held_by"] == sealing.SERVER:
        return _fitting(seal, secret_from(seal["salt"]))
    shares = (
        await Share.select(Share.words)
        .where(Share.seal == seal["id"], Share.words != "")
        .order_by(Share.id)
        .output(as_list=True)
    )
    return _fitting(seal, united(shares)) if len(shares) >= seal["threshold"] else None


def united(shares: list[str]) -> str:
    """ "" if they do not belong together."""
    try:
        return sealing.unite(shares)
    except Unlawful:
        return ""


def _fitting(seal: dict, secret: str) -> str | None:
    if secret and sealing.public_of(secret) == seal["public_key"]:
        return secret
    log.error(
        "The key of ballot %s is not the one it was sealed to. COMITY_SEAL_KEY names the file with the forum's secret.",
        seal["ballot"],
    )
    return None


async def state(ballot_id: int) -> SealState | None:
    """None if the ballot has no seal."""
    seal = await Seal.select().where(Seal.ballot == ballot_id).first()
    if not seal:
        return None
    return SealState(
        seal["public_key"], seal["held_by"], seal["threshold"], await _holdings(seal["id"]), seal["published"]
    )


async def _holdings(seal: int) -> tuple[Holding, ...]:
    trustee = Share.trustee
    rows = (
        await Share.select(
            Share.released_at,
            trustee.participant.id,
            trustee.participant.name,
            trustee.organisation.id,
            trustee.organisation.name,
            trustee.organisation.group.key,
            trustee.organisation.group.name,
            trustee.organisation.group.position,
        )
        .where(Share.seal == seal)
        .order_by(Share.id)
    )
    named = await publicly_named({row["trustee.participant.id"] for row in rows})
    return tuple(
        Holding(
            row["trustee.participant.name"]
            if (row["trustee.participant.id"], row["trustee.organisation.id"]) in named
            else "",
            row["trustee.organisation.name"],
            row["trustee.organisation.group.name"],
            row["trustee.organisation.group.key"],
            row["trustee.organisation.group.position"],
            row["released_at"],
        )
        for row in rows
    )


async def own_shares(participant: int) -> tuple[OwnShare, ...]:
    """Of ballots that are not closed, the earliest close first. Also of somebody who is a trustee no longer."""
    ballot = Share.seal.ballot
    rows = (
        await Share.select(
            Share.released_at, Share.key.set_at, Share.seal.id, Share.seal.threshold, ballot.id, ballot.closes_at
        )
        .where(Share.trustee.participant == participant, ballot.closed_at.is_null())
        .order_by(ballot.closes_at)
    )
    released = await _released([row["seal.id"] for row in rows])
    return tuple(_own(row, released.get(row["seal.id"], 0)) for row in rows)


async def _released(seals: list[int]) -> dict[int, int]:
    if not seals:
        return {}
    counted = Share.select(Share.seal, Count()).where(Share.seal.is_in(seals), Share.words != "").group_by(Share.seal)
    return {row["seal"]: row["count"] for row in await counted}


def _own(row: dict, released: int) -> OwnShare:
    closes_at = row["seal.ballot.closes_at"]
    return OwnShare(
        row["seal.ballot.id"],
        closes_at,
        now() >= closes_at,
        row["key.set_at"],
        row["released_at"],
        max(0, row["seal.threshold"] - released),
    )


async def awaited_from(participant: int) -> tuple[OwnShare, ...]:
    """Shares of ballots whose time is over, which this person has not released."""
    return tuple(each for each in await own_shares(participant) if each.due and not each.released_at)
