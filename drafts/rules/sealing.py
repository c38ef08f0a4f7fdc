"""Sealed boxes: what is cast while a ballot is open, readable only with the ballot's secret key (libsodium, X25519),
and the law of who holds that key. Sealing and dividing draw their nonces from the system, as their libraries do."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share

from forum.errors import Unlawful
from forum.rules.verdict import Verdict, every, require

SERVER, TRUSTEES = "server", "trustees"
MOST = 16  # shares of one secret, in SLIP-39
SIZE = 17 * 1024
"""Bytes inside every box: a sealed box is as long as what is in it, so that a yes and an abstention could be told
apart. The longest reason (4,000 characters of four bytes) and a choice among many rivals fit."""


def seal(public_key: str, words: str) -> str:
    """Base64, always of one length. `public_key` in hex. Raises Unlawful for words that do not fit into SIZE."""
    text = words.encode()
    if len(text) >= SIZE:
        raise Unlawful("The reason is too long to be sealed. Say it in fewer words.")
    return b64encode(SealedBox(PublicKey(bytes.fromhex(public_key))).encrypt(sodium_pad(text, SIZE))).decode()


def unseal(secret: str, sealed: str) -> str:
    """Opens a box; its `secret` is in hex. Raises Unlawful if the box was not sealed to its public key, or was changed
    since."""
    try:
        text = SealedBox(PrivateKey(bytes.fromhex(secret))).decrypt(b64decode(sealed, validate=True))
        return (sodium_unpad(text, SIZE) if len(text) == SIZE else text).decode()  # 0.2.0 did not pad
    except (CryptoError, ValueError):
        raise Unlawful("This sealed vote does not open with this key.") from None


def public_of(secret: str) -> str:
    return bytes(PrivateKey(bytes.fromhex(secret)).public_key).hex()


def threshold(holders: int) -> int:
    """How many shares are needed: more than half."""
    return holders // 2 + 1


def divide(secret: str, holders: int) -> tuple[str, ...]:
    """One share of 33 words for each; any `threshold(holders)` of them make the secret, fewer say nothing of it."""
    [shares] = generate_mnemonics(1, [(threshold(holders), holders)], bytes.fromhex(secret), iteration_exponent=0)
    return tuple(shares)


def unite(shares: Sequence[str]) -> str:
    """The secret in hex; shares beyond those that are needed are left aside. Raises Unlawful for too few, for shares of
    different secrets, and for words that are no share."""
    try:
        needed = Share.from_mnemonic(shares[0]).member_threshold if shares else 0
        secret: bytes = combine_mnemonics(shares[:needed])
        return secret.hex()
    except MnemonicError:
        raise Unlawful("These shares do not make a key.") from None


@dataclass(frozen=True, slots=True)
class Holder:
    """A trustee who has set a passphrase. `owner` is the slug of the organisation at the top of the ownership."""

    id: int
    group: str
    owner: str


def holders_of(trustees: Iterable[Holder]) -> tuple[Holder, ...]:
    """Lists who gets a share: the first trustee of each owner, in the order of naming, up to what one secret is divided
    into."""
    first: dict[str, Holder] = {}
    for each in trustees:
        first.setdefault(each.owner, each)
    return tuple(first.values())[:MOST]


def may_divide(holders: Sequence[Holder]) -> Verdict:
    """Whether new ballots are sealed to these trustees rather than by the server."""
    return every(
        require(
            len(holders) >= 2,
            f"At least 2 trustees of different owners have set a passphrase; now it is {len(holders)}.",
        ),
        require(
            len({each.group for each in holders}) >= 2,
            f"They come from at least 2 stakeholder groups; now it is {len({each.group for each in holders})}.",
        ),
    )


def enough_alone(groups: Sequence[str]) -> tuple[str, ...]:
    """The groups, of one for each holder, whose trustees could put the key together without anybody else."""
    return tuple(group for group, held in Counter(groups).items() if held >= threshold(len(groups)))
