"""What the roof hands to moderation, for tests that need no roof."""

from __future__ import annotations

import pytest

from moderation.cases import kinds
from moderation.front.kinds import KINDS


@pytest.fixture(scope="session", autouse=True)
def kinds_of_cases() -> None:
    kinds.use(KINDS)
