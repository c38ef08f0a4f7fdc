"""Keys made of passphrases: argon2id in a thread of its own, one at a time: nobody waits, and memory is bounded."""

from __future__ import annotations

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from nacl.pwhash import argon2id

from drafts.rules.sealing import public_of
from forum.rules.passwords import normal

ROUNDS, MEMORY = (
    argon2id.OPSLIMIT_MODERATE,
    argon2id.MEMLIMIT_MODERATE,
)  # 3 passes over 256 MiB; older keys keep their own
_thread = ThreadPoolExecutor(1, thread_name_prefix="passphrase")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What makes the same key of the same passphrase. `salt` in hex, `memory` in bytes."""

    salt: str
    rounds: int
    memory: int


def new_recipe() -> Recipe:
    return Recipe(secrets.token_hex(argon2id.SALTBYTES), ROUNDS, MEMORY)


async def secret_of(passphrase: str, recipe: Recipe) -> str:
    """The secret key in hex."""
    return await asyncio.get_running_loop().run_in_executor(_thread, _derive, normal(passphrase).encode(), recipe)


async def public_key_of(passphrase: str, recipe: Recipe) -> str:
    return public_of(await secret_of(passphrase, recipe))


def _derive(passphrase: bytes, recipe: Recipe) -> str:
    return argon2id.kdf(
        32, passphrase, bytes.fromhex(recipe.salt), opslimit=recipe.rounds, memlimit=recipe.memory
    ).hex()
