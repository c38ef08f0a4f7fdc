"""Takes one comment from the budgets of an organisation and of its owner, inside the act of commenting."""

from __future__ import annotations

from drafts.amendments.tables import Amendment
from drafts.ballots.tables import Ballot
from drafts.rules.lifecycle import TABLED
from forum.clock import now
from forum.organisations.queries import owner_of
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict, Yes, no
from moderation.budgets.tables import Bucket
from moderation.rules import budgets


async def take(who: Identity, container: str, subject: str) -> Verdict:
    """Takes one comment, or says when there will be one. Nothing is taken when it is refused."""
    items, owner = await open_items(container), await owner_of(who.mandate.organisation)
    asked = (
        (
            f"organisation/{who.mandate.organisation}",
            budgets.of_organisation(items),
            who.mandate.organisation_name,
        ),
        (f"owner/{owner.slug}", budgets.of_owner(items), f"The organisations of {owner.name}"),
    )
    rows = {row.key: row for row in await Bucket.objects().where(Bucket.key.is_in([key for key, _, _ in asked]))}
    moment, left = now(), {}
    for key, limit, called in asked:
        row = rows.get(key)
        left[key] = budgets.level(row.level, row.at, moment, limit) if row else limit.full
        if wait := budgets.wait(left[key], limit):
            return no(budgets.says(called, limit, wait))
    for key, _, _ in asked:
        row = rows.get(key) or Bucket(key=key)
        row.level, row.at = left[key] - budgets.ONE, moment
        await row.save()
    return Yes()


async def open_items(container: str) -> int:
    """How many tabled amendments and open ballots the instrument at this path has."""
    slug = container.removeprefix("/instruments/")
    tabled = await Amendment.count().where(Amendment.instrument.slug == slug, Amendment.fate == TABLED)
    return tabled + await Ballot.count().where(Ballot.amendment.instrument.slug == slug, Ballot.closed_at.is_null())
