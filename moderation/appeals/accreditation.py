"""An organisation asks a panel to decide again whether it is accredited."""

from __future__ import annotations

from collections.abc import Sequence

from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotFound, demand
from forum.organisations.accrediting import accredit_on_appeal, refused
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
    """The case's id. By the head of delegation. Raises NotFound, NotAllowed, Invalid, Conflict."""
    reasons = reasons.strip()
    async with atomic():
        organisation = await organisation_of(slug)
        demand(require(heads(who, organisation.id), "Only its head of delegation asks for it."))
        application = await refused(slug)
        if not application:
            raise Conflict("It is not refused, or it has been decided anew.")
        demand(
            require(
                now() < application.closed_at + appeals.OPEN_FOR,
                "The time to ask again is over; it can be put forward anew.",
            ),
            Conflict,
        )
        if await Appeal.exists().where(Appeal.application == application.id):
            raise Conflict("A panel was asked about this already.")
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


async def _application(case: Case) -> Application:
    row = await Appeal.select(Appeal.application).where(Appeal.case == case.id).first()
    found = await Application.objects().where(Application.id == row["application"]).first()
    if not found:
        raise NotFound
    return found


async def parties(case: Case) -> Parties:
    """The organisation and its owner's others, and the registrars who refused."""
    application = await _application(case)
    registrars = (
        await Ground.select(Ground.participant).where(Ground.application == application.id).output(as_list=True)
    )
    return Parties(people=frozenset(registrars), organisations=frozenset({application.organisation}))


async def details(case: Case) -> dict[str, str]:
    application = await _application(case)
    name = (
        await Organisation.select(Organisation.name, Organisation.about)
        .where(Organisation.id == application.organisation)
        .first()
    )
    grounds = (
        await Ground.select(Ground.group.name.as_alias("name"), Ground.view, Ground.grounds)
        .where(Ground.application == application.id)
        .order_by(Ground.id)
    )
    return {
        "Organisation": f"{name['name']}\n\n{name['about']}".strip(),
        **{f"Registrar of {each['name']}: {each['view']}": each["grounds"] for each in grounds},
    }


async def concluded(case: Case, answer: str, given: Sequence[Opinion]) -> Concluded:
    application = await _application(case)
    name = (await Organisation.select(Organisation.name).where(Organisation.id == application.organisation).first())[
        "name"
    ]
    if answer == QUESTIONS[ACCREDITATION].change:
        return Concluded(
            f"A panel accredited {name}, which two registrars had refused.", await accredit_on_appeal(application.id)
        )
    return Concluded(f"A panel upheld that {name} is not accredited.")
