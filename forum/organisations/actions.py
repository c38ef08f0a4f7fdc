"""Who takes part: naming groups, entering organisations, accrediting them. `who` is None when the operator loads a
forum."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, demand
from forum.organisations import queries
from forum.organisations.tables import Accreditation, FormerSlug, Organisation, StakeholderGroup
from forum.record.actions import append
from forum.rules.folding import folded, tidy
from forum.rules.permission import Identity, may_administer

RESERVED = {"new"}


def demand_secretariat(who: Identity | None) -> None:
    """Raises NotAllowed for anybody else; None is the server itself."""
    if who:
        demand(may_administer(who))


def slug_of(name: str) -> str:
    plain = "".join(each for each in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")


async def name_group(who: Identity | None, name: str, *, key: str = "") -> str:
    """A further stakeholder group, after those that there are. Returns its key. Raises Invalid."""
    async with atomic():
        demand_secretariat(who)
        name, known = tidy(name), await queries.groups()
        key = key or slug_of(name)[:40].strip("-") or f"group-{len(known) + 1}"
        check_key("name", key, 40)
        if any(each.key == key or folded(each.name) == folded(name) for each in known):
            raise Invalid({"name": "There is a group of this name already."})
        row = StakeholderGroup(key=key, name=name, position=max((each.position for each in known), default=0) + 1)
        await row.save()
        await append(
            "group.named",
            "/organisations",
            f"The stakeholder group “{name}” was named.",
            row,
            who=who,
            detail={"group": key},
        )
    return key


async def enter_organisation(
    who: Identity | None,
    name: str,
    group: str,
    *,
    slug: str = "",
    parent: str = "",
    region: str = "",
    about: str = "",
    at: datetime | None = None,
    though: bool = False,
) -> str:
    """Enters an organisation. `group` is a key, `parent` the slug of the owner; `though` there is one of that name.
    Returns the organisation's slug. Raises Invalid, NotFound."""
    async with atomic():
        demand_secretariat(who)
        name = tidy(name)
        if who and not though:
            await ask_of_same(name)
        slug = slug or await _free_slug(slug_of(name) or "organisation")
        check_key("slug", slug, 80)
        if slug in RESERVED or slug in await _taken(slug):
            raise Invalid({"slug": f"There is something at /organisations/{slug} already."})
        owner = await queries.organisation(parent) if parent else None
        row = Organisation(
            slug=slug,
            name=name,
            group=(await queries.group(group)).id,
            parent=owner and owner.id,
            region=region,
            about=about,
            entered_at=at or now(),
        )
        await row.save()
        await append(
            "organisation.entered",
            f"/organisations/{slug}",
            f"{name} was entered.",
            row,
            who=who,
            detail={"group": group, "parent": parent},
        )
    return slug


async def ask_of_same(name: str, but: int = 0) -> None:
    """Raises Invalid where an organisation other than `but` has this name, in whatever spelling."""
    same = [each for each in await queries.organisations() if folded(each.name) == folded(name) and each.id != but]
    if same:
        which = ", ".join(f"{each.name} ({each.group.name}, {each.path})" for each in same)
        raise Invalid({"though": f"There is an organisation of that name: {which}. Enter it all the same?"})


async def accredit(slug: str, *, at: datetime | None = None) -> None:
    """Accredits for the operator, who loads a forum; on pages two registrars decide. Raises Conflict if it is
    accredited already."""
    async with atomic():
        organisation = await queries.organisation(slug)
        if await _in_force(organisation.id):
            raise Conflict(f"{organisation.name} is accredited already.")
        row = Accreditation(organisation=organisation.id, accredited_at=at or now())
        await row.save()
        await append("organisation.accredited", organisation.path, f"{organisation.name} was accredited.", row)


async def end_accreditation(who: Identity | None, slug: str, why: str) -> None:
    """Ends it: from now on the delegation reads only. What it said and voted stays. Raises Conflict if it is not
    accredited."""
    async with atomic():
        demand_secretariat(who)
        organisation = await queries.organisation(slug)
        if not (row := await _in_force(organisation.id)):
            raise Conflict(f"{organisation.name} is not accredited.")
        row.ended_at, row.ended_by, row.why = now(), who and who.participant, why
        await row.save()
        await append(
            "organisation.accreditation-ended",
            organisation.path,
            f"The accreditation of {organisation.name} ended.",
            row,
            who=who,
        )


async def _in_force(organisation_id: int) -> Accreditation | None:
    return (
        await Accreditation.objects()
        .where(Accreditation.organisation == organisation_id, Accreditation.ended_at.is_null())
        .first()
    )


async def _taken(wanted: str) -> set[str]:
    """Addresses that begin so, those that lead on included."""
    found = (
        await Organisation.select(Organisation.slug).where(Organisation.slug.like(f"{wanted}%")).output(as_list=True)
    )
    former = await FormerSlug.select(FormerSlug.slug).where(FormerSlug.slug.like(f"{wanted}%")).output(as_list=True)
    return {*found, *former, *RESERVED}


async def _free_slug(wanted: str) -> str:
    taken = await _taken(wanted)
    return next(
        slug for n in range(1, len(taken) + 3) if (slug := wanted[:76] + (f"-{n}" if n > 1 else "")) not in taken
    )


def check_key(field: str, key: str, limit: int) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or len(key) > limit:
        raise Invalid(
            {
                field: "Its address needs at least one letter from a to z or digit: "
                "use small letters, digits and hyphens."
            }
        )
