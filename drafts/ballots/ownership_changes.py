"""What has changed about owners since the roll of an open ballot was frozen: the roll stays, and readers are told."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from drafts.ballots.rolls import counted_owners
from drafts.ballots.rows import roll_of
from drafts.ballots.values import RollRow
from forum.organisations.queries import organisations


async def ownership_since(ballot: int) -> tuple[str, ...]:
    """One sentence for each organisation on the roll whose owner is another one now, in a few queries."""
    roll, owners = await roll_of(ballot), await counted_owners()
    changed = [line for line in roll if owners.get(line.organisation, line.owner) != line.owner]
    if not changed:
        return ()
    names = {each.slug: each.name for each in await organisations()}
    voting = {line.slug for line in roll}
    return tuple(_sentence(line, owners[line.organisation], names, voting) for line in changed)


def _sentence(line: RollRow, now: str, names: Mapping[str, str], voting: Collection[str]) -> str:
    before = "belonged to nobody" if line.owner == line.slug else f"counted with {names[line.owner]}"
    after = "belongs to nobody" if now == line.slug else f"counts with {names[now]}"
    too = ", which votes here too" if now != line.slug and now in voting else ""
    return f"{line.name} {before} when the roll was frozen; now it {after}{too}."
