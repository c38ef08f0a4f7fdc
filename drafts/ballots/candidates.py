"""Ballots on rival amendments to one clause, with the words in force among them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from piccolo.table import Table

from drafts.ballots.choices import Choice
from drafts.ballots.records import Counted
from drafts.ballots.views import RivalsView


async def count_rivals(ballot: Mapping[str, Any], secret: str | None, moment: datetime) -> Counted:
    raise NotImplementedError


async def settle_rivals(ballot: Mapping[str, Any], count: Counted, outcome: str) -> tuple[Table, ...]:
    raise NotImplementedError


async def chosen_words(choice: Choice) -> str:
    return ""


async def rivals_view(row: Mapping[str, Any]) -> RivalsView | None:
    return None
