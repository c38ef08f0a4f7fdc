"""A small named cast: six organisations of three groups, and everybody who takes a text through the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from forum.database import atomic
from forum.organisations.tables import Accreditation, Organisation, StakeholderGroup
from forum.people.queries import identity_of
from forum.people.tables import Mandate, Office, Participant
from forum.record.actions import append
from forum.rules.permission import Identity

ENTERED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
GROUPS = (("government", "Government"), ("industry", "Industry"), ("civil-society", "Civil society"))
ORGANISATIONS = {  # slug: name, group; two of each group, and one that is not accredited
    "norland": ("Kingdom of Norland", "government"),
    "sudria": ("Republic of Sudria", "government"),
    "cobalt": ("Cobalt Cloud", "industry"),
    "lumen": ("Lumen Networks", "industry"),
    "openrights": ("Open Rights Watch", "civil-society"),
    "tidewater": ("Tidewater Clinic", "civil-society"),
    "latecomer": ("Latecomer Ltd", "industry"),
}
PEOPLE = {  # key: mandates as (organisation, kind), offices as (office, group or "")
    **{slug: (((slug, "head"),), ()) for slug in ORGANISATIONS},
    "norland.delegate": ((("norland", "delegate"),), ()),
    "cobalt.delegate": ((("cobalt", "delegate"),), ()),
    "sudria.observer": ((("sudria", "observer"),), ()),
    "double": ((("norland", "delegate"), ("openrights", "delegate")), ()),
    "secretariat": ((), (("secretariat", ""),)),
    **{f"moderator.{group}": ((), (("moderator", group),)) for group, _ in GROUPS},
    **{f"rapporteur.{group}": ((), (("rapporteur", group),)) for group, _ in GROUPS},
    "reader": ((), ()),
    **{f"{nth}.{group}": ((), (("moderator", group),)) for nth in ("second", "third") for group, _ in GROUPS},
    **{f"registrar.{group}": ((), (("registrar", group),)) for group, _ in GROUPS},
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids by key: people as in PEOPLE ("norland" is Norland's head of delegation), organisations and groups too."""

    people: dict[str, int]
    organisations: dict[str, int]
    groups: dict[str, int]

    async def who(self, key: str) -> Identity:
        return await identity_of(self.people[key])


async def enter() -> Cast:
    async with atomic():
        groups = {key: StakeholderGroup(key=key, name=name, position=n + 1) for n, (key, name) in enumerate(GROUPS)}
        await _save(groups)
        organisations = {
            slug: Organisation(slug=slug, name=name, group=groups[group].id, entered_at=ENTERED)
            for slug, (name, group) in ORGANISATIONS.items()
        }
        await _save(organisations)
        accreditations = {
            slug: Accreditation(organisation=each.id, accredited_at=ENTERED)
            for slug, each in organisations.items()
            if slug != "latecomer"
        }
        await _save(accreditations)
        people = {
            key: Participant(
                ref=f"person{n:03}", name=key.replace(".", " ").title(), email=f"{key}@forum.test", joined_at=ENTERED
            )
            for n, key in enumerate(PEOPLE)
        }
        await _save(people)
        mandates = {
            (key, slug): Mandate(
                participant=people[key].id, organisation=organisations[slug].id, kind=kind, since=ENTERED
            )
            for key, (held, _) in PEOPLE.items()
            for slug, kind in held
        }
        await _save(mandates)
        offices = {
            (key, office): Office(
                participant=people[key].id, office=office, group=(group and groups[group].id) or None, since=ENTERED
            )
            for key, (_, held) in PEOPLE.items()
            for office, group in held
        }
        await _save(offices)
        public = (
            each
            for rows in (groups, organisations, accreditations, people, mandates, offices)
            for each in rows.values()
        )
        await append("forum.opened", "/organisations", "The forum opened.", *public, at=ENTERED)
    return Cast(
        {key: each.id for key, each in people.items()},
        {key: each.id for key, each in organisations.items()},
        {key: each.id for key, each in groups.items()},
    )


async def _save(rows: dict) -> None:
    for row in rows.values():
        await row.save()
