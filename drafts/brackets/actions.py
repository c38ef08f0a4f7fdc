"""Taking a stand on words that are not agreed, and giving it up."""

from __future__ import annotations

from drafts.brackets.tables import Hold
from drafts.instruments.queries import clause_by_id
from drafts.text.brackets import Bracket, every_bracket
from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotFound, demand
from forum.record.actions import append
from forum.rules.permission import Identity, speaks_as_delegate

LEFT_OUT = "leaving the words out"


async def hold(who: Identity, clause_id: int, revision: int, place: int, choice: int | None) -> None:
    """Takes a stand on a bracket, or gives it up where `choice` is None. `revision` is the number of the one that was
    read. Raises NotAllowed, NotFound, Invalid with `choice`, or Conflict if the clause has moved on or nothing would
    change."""
    async with atomic():
        demand(speaks_as_delegate(who))
        clause = await clause_by_id(clause_id)
        if clause.current.number != revision:
            raise Conflict(f"The clause has changed since you read it: revision {clause.current.number} is in force.")
        bracket = bracket_at(clause.current.text, place)
        if choice is not None and not 0 <= choice < len(bracket.choices):
            raise Invalid({"choice": "Choose one of the options."})
        held = await _held(clause.current.id, place, who.mandate.organisation)
        if (held.choice if held else None) == choice:
            raise Conflict(
                "Your organisation takes this stand already." if held else "Your organisation takes no stand on it."
            )
        words = None if choice is None else bracket.choices[choice]
        rows = [*await _ended(held), *await _taken(who, clause.current.id, place, choice, words or "")]
        await append(
            "bracket.held",
            f"{clause.path}/brackets",
            _says(who.mandate.organisation_name, words, clause.citation)[:900],
            *rows,
            who=who,
            detail={"organisation": who.mandate.organisation_slug},
        )


async def _held(revision: int, place: int, organisation: int) -> Hold | None:
    return (
        await Hold.objects()
        .where(Hold.revision == revision)
        .where(Hold.place == place, Hold.organisation == organisation, Hold.until.is_null())
        .first()
    )


async def _ended(held: Hold | None) -> tuple[Hold, ...]:
    if not held:
        return ()
    held.until = now()
    await held.save([Hold.until])
    return (held,)


async def _taken(who: Identity, revision: int, place: int, choice: int | None, words: str) -> tuple[Hold, ...]:
    if choice is None:
        return ()
    row = Hold(
        revision=revision,
        place=place,
        choice=choice,
        words=words,
        organisation=who.mandate.organisation,
        participant=who.participant,
        since=now(),
    )
    await row.save()
    return (row,)


def _says(name: str, words: str | None, citation: str) -> str:
    if words is None:
        return f"{name} gave up its stand on a bracket in {citation}."
    return f"{name} holds {f'“{words}”' if words else LEFT_OUT} in {citation}."


def bracket_at(text: str, place: int) -> Bracket:
    found = next((each for each in every_bracket(text) if each.start == place), None)
    if not found:
        raise NotFound
    return found
