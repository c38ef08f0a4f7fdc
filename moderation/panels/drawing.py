"""Draws a panel, and fills a seat that became empty, inside the act that asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from piccolo.table import Table

from forum.clock import now
from forum.database import one
from forum.mail import actions as mail
from forum.organisations.mandates import officers
from forum.organisations.queries import groups
from forum.people.tables import Participant
from forum.record.actions import Receipt, append
from forum.rules.permission import MODERATOR
from moderation.cases.tables import Case
from moderation.panels import letters
from moderation.panels.parties import LotHolder, Parties, candidates
from moderation.panels.tables import Candidate, Panel, Seat
from moderation.rules import panels


def path_of(case: int) -> str:
    return f"/moderation/cases/{case}"


async def drawn_if_possible(case: Case, seed: Receipt, parties: Parties) -> Panel | None:
    """The panel; None while too few groups have a moderator who may sit. Then the case waits, and its page says so."""
    size = await _size_for(parties)
    return await draw(case, seed, parties, size) if await _enough(parties, size) else None


async def can_be_drawn(parties: Parties) -> bool:
    return await _enough(parties, await _size_for(parties))


async def _size_for(parties: Parties) -> int:
    """There are three seats; where a group stands apart, each other group has one at most."""
    return min(panels.SIZE, len(await groups()) - bool(parties.apart))


async def _enough(parties: Parties, size: int) -> bool:
    groups = {each.lot.group for each in await candidates(parties) if not each.lot.excluded}
    return len(groups) >= size >= panels.LEAST


async def draw(case: Case, seed: Receipt, parties: Parties, size: int = panels.SIZE) -> Panel:
    """Draws and records a panel. `seed` is the receipt of the entry that opened the case: nobody knows before what the
    record's root will be then."""
    holders = await candidates(parties)
    by_ref = {each.lot.ref: each for each in holders}
    ordered = panels.order(seed.root, path_of(case.id), (each.lot for each in holders))
    panel = Panel(case=case.id, size=size, apart=parties.apart, seed_size=seed.size, seed=seed.root, drawn_at=now())
    await panel.save()
    rows = [await _candidate(panel, by_ref[each.ref], place) for place, each in enumerate(ordered, 1)]
    seats = [await _seat(panel.id, case.id, by_ref[each.ref]) for each in panels.seats(ordered, size)]
    able = sum(not each.excluded for each in ordered)
    await append(
        "panel.drawn",
        path_of(case.id),
        f"A panel of {len(seats)} was drawn for case {case.id}, out of {able} who could sit.",
        panel,
        *rows,
        *seats,
        detail={
            "case": case.id,
            "seed": seed.root,
            "size": seed.size,
            "seats": len(seats),
            "candidates": [_line(each) for each in ordered],
        },
    )
    return panel


def _line(each: panels.Lot) -> dict[str, str]:
    return {"ref": each.ref, "group": each.group, "excluded": each.excluded}


async def _candidate(panel: Panel, each: LotHolder, place: int) -> Candidate:
    row = Candidate(
        panel=panel.id, participant=each.participant, group=each.group, place=place, excluded=each.lot.excluded
    )
    await row.save()
    return row


async def _seat(panel: int, case: int, each: LotHolder) -> Seat:
    row = Seat(panel=panel, participant=each.participant, group=each.group, seated_at=now(), due_at=now() + panels.TIME)
    await row.save()
    person = await one(Participant.select(Participant.email).where(Participant.id == each.participant).first())
    await mail.write(person["email"], *letters.drawn(case, row.due_at))
    return row


async def order_of(panel: int) -> tuple[LotHolder, ...]:
    """The draw as it was made."""
    rows = (
        await Candidate.select(
            Candidate.participant,
            Candidate.participant.ref.as_alias("ref"),
            Candidate.group,
            Candidate.group.key.as_alias("group_key"),
            Candidate.excluded,
        )
        .where(Candidate.panel == panel)
        .order_by(Candidate.place)
    )
    return tuple(
        LotHolder(row["participant"], row["group"], panels.Lot(row["ref"], row["group_key"], row["excluded"]))
        for row in rows
    )


async def successor(panel: Panel, empty: Seat, barred: Sequence[int] = ()) -> LotHolder | None:
    """The next in the draw who is in office still; None if nobody is left. `barred` are people who have become a party
    since."""
    drawn = await order_of(panel.id)
    seats = await Seat.select(Seat.participant, Seat.group, Seat.left_at).where(Seat.panel == panel.id)
    keys = {each.group: each.lot.group for each in drawn}
    out, held = {*barred, *(row["participant"] for row in seats)}, await officers(MODERATOR)
    sat = {each.lot.ref for each in drawn if each.participant in out or (each.participant, each.group) not in held}
    taken = {keys[row["group"]] for row in seats if row["left_at"] is None and row["participant"] != empty.participant}
    found = panels.next_in_draw([each.lot for each in drawn], sat, taken, keys[empty.group])
    return next((each for each in drawn if each.lot == found), None)


async def leave(case: int, seat: Seat, why: str, then: LotHolder | None) -> list[Table]:
    """Empties the seat for `then`, who sits there now; the rows that changed."""
    seat.left_at, seat.why = now(), why
    await seat.save()
    return [seat, await _seat(seat.panel, case, then)] if then else [seat]
