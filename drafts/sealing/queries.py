"""Who the trustees are, how a ballot is sealed, and its secret once it may be known."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

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
    """The secret of a ballot whose key the server holds, in hex."""
    return derived(PURPOSE, bytes.fromhex(salt)).hex()


async def secret(ballot_id: int) -> str | None:
    """The secret in hex; None as long as trustees have not released enough shares, and where nothing is sealed."""
    seal = await Seal.objects().where(Seal.ballot == ballot_id).first()
    if not seal or seal.published:
        return seal.published if seal else None
    if seal.held_by == sealing.SERVER:
        return _fitting(seal, secret_from(seal.salt))
    shares = (
        await Share.select(Share.words)
        .where(Share.seal == seal.id, Share.words != "")
        .order_by(Share.id)
        .output(as_list=True)
    )
    return _fitting(seal, united(shares)) if len(shares) >= seal.threshold else None


def united(shares: list[str]) -> str:
    """ "" if they do not belong together."""
    try:
        return sealing.unite(shares)
    except Unlawful:
        return ""


def _fitting(seal: Seal, secret: str) -> str | None:
    if secret and sealing.public_of(secret) == seal.public_key:
        return secret
    log.error(
        "The key of ballot %s is not the one it was sealed to. COMITY_SEAL_KEY names the file with the forum's secret.",
        seal.ballot,
    )
    return None


async def state(ballot_id: int) -> SealState | None:
    """How a ballot is sealed; None if it has no seal."""
    seal = await Seal.objects().where(Seal.ballot == ballot_id).first()
    if not seal:
        return None
    return SealState(
        public_key=seal.public_key,
        held_by=seal.held_by,
        threshold=seal.threshold,
        trustees=await _holdings(seal.id),
        published=seal.published,
    )


async def _holdings(seal: int) -> tuple[Holding, ...]:
    trustee = Share.trustee
    rows = (
        await Share.select(
            Share.released_at,
            trustee.participant.id.as_alias("participant"),
            trustee.participant.name.as_alias("name"),
            trustee.organisation.id.as_alias("organisation"),
            trustee.organisation.name.as_alias("organisation_name"),
            trustee.organisation.group.key.as_alias("group_key"),
            trustee.organisation.group.name.as_alias("group_name"),
            trustee.organisation.group.position.as_alias("group_position"),
        )
        .where(Share.seal == seal)
        .order_by(Share.id)
    )
    named = await publicly_named({row["participant"] for row in rows})
    return tuple(
        Holding(
            name=row["name"] if (row["participant"], row["organisation"]) in named else "",
            organisation=row["organisation_name"],
            group=row["group_name"],
            group_key=row["group_key"],
            group_position=row["group_position"],
            released_at=row["released_at"],
        )
        for row in rows
    )


async def own_shares(participant: int) -> tuple[OwnShare, ...]:
    """A person's shares of ballots that are not closed, the earliest close first. Somebody who is a trustee no longer
    has them, too."""
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


def _own(row: Mapping[str, Any], released: int) -> OwnShare:
    closes_at = row["seal.ballot.closes_at"]
    return OwnShare(
        ballot=row["seal.ballot.id"],
        closes_at=closes_at,
        due=now() >= closes_at,
        set_at=row["key.set_at"],
        released_at=row["released_at"],
        missing=max(0, row["seal.threshold"] - released),
    )


async def awaited_from(participant: int) -> tuple[OwnShare, ...]:
    """Shares of ballots whose time is over, which this person has not released."""
    return tuple(each for each in await own_shares(participant) if each.due and not each.released_at)
