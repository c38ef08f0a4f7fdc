"""Reads of applications: what was put forward, what registrars found, and what waits for them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from forum.errors import NotFound
from forum.organisations import queries
from forum.organisations.mandates import officers, speaking
from forum.organisations.ownership import all_of_owner
from forum.organisations.tables import Application, Ground
from forum.organisations.views import OrganisationView
from forum.rules import accrediting
from forum.rules.permission import REGISTRAR, Identity
from forum.rules.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundView:
    """A ground was given for or against an application. It `counts` while whoever gave it holds the office for that
    group, and speaks for nobody of the owner; what was decided stays decided."""

    group: str
    group_name: str
    group_position: int
    view: str
    grounds: str
    given_at: datetime
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationView:
    """An application. `outcome` is accredited, refused or appealed, and "" while it is open. `grounds` are public at
    once. `would` are sentences on what accrediting it would change."""

    id: int
    organisation: OrganisationView
    put_forward_at: datetime
    outcome: str
    closed_at: datetime | None
    grounds: tuple[GroundView, ...]
    would: tuple[str, ...]
    may: Verdict


async def refused(slug: str) -> Application | None:
    """The last application, if it was refused and nothing came after it."""
    organisation = await queries.organisation(slug)
    row = (
        await Application.objects()
        .where(Application.organisation == organisation.id)
        .order_by(Application.id, ascending=False)
        .first()
    )
    return row if row and row.outcome == "refused" and not organisation.accredited_at else None


async def may_give(who: Identity | None, application: Application, organisation: OrganisationView) -> Verdict:
    near = await all_of_owner(organisation.id)
    return accrediting.may_give_grounds(
        who,
        near=near,
        given=[group for group, _ in await counted(application.id, near)],
        closed=bool(application.closed_at),
    )


async def counted(application_id: int, near: Collection[int]) -> tuple[tuple[str, str], ...]:
    """(group, view) of the grounds that count now, in the order given: of each group the last. `near`: ids of the
    organisation and of all others of its owner."""
    of = Ground.group.key.as_alias("key")
    rows = (
        await Ground.select(Ground.id, Ground.participant, Ground.group, of, Ground.view)
        .where(Ground.application == application_id)
        .order_by(Ground.id)
    )
    found: dict[str, str] = {}
    for row in await _counting(rows, near):
        found.pop(row["key"], None)
        found[row["key"]] = row["view"]
    return tuple(found.items())


async def _counting(rows: list[dict], near: Collection[int]) -> list[dict]:
    """The rows of those who could give them now."""
    people = [row["participant"] for row in rows]
    close = await speaking(people, near)
    held = await officers(REGISTRAR) if rows else frozenset()
    return [row for row in rows if (row["participant"], row["group"]) in held and row["participant"] not in close]


async def application(slug: str, who: Identity | None) -> ApplicationView:
    """Answers the last application. Raises NotFound where there is none."""
    organisation = await queries.organisation(slug)
    row = (
        await Application.objects()
        .where(Application.organisation == organisation.id)
        .order_by(Application.id, ascending=False)
        .first()
    )
    if not row:
        raise NotFound
    of = Ground.group
    near = await all_of_owner(organisation.id)
    given = (
        await Ground.select(
            Ground.id,
            Ground.participant,
            Ground.group.as_alias("group_id"),
            of.key.as_alias("group"),
            of.name.as_alias("group_name"),
            of.position.as_alias("group_position"),
            Ground.view,
            Ground.grounds,
            Ground.given_at,
        )
        .where(Ground.application == row.id)
        .order_by(Ground.id)
    )
    return ApplicationView(
        id=row.id,
        organisation=organisation,
        put_forward_at=row.put_forward_at,
        outcome=row.outcome,
        closed_at=row.closed_at,
        grounds=await _shown(given, near, closed=bool(row.closed_at)),
        would=() if row.closed_at else await _would(organisation),
        may=await may_give(who, row, organisation),
    )


async def _shown(rows: list[dict], near: Collection[int], *, closed: bool) -> tuple[GroundView, ...]:
    those = [{"id": row["id"], "participant": row["participant"], "group": row["group_id"]} for row in rows]
    counting = {row["id"] for row in those} if closed else {row["id"] for row in await _counting(those, near)}
    return tuple(
        GroundView(
            group=row["group"],
            group_name=row["group_name"],
            group_position=row["group_position"],
            view=row["view"],
            grounds=row["grounds"],
            given_at=row["given_at"],
            counts=row["id"] in counting,
        )
        for row in rows
    )


async def _would(organisation: OrganisationView) -> tuple[str, ...]:
    every = [each for each in await queries.organisations() if each.accredited_at]
    own = [each for each in every if each.group.key == organisation.group.key]
    near = await all_of_owner(organisation.id)
    siblings = [each for each in every if each.id in near]
    found = [
        f"{organisation.group.name} would have {len(own) + 1} accredited organisations instead of {len(own)}, "
        f"of {len(every) + 1} in all."
    ]
    if siblings:
        names = ", ".join(each.name for each in siblings)
        found.append(
            f"{len(siblings)} accredited organisation{'' if len(siblings) == 1 else 's'} of the same owner: {names}. "
            "Where a method counts owners once, it adds no voice."
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open application on the registrars' list."""

    name: str
    path: str
    group_name: str
    put_forward_at: datetime
    grounds: int


async def waiting() -> tuple[Waiting, ...]:
    """Lists the applications that are open, the oldest first."""
    of = Application.organisation
    rows = (
        await Application.select(
            Application.id,
            of.name.as_alias("name"),
            of.slug.as_alias("slug"),
            of.group.name.as_alias("group_name"),
            Application.put_forward_at,
        )
        .where(Application.closed_at.is_null())
        .order_by(Application.id)
    )
    given = (
        await Ground.select(Ground.application, Ground.participant, Ground.group)
        .where(Ground.application.is_in([row["id"] for row in rows] or [0]))
        .order_by(Ground.id)
    )
    held = await officers(REGISTRAR) if given else frozenset()
    counting = [row["application"] for row in given if (row["participant"], row["group"]) in held]
    return tuple(
        Waiting(
            name=row["name"],
            path=f"/organisations/{row['slug']}/accreditation",
            group_name=row["group_name"],
            put_forward_at=row["put_forward_at"],
            grounds=counting.count(row["id"]),
        )
        for row in rows
    )


async def applied(organisation: int) -> bool:
    """Whether it was ever put forward to registrars."""
    return await Application.exists().where(Application.organisation == organisation)
