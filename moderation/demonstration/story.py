"""What has been told of the demonstration so far, and the time in which it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from drafts.ballots import actions as ballots
from drafts.instruments import queries as instrument_queries
from drafts.instruments.views import ClauseView
from forum.people.queries import identity_of
from forum.rules.permission import Identity
from moderation.demonstration.times import at

Act = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Story:
    """What has been told so far: people by key or organisation, and what each named act made."""

    people: dict[str, int]
    source: str  # Markdown of the norm
    next: datetime  # when the act after this one is told: votes fall before it, so that the record runs in order
    made: dict[str, int] = field(default_factory=dict)
    slug: str = ""
    open: dict[int, datetime] = field(default_factory=dict)  # ballots and when they close

    async def who(self, key: str) -> Identity:
        return await identity_of(self.people[key])

    async def clause(self, place: str) -> ClauseView:
        """Reads "14.2" as Article 14, paragraph 2."""
        article, paragraph = place.split(".")
        edition = await instrument_queries.edition((await instrument_queries.instrument(self.slug)).id)
        wanted = f"Article {article}, paragraph {paragraph}"
        ids = (entry.clause_id for entry in edition.entries if entry.citation == wanted)
        return await instrument_queries.clause_by_id(next(id for id in ids if id is not None))

    async def close_until(self, moment: datetime) -> None:
        for ballot, closes_at in sorted(self.open.items(), key=lambda item: item[1]):
            if closes_at <= moment:
                with at(closes_at):
                    await ballots.close(ballot)
                del self.open[ballot]
