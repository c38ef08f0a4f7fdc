"""An organisation asks a panel to decide again whether it is accredited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from forum.clock import now
from forum.database import atomic, one
from forum.errors import Conflict, Invalid, demand
from forum.organisations.accrediting import accredit_on_appeal
from forum.organisations.applications import refused
from forum.organisations.queries import organisation as organisation_of
from forum.organisations.tables import Application, Ground, Organisation
from forum.record.actions import append
from forum.rules.permission import Identity, heads
from forum.rules.verdict import require
from moderation.appeals.tables import Appeal
from moderation.cases.kinds import Concluded
from moderation.cases.tables import Case, Opinion
from moderation.panels.drawing import drawn_if_possible
from moderation.panels.parties import Parties
from moderation.rules import appeals
from moderation.rules.questions import ACCREDITATION, QUESTIONS


async def appeal(who: Identity, slug: str, reasons: str) -> int:
    """The head of delegation asks; the answer is the case's id. Raises NotFound, NotAllowed, Invalid, Conflict."""
    reasons = reasons.strip()
    async with atomic():
        organisation = await organisation_of(slug)
        demand(require(heads(who, organisation.id), "Only its head of delegation can ask for it."))
        application = await _appealable(slug)
        if faults := appeals.faults_of_appeal(reasons):
            raise Invalid(faults)
        case = Case(opened_at=now(), kind=ACCREDITATION, about=f"{organisation.path}/accreditation")
        await case.save()
        row = Appeal(
            case=case.id,
            application=application.id,
            participant=who.participant,
            role=appeals.ORGANISATION,
            reasons=reasons,
            made_at=now(),
        )
        await row.save()
        seed = await append(
            "organisation.appealed",
            organisation.path,
            f"{organisation.name} asked a panel to decide again whether it is accredited.",
            case,
            row,
            detail={"case": case.id},
        )
        await drawn_if_possible(case, seed, await parties(case))
        return case.id


async def _appealable(slug: str) -> Application:
    """The application that was refused, if a panel can still be asked about it. Raises Conflict."""
    application = await refused(slug)
    if not application:
        raise Conflict("It is not refused, or it has been decided again.")
    demand(
        require(
            now() < application.closed_at + appeals.OPEN_FOR,
            "The time to ask again is over; it can be put forward again.",
        ),
        Conflict,
    )
    if await Appeal.exists().where(Appeal.application == application.id):
        raise Conflict("A panel was asked about this already.")
    return application


async def _application(case: Case) -> Application:
    row = await one(Appeal.select(Appeal.application).where(Appeal.case == case.id).first())
    return await one(Application.objects().where(Application.id == row["application"]).first())


async def _organisation(application: Application) -> dict[str, Any]:
    columns = Organisation.select(Organisation.name, Organisation.about)
    return await one(columns.where(Organisation.id == application.organisation).first())


async def parties(case: Case) -> Parties:
    """The organisation with the others of its owner, and the registrars who refused."""
    application = await _application(case)
    registrars = (
        await Ground.select(Ground.participant).where(Ground.application == application.id).output(as_list=True)
    )
    return Parties(people=frozenset(registrars), organisations=frozenset({application.organisation}))


async def details(case: Case) -> dict[str, str]:
    application = await _application(case)
    organisation = await _organisation(application)
    grounds = (
        await Ground.select(Ground.group.name.as_alias("name"), Ground.view, Ground.grounds)
        .where(Ground.application == application.id)
        .order_by(Ground.id)
    )
    return {
        "Organisation": f"{organisation['name']}\n\n{organisation['about']}".strip(),
        **{f"Registrar of {each['name']}: {each['view']}": each["grounds"] for each in grounds},
    }


async def concluded(case: Case, answer: str, given: Sequence[Opinion]) -> Concluded:
    application = await _application(case)
    name = (await _organisation(application))["name"]
    if answer == QUESTIONS[ACCREDITATION].change:
        return Concluded(
            f"A panel accredited {name}, which two registrars had refused.", await accredit_on_appeal(application.id)
        )
    return Concluded(f"A panel upheld that {name} is not accredited.")
