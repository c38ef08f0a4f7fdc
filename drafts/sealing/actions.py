"""The key of a ballot: made at its opening, put together after its closing time, published at its close."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import blake2b

from piccolo.table import Table

from drafts.ballots.tables import Ballot
from drafts.rules import casting
from drafts.rules.sealing import SERVER, TRUSTEES, divide, public_of, seal, threshold, unseal
from drafts.sealing.passphrases import Recipe, secret_of
from drafts.sealing.queries import secret as known_secret
from drafts.sealing.queries import secret_from
from drafts.sealing.tables import Seal, Share, TrusteeKey
from drafts.sealing.trustees import standing
from drafts.sealing.views import TrusteeView
from forum.clock import now
from forum.database import atomic, one, one_or_not_found, reading
from forum.errors import Conflict, Invalid, Unlawful
from forum.people import throttle
from forum.record.actions import append
from forum.rules.permission import Identity

TOLD = "The database was changed. Tell the secretariat."
WRONG = "This is not the passphrase that was in force when the ballot opened."


@dataclass(frozen=True, slots=True)
class Begun:
    """The key of a ballot has been made. `public_key` is in hex; the `rows` go into the record."""

    public_key: str
    rows: tuple[Table, ...]


async def begin(ballot_id: int) -> Begun:
    """Makes the key of a ballot; call it in the act that opens it. Where trustees are in force, the secret is divided
    among them and forgotten; otherwise the server can derive it again."""
    now_held = await standing()
    return await (_divided(ballot_id, now_held.holders) if now_held.verdict else _kept(ballot_id))


async def _kept(ballot_id: int) -> Begun:
    salt = secrets.token_hex(32)
    row = Seal(ballot=ballot_id, held_by=SERVER, public_key=public_of(secret_from(salt)), salt=salt)
    await row.save()
    return Begun(row.public_key, (row,))


async def _divided(ballot_id: int, holders: tuple[TrusteeView, ...]) -> Begun:
    secret = secrets.token_hex(32)
    row = Seal(ballot=ballot_id, held_by=TRUSTEES, public_key=public_of(secret), threshold=threshold(len(holders)))
    await row.save()
    shares = [_share(row.id, each, words) for each, words in zip(holders, divide(secret, len(holders)), strict=True)]
    for share in shares:
        await share.save()
    return Begun(row.public_key, (row, *shares))


def _share(seal_id: int, holder: TrusteeView, words: str) -> Share:
    return Share(
        seal=seal_id, trustee=holder.id, key=holder.key, sealed=seal(holder.public_key, words), digest=digest_of(words)
    )


def digest_of(words: str) -> str:
    return blake2b(words.encode(), digest_size=32).hexdigest()


async def publish(ballot_id: int, secret: str) -> Table:
    """Lets anybody open the casts; call it in the act that closes the ballot. Returns the row for the record."""
    row = await one_or_not_found(Seal.objects().where(Seal.ballot == ballot_id).first())
    if public_of(secret) != row.public_key:
        raise Unlawful(f"This is not the key of ballot {ballot_id}.")
    row.published = secret
    await row.save(columns=[Seal.published])
    return row


async def release(who: Identity, ballot_id: int, passphrase: str, *, network: str) -> int:
    """Opens one's own share of a ballot whose closing time is over. Returns how many are missing. Raises NotFound,
    Unlawful, Conflict, TooOften, or Invalid with `passphrase`. It hashes: call it outside a transaction."""
    async with reading():
        share, key = await _own_share(who, ballot_id)
    account = f"trustee {who.ref}"
    tries = await throttle.attempt(account, network)
    secret = await secret_of(passphrase, Recipe(key.salt, key.rounds, key.memory))
    if public_of(secret) != key.public_key:
        raise Invalid({"passphrase": WRONG})
    async with atomic():
        share, _ = await _own_share(who, ballot_id)
        await throttle.forgive(account, network, tries)
        return await _release(who, ballot_id, share, unseal(secret, share.sealed))


async def _own_share(who: Identity, ballot_id: int) -> tuple[Share, TrusteeKey]:
    """The share that may be released now, and the key that it was sealed to."""
    own = (Share.seal.ballot == ballot_id) & (Share.trustee.participant == who.participant)
    share = await one_or_not_found(Share.objects().where(own).first())
    ballot = await one(Ballot.objects().where(Ballot.id == ballot_id).first())
    if now() < ballot.closes_at:
        raise Unlawful(f"Ballot {ballot_id} closes on {casting.in_utc(ballot.closes_at)}. Nothing is unsealed before.")
    if ballot.closed_at:
        raise Conflict(f"Ballot {ballot_id} is closed: enough trustees have released their shares.")
    if share.words:
        raise Conflict(f"You have released your share of ballot {ballot_id} already.")
    return share, await one(TrusteeKey.objects().where(TrusteeKey.id == share.key).first())


async def _release(who: Identity, ballot_id: int, share: Share, words: str) -> int:
    if digest_of(words) != share.digest:
        raise Unlawful("This is not the share that was dealt when the ballot opened.", TOLD)
    share.words, share.released_at = words, now()
    await share.save(columns=[Share.words, Share.released_at])
    needed = (await one(Seal.objects().where(Seal.id == share.seal).first())).threshold
    released = await Share.count().where(Share.seal == share.seal, Share.words != "")
    missing = max(0, needed - released)
    if not missing and not await known_secret(ballot_id):
        raise Unlawful("The shares that were released do not make the ballot's key.", TOLD)
    says = f"A trustee released a share of the key of ballot {ballot_id}: {released} of {needed} that are needed."
    await append(
        "share.released", f"/ballots/{ballot_id}", says, share, who=who, detail={"released": released, "needed": needed}
    )
    return missing
