"""Passwords: argon2id in two threads of their own, so that nobody else waits, and no more than two cores are ever
busy with it."""

from __future__ import annotations

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from forum.rules.passwords import normal

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_threads = ThreadPoolExecutor(2, thread_name_prefix="password")


async def hashed(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_threads, HASHER.hash, normal(password))


async def fits(stored: str, password: str) -> bool:
    """Takes as long for somebody without a password (or whom nobody knows: "") as for everybody else."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _fits, stored, normal(password))


def outdated(stored: str) -> bool:
    """Made with weaker parameters than today's: make it anew while the password is at hand."""
    return HASHER.check_needs_rehash(stored)


def _fits(stored: str, password: str) -> bool:
    try:
        return HASHER.verify(stored or _nobody(), password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return HASHER.hash(secrets.token_urlsafe(32))
