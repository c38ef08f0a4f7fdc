"""Putting an organisation forward, and deciding whether it is accredited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from piccolo.table import Table

from forum.clock import now
from forum.database import atomic, one
from forum.errors import Conflict, Invalid, NotFound, demand
from forum.mail.actions import write_all
from forum.organisations import letters, queries
from forum.organisations.actions import demand_secretariat
from forum.organisations.mandates import addresses
from forum.organisations.ownership import all_of_owner
from forum.organisations.tables import Accreditation, Application, Ground
from forum.organisations.views import OrganisationView
from forum.record.actions import append
from forum.rules import accrediting
from forum.rules.permission import REGISTRAR, Identity
from forum.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class GroundView:
    group: str
    group_name: str
    group_position: int
    view: str
    grounds: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """`outcome`: accredited, refused or appealed; "" while it is open. `grounds` are public at once. `would`:
    sentences on what accrediting it would change."""

    id: int
    organisation: OrganisationView
    put_forward_at: datetime
    outcome: str
    closed_at: datetime | None
    grounds: tuple[GroundView, ...]
    would: tuple[str, ...]
    may: Verdict


async def put_forward(who: Identity, slug: str) -> int:
    """The secretariat puts it forward. Returns the application's id. Raises NotAllowed, NotFound, Conflict if it is
    accredited or put forward already."""
    async with atomic():
        demand_secretariat(who)
        organisation = await queries.organisation(slug)
        if organisation.accredited_at:
            raise Conflict(f"{organisation.name} is accredited already.")
        if await _open(organisation.id):
            raise Conflict(f"{organisation.name} was put forward already; two registrars decide.")
        row = Application(organisation=organisation.id, put_forward_by=who.participant, put_forward_at=now())
        await row.save()
        await append(
            "organisation.put-forward",
            organisation.path,
            f"{organisation.name} was put forward to be accredited.",
            row,
            who=who,
        )
        return row.id


async def give_grounds(who: Identity, slug: str, view: str, grounds: str) -> str:
    """Returns the outcome, or "" while another registrar is needed. Raises NotFound, NotAllowed, Invalid, or Conflict
    after the decision."""
    grounds = grounds.strip()
    async with atomic():
        organisation = await queries.organisation(slug)
        application = await _open(organisation.id)
        if not application:
            raise Conflict("Nothing is to be decided about it: two registrars may have decided in the meantime.")
        demand(await may_give(who, application, organisation))
        if faults := accrediting.faults_of_grounds(view, grounds):
            raise Invalid(faults)
        office = who.held(REGISTRAR)
        row = Ground(
            application=application.id,
            participant=who.participant,
            group=office.group_id,
            view=view,
            grounds=grounds,
            given_at=now(),
        )
        await row.save()
        return await _recorded(who, organisation, application, row)


async def _recorded(who: Identity, organisation: OrganisationView, application: Application, row: Ground) -> str:
    given = (
        await Ground.select(Ground.group.key.as_alias("key"), Ground.view)
        .where(Ground.application == application.id)
        .order_by(Ground.id)
    )
    outcome = accrediting.outcome((each["key"], each["view"]) for each in given)
    if not outcome:
        group, view = who.held(REGISTRAR).group_name, accrediting.VIEWS[row.view].lower()
        says = f"A registrar of {group} gave grounds on {organisation.name}: {view}."
        await append("organisation.grounds", organisation.path, says, row, who=who)
        return ""
    rows: list[Table] = [row, *await _closed(application, outcome)]
    if outcome == accrediting.OUTCOMES[accrediting.REFUSE]:
        await _tell(organisation)
    decided = "accredited" if outcome == "accredited" else "not accredited"
    says = f"{organisation.name} was {decided}, by two registrars of different groups."
    await append(
        f"organisation.{outcome}", organisation.path, says, *rows, who=who, detail={"application": application.id}
    )
    return outcome


async def _closed(application: Application, outcome: str) -> list[Table]:
    application.outcome, application.closed_at = outcome, now()
    await application.save()
    if outcome == accrediting.OUTCOMES[accrediting.REFUSE]:
        return [application]
    row = Accreditation(organisation=application.organisation, accredited_at=now(), application=application.id)
    await row.save()
    return [application, row]


async def accredit_on_appeal(application_id: int) -> list[Table]:
    """Inside the act of the panel that decided so, which records the rows."""
    application = await one(Application.objects().where(Application.id == application_id).first())
    return await _closed(application, "appealed")


async def refused(slug: str) -> Application | None:
    """The last application, if it was refused and nothing came after it."""
    organisation = await queries.organisation(slug)
    row = (
        await Application.objects()
        .where(Application.organisation == organisation.id)
        .order_by(Application.id, ascending=False)
        .first()
    )
    return row if row and row.outcome == "refused" and not organisation.accredited_at else None


async def may_give(who: Identity | None, application: Application, organisation: OrganisationView) -> Verdict:
    given = await Ground.select(Ground.group.key.as_alias("key")).where(Ground.application == application.id)
    return accrediting.may_give_grounds(
        who,
        near=await all_of_owner(organisation.id),
        given=[each["key"] for each in given],
        closed=bool(application.closed_at),
    )


async def application(slug: str, who: Identity | None) -> ApplicationView:
    """The last one. Raises NotFound where there is none."""
    organisation = await queries.organisation(slug)
    row = (
        await Application.objects()
        .where(Application.organisation == organisation.id)
        .order_by(Application.id, ascending=False)
        .first()
    )
    if not row:
        raise NotFound
    of = Ground.group
    given = (
        await Ground.select(
            of.key.as_alias("key"),
            of.name.as_alias("name"),
            of.position.as_alias("position"),
            Ground.view,
            Ground.grounds,
            Ground.given_at,
        )
        .where(Ground.application == row.id)
        .order_by(Ground.id)
    )
    return ApplicationView(
        row.id,
        organisation,
        row.put_forward_at,
        row.outcome,
        row.closed_at,
        tuple(
            GroundView(each["key"], each["name"], each["position"], each["view"], each["grounds"], each["given_at"])
            for each in given
        ),
        () if row.closed_at else await _would(organisation),
        await may_give(who, row, organisation),
    )


async def _would(organisation: OrganisationView) -> tuple[str, ...]:
    every = [each for each in await queries.organisations() if each.accredited_at]
    own = [each for each in every if each.group.key == organisation.group.key]
    near = await all_of_owner(organisation.id)
    siblings = [each for each in every if each.id in near]
    found = [
        f"{organisation.group.name} would have {len(own) + 1} accredited organisations instead of {len(own)}, "
        f"of {len(every) + 1} in all."
    ]
    if siblings:
        names = ", ".join(each.name for each in siblings)
        found.append(
            f"{len(siblings)} accredited organisation{'' if len(siblings) == 1 else 's'} of the same owner: {names}. "
            "Where a method counts owners once, it adds no voice."
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open application on the registrars' list."""

    name: str
    path: str
    group_name: str
    put_forward_at: datetime
    grounds: int


