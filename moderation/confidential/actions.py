"""A confidential report: nobody can name who sent it, and it is read by a panel of the other groups, with a public
fate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from forum.clock import now
from forum.database import atomic, one, one_or_not_found
from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.organisations.queries import groups
from forum.record.actions import append
from forum.rules.permission import Identity
from moderation.cases.kinds import Concluded
from moderation.cases.tables import Case, Opinion
from moderation.confidential.sealing import fingerprint, opened, seal
from moderation.confidential.tables import Addition, Confidential
from moderation.panels.drawing import drawn_if_possible
from moderation.panels.parties import Parties
from moderation.panels.queries import seat_of
from moderation.rules import confidential as rules
from moderation.rules.questions import CONFIDENTIAL, QUESTIONS

PUBLIC = "/moderation/confidential"
TOO_MANY = "More reports came in this hour than can be read. Try again in an hour; what you have written is still here."


async def report(code: str, about: str, body: str) -> int:
    """Takes a report, but no person, and answers the case's id; the same code again is the same report. Raises Invalid
    by field, Conflict if there were too many in this hour."""
    body, code = body.strip(), rules.code_of(code)
    async with atomic():
        if not code:
            raise Invalid({"": "This form is out of date. Reload the page; copy what you have written first."})
        before = await Confidential.select(Confidential.case).where(Confidential.code == fingerprint(code)).first()
        if before:
            return before["case"]
        known = {each.key: each for each in await groups()}
        if faults := rules.faults(about, known, body):
            raise Invalid(faults)
        if (
            await Case.count().where(Case.kind == CONFIDENTIAL, Case.opened_at > now() - timedelta(hours=1))
            >= rules.AN_HOUR
        ):
            raise Conflict(TOO_MANY)
        case = Case(opened_at=now(), kind=CONFIDENTIAL, about=PUBLIC)
        await case.save()
        row = Confidential(
            case=case.id, code=fingerprint(code), about=known[about].id, sealed=seal(body, fingerprint(code))
        )
        await row.save()
        seed = await append(
            "confidential.received",
            PUBLIC,
            f"A confidential report about {known[about].name} was received.",
            case,
            row,
            detail={"case": case.id, "about": about},
        )
        await drawn_if_possible(case, seed, Parties(apart=about))
        return case.id


async def add_words(code: str, body: str) -> None:
    """Its author adds words. Raises NotFound for a code that there is not, Invalid, Conflict once it is decided."""
    async with atomic():
        row = await of_code(code)
        await _add(row, body.strip(), "")


async def ask(who: Identity, case: int, body: str) -> None:
    """A member of its panel asks the author something. Raises NotFound, NotAllowed, Invalid, Conflict."""
    async with atomic():
        row = await one_or_not_found(Confidential.objects().where(Confidential.case == case).first())
        if not await seat_of(who, case):
            raise NotAllowed("You do not sit on the panel that decides this case.")
        await _add(row, body.strip(), "yes")


async def _add(row: Confidential, body: str, by_panel: str) -> None:
    if faults := rules.faults_of_words(body):
        raise Invalid(faults)
    if await Case.exists().where(Case.id == row.case, Case.closed_at.is_not_null()):
        raise Conflict("The panel has decided.")
    said = Addition(confidential=row.id, by_panel=by_panel, sealed=seal(body, row.code), added_at=now())
    await said.save()
    await append(
        "confidential.added", PUBLIC, "Words were added to a confidential report.", said, detail={"case": row.case}
    )


async def of_code(code: str) -> Confidential:
    """The report whose author holds this code. Raises NotFound."""
    if not (read := rules.code_of(code)):
        raise NotFound
    return await one_or_not_found(Confidential.objects().where(Confidential.code == fingerprint(read)).first())


async def _about(case: Case) -> dict[str, Any]:
    """Key and name of the group that it is about."""
    of = Confidential.about
    columns = Confidential.select(of.key.as_alias("key"), of.name.as_alias("name"))
    return await one(columns.where(Confidential.case == case.id).first())


async def parties(case: Case) -> Parties:
    return Parties(apart=(await _about(case))["key"])


async def details(case: Case) -> dict[str, str]:
    """What the members of its panel read."""
    row, group = await one(Confidential.objects().where(Confidential.case == case.id).first()), await _about(case)
    found = {
        "About": f"{group['name']}. Nobody of this group reads it.",
        "What was written": opened(row.sealed, row.code),
    }
    for n, each in enumerate(await additions(row), 1):
        found[f"{n}. Afterwards, by {'the panel' if each.by_panel else 'its author'}"] = opened(each.sealed, row.code)
    return found


async def additions(row: Confidential) -> list[Addition]:
    return await Addition.objects().where(Addition.confidential == row.id).order_by(Addition.id)


async def concluded(case: Case, answer: str, given: Sequence[Opinion]) -> Concluded:
    name, found = (await _about(case))["name"], QUESTIONS[CONFIDENTIAL].answers[answer].lower()
    return Concluded(f"A panel decided on a confidential report about {name}: {found}.")
