"""Putting an organisation forward, and deciding whether it is accredited."""

from __future__ import annotations

from piccolo.table import Table

from forum.clock import now
from forum.database import atomic, one
from forum.errors import Conflict, Invalid, demand
from forum.mail.actions import write_all
from forum.organisations import letters, queries
from forum.organisations.actions import demand_secretariat
from forum.organisations.applications import counted, may_give
from forum.organisations.mandates import addresses
from forum.organisations.ownership import all_of_owner
from forum.organisations.tables import Accreditation, Application, Ground
from forum.organisations.views import OrganisationView
from forum.record.actions import append
from forum.rules import accrediting
from forum.rules.permission import REGISTRAR, Identity


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
    outcome = accrediting.outcome(await counted(application.id, await all_of_owner(organisation.id)))
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