async def waiting() -> tuple[Waiting, ...]:
    """Oldest first."""
    of = Application.organisation
    rows = (
        await Application.select(
            Application.id,
            of.name.as_alias("name"),
            of.slug.as_alias("slug"),
            of.group.name.as_alias("group_name"),
            Application.put_forward_at,
        )
        .where(Application.closed_at.is_null())
        .order_by(Application.id)
    )
    given = (
        await Ground.select(Ground.application)
        .where(Ground.application.is_in([row["id"] for row in rows] or [0]))
        .output(as_list=True)
    )
    return tuple(
        Waiting(
            row["name"],
            f"/organisations/{row['slug']}/accreditation",
            row["group_name"],
            row["put_forward_at"],
            given.count(row["id"]),
        )
        for row in rows
    )


async def applied(organisation: int) -> bool:
    """Whether it was ever put forward to registrars."""
    return await Application.exists().where(Application.organisation == organisation)


async def _open(organisation: int) -> Application | None:
    return (
        await Application.objects()
        .where(Application.organisation == organisation, Application.closed_at.is_null())
        .first()
    )


async def _tell(organisation: OrganisationView) -> None:
    heads = (await addresses(organisation.id)).get(organisation.id, ())
    letter = letters.refused(organisation.name, organisation.slug)
    await write_all([(each, *letter) for each in heads])
