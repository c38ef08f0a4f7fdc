"""Whether one interest dominates: moderators ask a mixed panel about organisations that a confirmed alarm is about."""

from __future__ import annotations

from collections.abc import Sequence

from forum.clock import now
from forum.database import atomic, one
from forum.errors import Invalid, NotFound, demand
from forum.organisations.tables import Organisation
from forum.record.actions import append
from forum.rules.permission import MODERATOR, Identity, holds
from moderation.alarms.tables import Alarm, Investigation, InvestigationObjection, Party
from moderation.cases.tables import Case
from moderation.panels.drawing import drawn_if_possible
from moderation.panels.parties import Parties, chain
from moderation.rules.questions import DOMINANCE

LIMIT = 10_000  # characters


def path_of(id: int) -> str:
    return f"/investigations/{id}"


async def begin(who: Identity, alarm: int, name: str, question: str, exit: str, slugs: Sequence[str]) -> int:
    """Asks a panel, and answers the investigation's id. Raises NotAllowed, NotFound for an alarm that is not confirmed,
    Invalid."""
    name, question, exit = name.strip(), question.strip(), exit.strip()
    async with atomic():
        demand(holds(who, MODERATOR))
        if not await Alarm.exists().where(Alarm.id == alarm, Alarm.outcome == "confirmed"):
            raise NotFound
        organisations = (
            await Organisation.select(Organisation.id)
            .where(Organisation.slug.is_in(list(slugs) or [""]))
            .order_by(Organisation.id)
            .output(as_list=True)
        )
        if faults := faults_of(name, question, exit, len(organisations)):
            raise Invalid(faults)
        case = Case(opened_at=now(), kind=DOMINANCE, about="/investigations")
        await case.save()
        row = Investigation(case=case.id, alarm=alarm, name=name, question=question, exit=exit)
        await row.save()
        members = [Party(investigation=row.id, organisation=each) for each in organisations]
        for each in members:
            await each.save()
        says = f"An investigation began whether one interest dominates: {name}, {len(members)} organisations."
        seed = await append(
            "investigation.begun",
            path_of(row.id),
            says,
            case,
            row,
            *members,
            who=who,
            detail={"case": case.id, "alarm": alarm},
        )
        await drawn_if_possible(case, seed, await parties(case))
        return row.id


def faults_of(name: str, question: str, exit: str, organisations: int) -> dict[str, str]:
    found = {
        key: says
        for key, text, says in (
            ("name", name, "Give it a name."),
            ("question", question, "Say what makes you think so, with the figures."),
            ("exit", exit, "Say what would have to be the case for the remedy to end."),
        )
        if not text
    }
    found |= {
        key: f"At most {LIMIT:,} characters."
        for key, text in (("question", question), ("exit", exit))
        if len(text) > LIMIT
    }
    if len(name) > 200:
        found["name"] = "At most 200 characters."
    if organisations < 2:
        found["organisations"] = "Choose at least two organisations."
    return found


async def of_case(case: Case) -> Investigation:
    """The investigation that a case decides about, also where the case asks again."""
    return await one(Investigation.objects().where(Investigation.case.is_in(list(await chain(case)))).first())


async def parties(case: Case) -> Parties:
    row = await of_case(case)
    members = await Party.select(Party.organisation).where(Party.investigation == row.id).output(as_list=True)
    return Parties(organisations=frozenset(members), below=await chain(case.below) if case.below else ())


async def details(case: Case) -> dict[str, str]:
    row = await of_case(case)
    names = (
        await Party.select(Party.organisation.name.as_alias("name"))
        .where(Party.investigation == row.id)
        .output(as_list=True)
    )
    objections = (
        await InvestigationObjection.select(
            InvestigationObjection.organisation.name.as_alias("name"), InvestigationObjection.body
        )
        .where(InvestigationObjection.investigation == row.id)
        .order_by(InvestigationObjection.id)
    )
    return {
        "Investigation": row.name,
        "Organisations": ", ".join(names),
        "What makes somebody think so": row.question,
        "When it would end": row.exit,
        **{f"Objection of {each['name']}": each["body"] for each in objections},
    }


async def chain_up(case: int) -> list[int]:
    """The case and all that ask again about it, oldest first."""
    found = [case]
    while above := await Case.select(Case.id).where(Case.below == found[-1]).order_by(Case.id, ascending=False).first():
        found.append(above["id"])
    return found
