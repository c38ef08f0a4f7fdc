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
    """`choice` None gives the stand up. `revision`: number of the one that was read. Raises NotAllowed, NotFound, Invalid
    with `choice`, or Conflict if the clause has moved on or nothing would change."""
    async with atomic():
        demand(speaks_as_delegate(who))
        clause = await clause_by_id(clause_id)
        if clause.current.number != revision:
            raise Conflict(f"The clause has changed since you read it: revision {clause.current.number} is in force.")
        bracket = bracket_at(clause.current.text, place)
        if choice is not None and not 0 <= choice < len(bracket.choices):
            raise Invalid({"choice": "Choose one of the options."})
        held = (
            await Hold.objects()
            .where(
                Hold.revision == clause.current.id,
                Hold.place == place,
                Hold.organisation == who.speaking.organisation,
                Hold.until.is_null(),
            )
            .first()
        )
        if (held.choice if held else None) == choice:
            raise Conflict(
                "Your organisation takes this stand already." if held else "Your organisation takes no stand on it."
            )
        rows: list[Hold] = []
        if held:
            held.until = now()
            await held.save([Hold.until])
            rows.append(held)
        words = "" if choice is None else bracket.choices[choice]
        if choice is not None:
            row = Hold(
                revision=clause.current.id,
                place=place,
                choice=choice,
                words=words,
                organisation=who.speaking.organisation,
                participant=who.participant,
                since=now(),
            )
            await row.save()
            rows.append(row)
        name = who.speaking.organisation_name
        says = (
            f"{name} gave up its stand on a bracket in {clause.citation}."
            if choice is None
            else f"{name} holds {f'“{words}”' if words else LEFT_OUT} in {clause.citation}."
        )
        await append(
            "bracket.held",
            f"{clause.path}/brackets",
            says[:900],
            *rows,
            who=who,
            detail={"organisation": who.speaking.organisation_slug},
        )


def bracket_at(text: str, place: int) -> Bracket:
    found = next((each for each in every_bracket(text) if each.start == place), None)
    if not found:
        raise NotFound
    return found
