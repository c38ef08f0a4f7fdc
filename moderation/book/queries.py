"""Reads the numbers of this deployment that its rules are shown with."""

from __future__ import annotations

from collections.abc import Mapping

from piccolo.query.functions.aggregate import Count

from drafts.methods.explained import of_force
from drafts.motions.queries import InForce, in_force
from drafts.rules.casting import lasting
from drafts.rules.process import process_of
from forum.organisations.mandates import held
from forum.organisations.queries import groups
from forum.organisations.tables import Accreditation
from forum.people.tables import Office
from forum.rules.permission import MODERATOR, REGISTRAR
from moderation.balance.floors import parsed
from moderation.balance.tables import Floor
from moderation.rules.chapter import Deployment
from moderation.rules.gates import Floors


async def deployment() -> Deployment:
    """How many organisations and officers there are of each group, the methods in force, and floors."""
    names = {each.key: each.name for each in await groups()}
    rows = (
        await Accreditation.select(Accreditation.organisation.group.key.as_alias("key"), Count())
        .where(Accreditation.ended_at.is_null())
        .group_by(Accreditation.organisation.group.key)
    )
    methods = [of_force(each) for each in await in_force()]
    return Deployment(
        _named(names, {row["key"]: row["count"] for row in rows}),
        await _officers(names, MODERATOR),
        await _officers(names, REGISTRAR),
        tuple((f"{each.about}, {each.part}", each.title, each.path, _longest(each.in_force)) for each in methods),
        await _floors(),
    )


def _longest(law: InForce) -> str:
    """How long a ballot by it may last, where the method says so."""
    hours = process_of(law.words).maximum_hours
    return f"; a ballot by it stays open for at most {lasting(hours)}" if hours else ""


def _named(names: Mapping[str, str], many: Mapping[str, int]) -> dict[str, int]:
    return {name: many.get(key, 0) for key, name in names.items()}


async def _officers(names: Mapping[str, str], office: str) -> dict[str, int]:
    rows = (
        await Office.select(Office.group.key.as_alias("key"), Count())
        .where(Office.office == office, held(Office))
        .group_by(Office.group.key)
    )
    return _named(names, {row["key"]: row["count"] for row in rows})


async def _floors() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Title, address and sentences of the newest floors of each text that has any."""
    of = Floor.instrument
    rows = await Floor.select(
        of.title.as_alias("title"), of.slug.as_alias("slug"), Floor.heard, Floor.words, Floor.days
    ).order_by(Floor.number)
    last = {row["slug"]: row for row in rows}
    found = (
        (row["title"], f"/instruments/{slug}/balance", Floors(parsed(row["heard"]), parsed(row["words"]), row["days"]))
        for slug, row in last.items()
    )
    return tuple((title, address, floors.sentences) for title, address, floors in found if floors.any)
