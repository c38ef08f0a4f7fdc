"""Draws a panel, and fills a seat that became empty. Inside the act that asked for it."""

from __future__ import annotations

from collections.abc import Sequence

from piccolo.table import Table

from forum.clock import now
from forum.mail import actions as mail
from forum.organisations.tables import StakeholderGroup
from forum.people.tables import Participant
from forum.record.actions import Receipt, append
from moderation.cases.tables import Case
from moderation.panels.parties import Parties, Standing, candidates
from moderation.panels.tables import Candidate, Panel, Seat
from moderation.rules import panels

LETTER = """The lottery drew you for the panel on case {case}. You decide it with members of other groups; all
views are shown when the last one is given. Please give yours until {due}. Who is late is replaced by the next in the draw.

If you have an interest in it, say so on its page: then somebody else sits.

/moderation/cases/{case}
"""


def path_of(case: int) -> str:
    return f"/moderation/cases/{case}"


async def drawn_if_possible(case: Case, seed: Receipt, parties: Parties) -> Panel | None:
    """None while too few groups have a moderator who may sit: the case waits, and its page says so."""
    size = await _size_for(parties)
    return await draw(case, seed, parties, size) if await _enough(parties, size) else None


async def can_be_drawn(parties: Parties) -> bool:
    return await _enough(parties, await _size_for(parties))


async def _size_for(parties: Parties) -> int:
    """Seats: three; where a group stands apart, one of each other group at most."""
    groups = await StakeholderGroup.count()
    return min(panels.SIZE, groups - bool(parties.apart))


async def _enough(parties: Parties, size: int) -> bool:
    groups = {each.candidate.group for each in await candidates(parties) if not each.candidate.excluded}
    return len(groups) >= size >= panels.LEAST


async def draw(case: Case, seed: Receipt, parties: Parties, size: int = panels.SIZE) -> Panel:
    """`seed`: of the entry that opened the case; what the record's root was then is known to nobody before."""
    standing = await candidates(parties)
    by_ref = {each.candidate.ref: each for each in standing}
    ordered = panels.order(seed.root, path_of(case.id), (each.candidate for each in standing))
    panel = Panel(case=case.id, size=size, apart=parties.apart, seed_size=seed.size, seed=seed.root, drawn_at=now())
    await panel.save()
    rows = [await _candidate(panel, by_ref[each.ref], place) for place, each in enumerate(ordered, 1)]
    seats = [await _seat(panel.id, case.id, by_ref[each.ref]) for each in panels.seats(ordered, size)]
    says = f"A panel of {len(seats)} was drawn for case {case.id}, out of {sum(not each.excluded for each in ordered)} who could sit."
    await append(
        "panel.drawn",
        path_of(case.id),
        says,
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


def _line(each: panels.Candidate) -> dict[str, str]:
    return {"ref": each.ref, "group": each.group, "excluded": each.excluded}


async def _candidate(panel: Panel, each: Standing, place: int) -> Candidate:
    row = Candidate(
        panel=panel.id, participant=each.participant, group=each.group, place=place, excluded=each.candidate.excluded
    )
    await row.save()
    return row


async def _seat(panel: int, case: int, each: Standing) -> Seat:
    row = Seat(panel=panel, participant=each.participant, group=each.group, seated_at=now(), due_at=now() + panels.TIME)
    await row.save()
    person = await Participant.select(Participant.email).where(Participant.id == each.participant).first()
    await mail.write(
        person["email"],
        f"You were drawn for the panel on case {case}",
        LETTER.format(case=case, due=f"{row.due_at:%-d %B %Y, %H:%M} UTC"),
    )
    return row


async def ordered_of(panel: int) -> tuple[tuple[Standing, ...], tuple[panels.Candidate, ...]]:
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
    standing = tuple(
        Standing(row["participant"], row["group"], panels.Candidate(row["ref"], row["group_key"], row["excluded"]))
        for row in rows
    )
    return standing, tuple(each.candidate for each in standing)


async def successor(panel: Panel, empty: Seat, barred: Sequence[int] = ()) -> Standing | None:
    """The next in the draw; None if nobody is left. `barred`: people who became a party since."""
    standing, ordered = await ordered_of(panel.id)
    seats = await Seat.select(Seat.participant, Seat.group, Seat.left_at).where(Seat.panel == panel.id)
    keys = {each.group: each.candidate.group for each in standing}
    out = {*barred, *(row["participant"] for row in seats)}
    sat = {each.candidate.ref for each in standing if each.participant in out}
    taken = {keys[row["group"]] for row in seats if row["left_at"] is None and row["participant"] != empty.participant}
    found = panels.next_in_draw(ordered, sat, taken, keys[empty.group])
    return next((each for each in standing if each.candidate == found), None)


async def leave(case: int, seat: Seat, why: str, then: Standing | None) -> list[Table]:
    """The rows that changed: the seat that became empty, and the one of who sits there now."""
    seat.left_at, seat.why = now(), why
    await seat.save()
    return [seat, await _seat(seat.panel, case, then)] if then else [seat]
