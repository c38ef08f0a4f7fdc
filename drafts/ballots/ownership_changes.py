"""What has changed about owners since the roll of an open ballot was frozen. The roll stays; who reads it should know."""

from __future__ import annotations

from drafts.ballots.rolls import counted_owners
from drafts.ballots.tables import RollEntry
from forum.organisations.tables import Organisation


async def ownership_since(ballot: int) -> tuple[str, ...]:
    """One sentence for each organisation on the roll whose owner is another one now; three queries."""
    roll = (
        await RollEntry.select(RollEntry.organisation, RollEntry.slug, RollEntry.name, RollEntry.owner)
        .where(RollEntry.ballot == ballot)
        .order_by(RollEntry.id)
    )
    owners = await counted_owners()
    changed = [row for row in roll if owners.get(row["organisation"], row["owner"]) != row["owner"]]
    if not changed:
        return ()
    names = {row["slug"]: row["name"] for row in await Organisation.select(Organisation.slug, Organisation.name)}
    voting = {row["slug"] for row in roll}
    return tuple(
        _sentence(row["name"], row["slug"], row["owner"], owners[row["organisation"]], names, voting) for row in changed
    )


def _sentence(name: str, slug: str, was: str, now: str, names: dict[str, str], voting: set[str]) -> str:
    before = "belonged to nobody" if was == slug else f"counted with {names[was]}"
    after = "belongs to nobody" if now == slug else f"counts with {names[now]}"
    return f"{name} {before} when the roll was frozen; now it {after}{', which votes here too' if now != slug and now in voting else ''}."
