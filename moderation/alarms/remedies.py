"""What follows from an investigation: organisations object, and only then is anybody counted as one. The remedy is the
one of IEEE 802 in 2016: the bloc has one voice, with a published report and exit criteria, by which it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from piccolo.table import Table

from forum.clock import now
from forum.database import atomic, one, one_or_not_found
from forum.errors import Conflict, Invalid, demand
from forum.organisations.blocs import count_as_one, end_bloc
from forum.record.actions import append
from forum.rules.permission import Identity, speaks_as_head
from forum.rules.verdict import require
from forum.settings import Settings
from moderation.alarms.investigating import LIMIT, chain_up, of_case, parties, path_of
from moderation.alarms.tables import Investigation, InvestigationObjection, Party
from moderation.cases.kinds import Concluded
from moderation.cases.tables import Case, Opinion
from moderation.panels.drawing import drawn_if_possible
from moderation.rules.questions import DOMINANCE, QUESTIONS, RELEASE

OBJECTIONS = timedelta(days=14)


async def concluded(case: Case, answer: str, given: Sequence[Opinion]) -> Concluded:
    """The first panel opens the time for objections; the second decides at once."""
    row = await of_case(case)
    if answer == QUESTIONS[DOMINANCE].rest:
        return Concluded(f"A panel found that one interest does not dominate: {row.name}.")
    if case.below:
        return Concluded(
            f"A second panel found that one interest dominates: {row.name}. Its organisations count as one voice.",
            await _count(row),
        )
    row.objections_until = now() + OBJECTIONS
    await row.save()
    until = f"{row.objections_until:%-d %B %Y}"
    return Concluded(
        f"A panel found that one interest dominates: {row.name}. Until {until} anybody on it can object.", (row,)
    )


async def released(case: Case, answer: str, given: Sequence[Opinion]) -> Concluded:
    row = await of_case(case)
    if answer == QUESTIONS[RELEASE].rest:
        return Concluded(f"A panel found that the remedy stays: {row.name}.")
    return Concluded(
        f"A panel found that the remedy ends: {row.name}. Each organisation has its own voice again.",
        (await end_bloc(row.bloc, "A panel found that its exit criteria are met."),),
    )


async def _count(row: Investigation) -> list[Table]:
    members = await Party.select(Party.organisation).where(Party.investigation == row.id).output(as_list=True)
    row.bloc, rows = await count_as_one(row.name, members, path_of(row.id))
    await row.save()
    return [row, *rows]


async def object_to(who: Identity, id: int, body: str) -> None:
    """The head of an organisation that it is about objects, while there is time. Raises NotFound, NotAllowed, Invalid,
    Conflict."""
    body = body.strip()
    async with atomic():
        row = await _concerned(who, id)
        demand(
            require(
                row.objections_until and now() < row.objections_until,
                "The time for objections is over, or has not begun.",
            ),
            Conflict,
        )
        if await InvestigationObjection.exists().where(
            InvestigationObjection.investigation == id,
            InvestigationObjection.organisation == who.mandate.organisation,
        ):
            raise Conflict("Your organisation has objected.")
        if not body or len(body) > LIMIT:
            raise Invalid(
                {"body": "Say what is wrong with the finding." if not body else f"At most {LIMIT:,} characters."}
            )
        said = InvestigationObjection(
            investigation=id,
            organisation=who.mandate.organisation,
            participant=who.participant,
            body=body,
            made_at=now(),
        )
        await said.save()
        await append(
            "investigation.objected",
            path_of(id),
            f"{who.mandate.organisation_name} objected to the finding: {row.name}.",
            said,
            who=who,
        )


async def ask_for_release(who: Identity, id: int) -> int:
    """The head of an organisation that is counted with others asks; a new panel decides whether the exit criteria are
    met."""
    async with atomic():
        row = await _concerned(who, id)
        demand(require(row.bloc, "Nobody is counted as one by it."), Conflict)
        last = (await chain_up(row.case))[-1]
        demand(
            require(
                not await Case.exists().where(Case.id == last, Case.closed_at.is_null()),
                "A panel is looking at it just now.",
            ),
            Conflict,
        )
        case = Case(opened_at=now(), kind=RELEASE, about=path_of(id), below=last)
        await case.save()
        seed = await append(
            "investigation.asked-again",
            path_of(id),
            f"{who.mandate.organisation_name} asked a panel to end the remedy: {row.name}.",
            case,
            who=who,
            detail={"case": case.id},
        )
        await drawn_if_possible(case, seed, await parties(case))
        return case.id


async def _concerned(who: Identity, id: int) -> Investigation:
    demand(speaks_as_head(who))
    row = await one_or_not_found(Investigation.objects().where(Investigation.id == id).first())
    mine = await Party.exists().where(Party.investigation == id, Party.organisation == who.mandate.organisation)
    demand(require(mine, "The investigation is not about your organisation."))
    return row


async def end_objections(settings: Settings) -> None:
    """Once the time is over, the bloc counts as one if nobody objected; otherwise a second panel decides."""
    due = (
        await Investigation.select(Investigation.id)
        .where(
            Investigation.objections_until.is_not_null(),
            Investigation.objections_until <= now(),
            Investigation.bloc == 0,
        )
        .output(as_list=True)
    )
    for id in due:
        async with atomic():
            await _end(await one(Investigation.objects().where(Investigation.id == id).first()))


async def _end(row: Investigation) -> None:
    if row.bloc or await Case.exists().where(Case.below == row.case):
        return
    if not await InvestigationObjection.exists().where(InvestigationObjection.investigation == row.id):
        await append(
            "investigation.in-force",
            path_of(row.id),
            f"Nobody objected: the organisations of {row.name} count as one voice.",
            *await _count(row),
        )
        return
    case = Case(opened_at=now(), kind=DOMINANCE, about=path_of(row.id), below=row.case)
    await case.save()
    seed = await append(
        "investigation.second-panel",
        path_of(row.id),
        f"There were objections: a second panel decides about {row.name}.",
        case,
        detail={"case": case.id},
    )
    await drawn_if_possible(case, seed, await parties(case))


TICKS = (end_objections,)
