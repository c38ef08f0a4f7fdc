"""The secretariat mends what was entered: names always; the group of one that never acted, which may also be merged
with another or removed. Nothing is deleted, and each act says why."""

from __future__ import annotations

from forum.clock import now
from forum.columns import references
from forum.database import atomic, one
from forum.errors import Invalid, Unlawful, demand
from forum.organisations import queries
from forum.organisations.actions import RESERVED, ask_of_same, check_key, demand_secretariat
from forum.organisations.mandates import held
from forum.organisations.tables import Application, Correction, FormerSlug, Organisation, Ownership, Removal
from forum.organisations.views import OrganisationView
from forum.people.tables import Invitation, Mandate
from forum.record.actions import append
from forum.record.vouched import vouched_tables
from forum.rules.folding import folded, tidy
from forum.rules.permission import Identity
from forum.rules.verdict import Verdict, require

# What others did about it: its own row, seats in it, applications that the secretariat made for it.
ABOUT = (Organisation.parent, Mandate.organisation, Application.organisation, Ownership.organisation)
ALSO = (Correction.organisation, Removal.organisation, Removal.into, FormerSlug.organisation)


async def never_acted(organisation: int) -> Verdict:
    """Whether nothing in the forum was done by it or counts it: no accreditation ever, no mandate used."""
    return require(
        not await _acted(organisation),
        "It has taken part, or has been accredited: what it did stands under its name and its group.",
    )


async def _acted(organisation: int) -> bool:
    seats = Mandate.select(Mandate.id).where(Mandate.organisation == organisation)
    people = Mandate.select(Mandate.participant).where(Mandate.organisation == organisation)
    if await Ownership.exists().where(Ownership.organisation == organisation, Ownership.declared_by.is_in(people)):
        return True
    for table in vouched_tables():
        for column, target in references(table).items():
            if target is Mandate and await table.exists().where(column.is_in(seats)):
                return True
            if target is Organisation and not _is_about(column) and await table.exists().where(column == organisation):
                return True
    return False


def _is_about(column: object) -> bool:
    return any(column is each for each in (*ABOUT, *ALSO))


async def may_leave(organisation: int) -> Verdict:
    """Whether it may be merged or removed."""
    waits = Invitation.accepted_at.is_null() & (Invitation.expires_at > now())
    return (
        await never_acted(organisation)
        and require(
            not await Mandate.exists().where(Mandate.organisation == organisation, held(Mandate)),
            "Somebody acts for it. End those mandates first.",
        )
        and require(
            not await Invitation.exists().where(Invitation.organisation == organisation, waits),
            "Somebody is invited to act for it. Withdraw those invitations first.",
        )
        and require(
            not await Application.exists().where(
                Application.organisation == organisation, Application.closed_at.is_null()
            ),
            "Registrars are deciding about it. Wait for what they find.",
        )
        and require(
            not await queries.owned_by(organisation), "It is the owner of others. Declare who owns those first."
        )
    )


async def rename(who: Identity, slug: str, name: str, why: str, *, new_slug: str = "", though: bool = False) -> str:
    """Its name everywhere from now on; rolls and results that are frozen keep what they say. The address changes for
    one that never acted only. Returns its slug. Raises Invalid, NotAllowed, NotFound, Unlawful."""
    async with atomic():
        demand_secretariat(who)
        organisation, name, new_slug = await queries.organisation(slug), tidy(name), new_slug or slug
        if (name, new_slug) == (organisation.name, slug):
            raise Invalid({"name": "That is its name already."})
        if not though and folded(name) != folded(organisation.name):
            await ask_of_same(name, but=organisation.id)
        row = await one(Organisation.objects().where(Organisation.id == organisation.id).first())
        row.name, row.slug = name, new_slug
        rows: list[Organisation | FormerSlug] = [row]
        if new_slug != slug:
            demand(await never_acted(organisation.id), Unlawful)
            rows.append(await _leave(organisation, new_slug))
        await row.save()
        says = f"{organisation.name} is called {name}." if name != organisation.name else f"{name} has another address."
        await _corrected(who, organisation, says, why, *rows, path=f"/organisations/{new_slug}")
    return new_slug


async def _leave(organisation: OrganisationView, new_slug: str) -> FormerSlug:
    check_key("slug", new_slug, 80)
    taken = await Organisation.exists().where(Organisation.slug == new_slug)
    if new_slug in RESERVED or taken or await FormerSlug.exists().where(FormerSlug.slug == new_slug):
        raise Invalid({"slug": f"There is something at /organisations/{new_slug} already."})
    former = FormerSlug(slug=organisation.slug, organisation=organisation.id, left_at=now())
    await former.save()
    return former


async def regroup(who: Identity, slug: str, group: str, why: str) -> None:
    """Puts an organisation into the group with the key `group`. Raises Invalid, NotAllowed, NotFound, Unlawful for one
    that has acted."""
    async with atomic():
        demand_secretariat(who)
        organisation, belongs = await queries.organisation(slug), await queries.group(group)
        demand(await never_acted(organisation.id), Unlawful)
        if belongs.key == organisation.group.key:
            raise Invalid({"group": "That is its group already."})
        row = await one(Organisation.objects().where(Organisation.id == organisation.id).first())
        row.group = belongs.id
        await row.save()
        says = f"{organisation.name} belongs to {belongs.name}, and not to {organisation.group.name}."
        await _corrected(who, organisation, says, why, row)


async def remove(who: Identity, slug: str, why: str, *, into: str = "") -> str:
    """Takes an organisation off the list; with `into`, a slug, it is merged with that one. Returns the path where its
    address leads. Raises Invalid, NotAllowed, NotFound, Unlawful for one that has acted."""
    async with atomic():
        demand_secretariat(who)
        organisation = await queries.organisation(slug)
        other = await queries.organisation(into) if into else None
        demand(await may_leave(organisation.id), Unlawful)
        if other and other.id == organisation.id:
            raise Invalid({"into": "Choose another organisation."})
        row = Removal(
            organisation=organisation.id,
            into=other and other.id,
            why=why,
            removed_by=who.participant,
            removed_at=now(),
        )
        await row.save()
        if other:
            says = f"{organisation.name} was the same as {other.name}, and was merged with it."
            await _corrected(who, other, says, why, row, kind="organisation.merged")
            return other.path
        says = f"{organisation.name}, which had never taken part, was removed."
        await append("organisation.removed", organisation.path, says, row, who=who)
    return "/organisations"


async def _corrected(
    who: Identity,
    organisation: OrganisationView,
    says: str,
    why: str,
    *rows: Organisation | FormerSlug | Removal,
    kind: str = "organisation.corrected",
    path: str = "",
) -> None:
    row = Correction(organisation=organisation.id, says=says, why=why, corrected_by=who.participant, corrected_at=now())
    await row.save()
    await append(kind, path or organisation.path, says, row, *rows, who=who)
