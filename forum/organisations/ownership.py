"""Who owns whom: declared in public, with grounds, and searchable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forum.clock import now
from forum.database import atomic, one
from forum.errors import Conflict, Invalid, demand
from forum.organisations import queries
from forum.organisations.tables import Organisation, Ownership
from forum.organisations.views import OrganisationView
from forum.record.actions import append
from forum.rules import accrediting
from forum.rules import ownership as rule
from forum.rules.folding import folded
from forum.rules.permission import SECRETARIAT, Identity, heads, holds
from forum.rules.verdict import Verdict, require


@dataclass(frozen=True, slots=True)
class Declared:
    """What was declared of an owner. `owner` is the name, "" for nobody."""

    owner: str
    path: str
    grounds: str
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class Owned:
    """An organisation under its owner at the top. `by`: name of who owns it directly."""

    name: str
    path: str
    group_name: str
    accredited: bool
    by: str


@dataclass(frozen=True, slots=True)
class Owner:
    name: str
    path: str
    owned: tuple[Owned, ...]


def may_declare(who: Identity | None, organisation: int) -> Verdict:
    return require(
        holds(who, SECRETARIAT) or heads(who, organisation),
        "Only the secretariat and the organisation's own head of delegation declare who owns it.",
    )


async def declare(who: Identity, slug: str, owner: str, grounds: str) -> None:
    """Declares who owns it. `owner` is a slug, or "" for nobody. Rolls that are frozen keep what they say; open ballots
    show the change. Raises NotFound, NotAllowed, Invalid, or Conflict if it is declared so already."""
    grounds = grounds.strip()
    async with atomic():
        organisation = await queries.organisation(slug)
        demand(may_declare(who, organisation.id))
        above = await queries.organisation(owner) if owner else None
        owner_id = above.id if above else None
        faults = accrediting.faults_of_words("grounds", grounds) | await _circle(organisation.id, owner_id)
        if faults:
            raise Invalid(faults)
        if organisation.parent == owner:
            raise Conflict("That is what is declared already.")
        row = Ownership(
            organisation=organisation.id,
            owner=owner_id,
            grounds=grounds,
            declared_by=who.participant,
            declared_at=now(),
        )
        await row.save()
        changed = await one(Organisation.objects().where(Organisation.id == organisation.id).first())
        changed.parent = owner_id
        await changed.save()
        says = (
            f"{organisation.name} declared that {above.name} owns it."
            if above
            else f"{organisation.name} declared that nobody owns it."
        )
        await append(
            "organisation.owner-declared", organisation.path, says, row, changed, who=who, detail={"owner": owner}
        )


async def _circle(organisation: int, owner: int | None) -> dict[str, str]:
    return (
        {"owner": "It would own itself in a circle."}
        if rule.closes_circle(await parents(), organisation, owner)
        else {}
    )


async def parents() -> dict[int, int | None]:
    return {row["id"]: row["parent"] for row in await Organisation.select(Organisation.id, Organisation.parent)}


async def all_of_owner(organisation: int) -> frozenset[int]:
    """Ids of all organisations under the same owner at the top, with that owner."""
    above = await parents()
    top = rule.owner(above, organisation)
    return frozenset(each for each, owner in rule.owners(above).items() if owner == top)


async def declarations(organisation: int) -> tuple[Declared, ...]:
    """Lists what was declared, the newest first."""
    of = Ownership.owner
    rows = (
        await Ownership.select(
            of.name.as_alias("name"), of.slug.as_alias("slug"), Ownership.grounds, Ownership.declared_at
        )
        .where(Ownership.organisation == organisation)
        .order_by(Ownership.id, ascending=False)
    )
    return tuple(
        Declared(
            row["name"] or "",
            f"/organisations/{row['slug']}" if row["slug"] else "",
            row["grounds"],
            row["declared_at"],
        )
        for row in rows
    )


async def owners(sought: str = "") -> tuple[Owner, ...]:
    """Owners of more than one organisation, themselves included, by name; with `sought` in a name of theirs or of
    what they own."""
    every = {each.id: each for each in await queries.organisations()}
    above = await parents()
    families: dict[int, list[OrganisationView]] = {}
    for id in every:
        families.setdefault(rule.owner(above, id), []).append(every[id])
    wanted = folded(sought)
    found = [
        (every[top], those)
        for top, those in families.items()
        if len(those) > 1 and (not wanted or any(wanted in folded(each.name) for each in those))
    ]
    return tuple(
        Owner(
            top.name,
            top.path,
            tuple(
                Owned(each.name, each.path, each.group.name, bool(each.accredited_at), each.parent_name)
                for each in those
                if each.id != top.id
            ),
        )
        for top, those in sorted(found, key=lambda pair: folded(pair[0].name))
    )
