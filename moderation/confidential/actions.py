"""A confidential report: nobody can name who sent it, and it is read by a panel of the other groups, with a public
fate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from forum.clock import now
from forum.database import atomic, one, one_or_not_found
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, demand
from forum.organisations.queries import groups
from forum.organisations.views import GroupView
from forum.record.actions import append
from forum.rules.permission import Identity
from forum.settings import Settings
from moderation.cases.kinds import Concluded
from moderation.cases.tables import Case, Opinion
from moderation.confidential.sealing import fingerprint, opened, seal
from moderation.confidential.tables import Addition, Confidential, Waiting
from moderation.panels.drawing import drawn_if_possible
from moderation.panels.parties import Parties
from moderation.panels.queries import seat_of
from moderation.rules import confidential as rules
from moderation.rules.questions import CONFIDENTIAL, QUESTIONS

PUBLIC = "/moderation/confidential"
TOO_MANY = "As many reports wait as can. Try again in an hour; what you have written is still here."


async def report(code: str, about: str, body: str) -> bool:
    """Takes a report, but no person; the same code again is the same report. Answers whether it was received: above the
    number of an hour it waits for its turn. Raises Invalid by field, Conflict if too many wait."""
    body, code = body.strip(), rules.code_of(code)
    async with atomic():
        if not code:
            raise Invalid({"": "This form is out of date. Reload the page; copy what you have written first."})
        print_of = fingerprint(code)
        if await Confidential.exists().where(Confidential.code == print_of):
            return True
        if await Waiting.exists().where(Waiting.code == print_of):
            return False
        known = {each.key: each for each in await groups()}
        if faults := rules.faults(about, known, body):
            raise Invalid(faults)
        sealed, waiting = seal(body, print_of), await Waiting.count()
        if not waiting and await _has_room():
            await _receive(print_of, known[about], sealed)
            return True
        if waiting >= rules.WAITING:
            raise Conflict(TOO_MANY)
        await Waiting(code=print_of, about=known[about].id, sealed=sealed, sent_at=now()).save()
        return False


async def take_waiting(_: Settings) -> None:
    """Receives the reports whose turn it is, in the order in which they were sent."""
    if not await Waiting.exists():
        return
    async with atomic():
        known = {each.id: each for each in await groups()}
        while await _has_room() and (row := await Waiting.objects().order_by(Waiting.id).first()):
            await _receive(row.code, known[row.about], row.sealed)
            await row.remove()


async def _has_room() -> bool:
    """Whether this hour takes one more report."""
    since = now() - timedelta(hours=1)
    return await Case.count().where(Case.kind == CONFIDENTIAL, Case.opened_at > since) < rules.AN_HOUR


async def _receive(code: str, about: GroupView, sealed: str) -> None:
    """`code` is its fingerprint."""
    case = Case(opened_at=now(), kind=CONFIDENTIAL, about=PUBLIC)
    await case.save()
    row = Confidential(case=case.id, code=code, about=about.id, sealed=sealed)
    await row.save()
    seed = await append(
        "confidential.received",
        PUBLIC,
        f"A confidential report about {about.name} was received.",
        case,
        row,
        detail={"case": case.id, "about": about.key},
    )
    await drawn_if_possible(case, seed, Parties(apart=about.key))


async def add_words(code: str, body: str) -> None:
    """Its author adds words. Raises NotFound for a code that there is not, Invalid, Conflict once it is decided or if
    the panel has to answer first."""
    async with atomic():
        row = await of_code(code)
        demand(rules.may_add(since_answer(await additions(row))), Conflict)
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


def since_answer(said: Sequence[Addition]) -> int:
    """How often the author added words since the panel's last question."""
    last = max((n for n, each in enumerate(said, 1) if each.by_panel), default=0)
    return len(said) - last


async def additions(row: Confidential) -> list[Addition]:
    return await Addition.objects().where(Addition.confidential == row.id).order_by(Addition.id)


async def concluded(case: Case, answer: str, given: Sequence[Opinion]) -> Concluded:
    name, found = (await _about(case))["name"], QUESTIONS[CONFIDENTIAL].answers[answer].lower()
    return Concluded(f"A panel decided on a confidential report about {name}: {found}.")


TICKS = (take_waiting,)
