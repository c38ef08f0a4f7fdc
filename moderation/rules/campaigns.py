"""Which comments are nearly the same. MinHash over runs of words (Broder, 1997): signatures share a band about when
their texts share the runs; what shares a band is compared exactly. Form letters of real people are legitimate: they are
shown as what they are."""

from __future__ import annotations

import unicodedata
from hashlib import blake2b

import rensa

from moderation.rules.concentration import Share

RUN, SIGNS = 3, 4  # words in a run, or signs where a script has no spaces
BANDS, ROWS = 20, 5  # of a signature: two texts that share 7 of 10 runs share a band with probability 0.975
ALIKE = Share(7, 10)  # of the runs of both
SHORTEST = 12  # words; below them, many people say the same by chance
LEAST = 3  # comments
_SEED = 20260101


def runs(text: str) -> frozenset[str]:
    """Cuts folded words into runs; there are none of what is too short to be folded."""
    plain = "".join(each if each.isalnum() else " " for each in unicodedata.normalize("NFKC", text).casefold())
    words = plain.split()
    if len(words) >= SHORTEST:
        return frozenset(" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1))
    joined = "".join(words)
    spaceless = len(joined) >= 2 * SHORTEST and len(joined) > 9 * len(words)  # no script with spaces has words so long
    return frozenset(joined[n : n + SIGNS] for n in range(len(joined) - SIGNS + 1)) if spaceless else frozenset()


def bands(found: frozenset[str]) -> tuple[int, ...]:
    """Numbers of 63 bits, one a band; none for no runs."""
    if not found:
        return ()
    minhash = rensa.RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    minhash.update(sorted(found))
    digest = minhash.digest()
    return tuple(_number(n, digest[n * ROWS : (n + 1) * ROWS]) for n in range(BANDS))


def _number(band: int, rows: list[int]) -> int:
    return int.from_bytes(blake2b(repr((band, list(rows))).encode(), digest_size=8).digest(), "big") >> 1


def likeness(one: frozenset[str], other: frozenset[str]) -> Share:
    """Runs that both have, of those that either has (Jaccard)."""
    return Share(len(one & other), len(one | other))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    share = likeness(one, other)
    return bool(share.whole) and share.part * ALIKE.whole >= ALIKE.part * share.whole
