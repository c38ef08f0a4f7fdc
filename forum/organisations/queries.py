"""Reads of groups and organisations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NoReturn

from piccolo.columns.combination import Where

from forum.clock import now
from forum.database import one, one_or_not_found
from forum.errors import Moved, Removed
from forum.organisations.blocs import in_force
from forum.organisations.tables import (
    Accreditation,
    Correction,
    FormerSlug,
    Organisation,
    Removal,
    StakeholderGroup,
)
from forum.organisations.views import Accredited, Corrected, GroupView, OrganisationView, Top
from forum.rules import ownership
from forum.rules.folding import folded

COLUMNS = (
    Organisation.id,
    Organisation.slug,
    Organisation.name,
    Organisation.region,
    Organisation.about,
    Organisation.entered_at,
    Organisation.group.id,
    Organisation.group.key,
    Organisation.group.name,
    Organisation.group.position,
    Organisation.parent.slug,
    Organisation.parent.name,
)


async def groups() -> tuple[GroupView, ...]:
    rows = await StakeholderGroup.select().order_by(StakeholderGroup.position, StakeholderGroup.id)
    return tuple(GroupView(row["id"], row["key"], row["name"], row["position"]) for row in rows)


async def group_names() -> dict[str, str]:
    """The groups' names by key, in the forum's order."""
    return {each.key: each.name for each in await groups()}


async def group(key: str) -> GroupView:
    row = await one_or_not_found(StakeholderGroup.select().where(StakeholderGroup.key == key).first())
    return GroupView(row["id"], row["key"], row["name"], row["position"])


async def organisations() -> tuple[OrganisationView, ...]:
    """All, in the order of their groups, then by name."""
    views = await _views(await Organisation.select(*COLUMNS).where(_listed()))
    return tuple(sorted(views, key=lambda each: (each.group.position, folded(each.name))))


async def owned_by(organisation_id: int) -> tuple[OrganisationView, ...]:
    views = await _views(await Organisation.select(*COLUMNS).where(Organisation.parent == organisation_id, _listed()))
    return tuple(sorted(views, key=lambda each: folded(each.name)))


async def organisation(slug: str) -> OrganisationView:
    """Raises Moved where it stands elsewhere now, Removed, NotFound."""
    row = await Organisation.select(*COLUMNS).where(Organisation.slug == slug, _listed()).first()
    return (await _views([row]))[0] if row else await _elsewhere(slug)


def _listed() -> Where:
    """The condition that it was not removed."""
    return Organisation.id.not_in(Removal.select(Removal.organisation))


async def _elsewhere(slug: str) -> NoReturn:
    of, into = Removal.organisation, Removal.into
    gone = (
        await Removal.select(into.slug.as_alias("into"), Removal.why, of.name.as_alias("name"))
        .where(of.slug == slug)
        .first()
    )
    if gone and gone["into"]:
        raise Moved(f"/organisations/{slug}", f"/organisations/{gone['into']}")
    if gone:
        raise Removed(f"{gone['name']} had never taken part, and was removed from the list. {gone['why']}")
    former = FormerSlug.select(FormerSlug.organisation.slug.as_alias("slug")).where(FormerSlug.slug == slug)
    found = await one_or_not_found(former.first())
    raise Moved(f"/organisations/{slug}", f"/organisations/{found['slug']}")


async def corrections(organisation_id: int) -> tuple[Corrected, ...]:
    """Answers what was corrected about an organisation, the newest first."""
    rows = (
        await Correction.select(Correction.says, Correction.why, Correction.corrected_at)
        .where(Correction.organisation == organisation_id)
        .order_by(Correction.id, ascending=False)
    )
    return tuple(Corrected(says=row["says"], why=row["why"], at=row["corrected_at"]) for row in rows)


async def owners(*, of_rolls: bool = False) -> dict[int, Top]:
    """Says who owns each organisation in the end; with `of_rolls`, as a roll counts it. Only rolls count a bloc as one:
    an investigation that found one interest behind several voices takes their votes together, and nothing else. Who may
    decide a case or hold a key, and whose comments are one budget, follows what was declared."""
    rows = await Organisation.select(Organisation.id, Organisation.slug, Organisation.name, Organisation.parent)
    tops = {row["id"]: Top(row["id"], row["slug"], row["name"]) for row in rows}
    parents = {row["id"]: row["parent"] for row in rows}
    found = ownership.counted_as(parents, await in_force()) if of_rolls else ownership.owners(parents)
    return {id: tops[owner] for id, owner in found.items()}


async def owner_of(organisation_id: int) -> Top:
    """Says who owns one organisation in the end, by one look-up a step: there are few steps, and many organisations."""
    tops: dict[int, Top] = {}
    parents: dict[int, int | None] = {}
    above: int | None = organisation_id
    while above is not None and above not in tops:
        columns = Organisation.id, Organisation.slug, Organisation.name, Organisation.parent
        row = await one(Organisation.select(*columns).where(Organisation.id == above).first())
        tops[above], parents[above] = Top(row["id"], row["slug"], row["name"]), row["parent"]
        above = row["parent"]
    return tops[ownership.owner(parents, organisation_id)]


async def accreditations(organisation_id: int) -> tuple[Accredited, ...]:
    """All that there were, newest first."""
    rows = (
        await Accreditation.select()
        .where(Accreditation.organisation == organisation_id)
        .order_by(Accreditation.accredited_at, ascending=False)
    )
    return tuple(Accredited(row["accredited_at"], row["ended_at"], row["why"]) for row in rows)


async def unaccredited(ids: Iterable[int]) -> dict[int, datetime | None]:
    """Answers which of these organisations are not accredited now, and when the last accreditation of each ended."""
    wanted = list(set(ids))
    if not wanted:
        return {}
    query = Accreditation.select(Accreditation.organisation, Accreditation.ended_at)
    ends: dict[int, list[datetime | None]] = {}
    for row in await query.where(Accreditation.organisation.is_in(wanted)).order_by(Accreditation.id):
        ends.setdefault(row["organisation"], []).append(row["ended_at"])
    return {each: ends[each][-1] if each in ends else None for each in wanted if None not in ends.get(each, ())}


async def _views(rows: list[dict]) -> tuple[OrganisationView, ...]:
    since = await _accredited_since([row["id"] for row in rows])
    return tuple(_view(row, since) for row in rows)


def _view(row: dict, since: dict) -> OrganisationView:
    own = GroupView(row["group.id"], row["group.key"], row["group.name"], row["group.position"])
    return OrganisationView(
        id=row["id"],
        slug=row["slug"],
        name=row["name"],
        group=own,
        parent=row["parent.slug"] or "",
        parent_name=row["parent.name"] or "",
        region=row["region"],
        about=row["about"],
        entered_at=row["entered_at"],
        accredited_at=since.get(row["id"]),
    )


async def _accredited_since(ids: Iterable[int]) -> dict:
    wanted = list(ids)
    query = Accreditation.select(Accreditation.organisation, Accreditation.accredited_at).where(
        Accreditation.ended_at.is_null(), Accreditation.accredited_at <= now()
    )
    rows = await (query.where(Accreditation.organisation == wanted[0]) if len(wanted) == 1 else query)
    return {row["organisation"]: row["accredited_at"] for row in rows}
