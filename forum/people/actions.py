"""Who people are and what they may do: entering, mandates, offices. `who` is None when the operator loads a forum."""

from __future__ import annotations

import secrets
from datetime import datetime

from piccolo.columns.combination import And, Or, Where

from forum.clock import now
from forum.database import atomic, one, one_or_not_found
from forum.errors import Conflict, Invalid, NotFound, Unlawful, demand
from forum.organisations import queries as organisations
from forum.organisations.views import OrganisationView
from forum.people.passwords import hashed
from forum.people.tables import Mandate, NameCorrection, Office, Participant
from forum.record.actions import append
from forum.rules import addresses, permission
from forum.rules.folding import tidy
from forum.rules.permission import HEAD, SECRETARIAT, Identity
from forum.rules.roles import MANDATES, OFFICES
from forum.rules.verdict import Verdict


def demand_of(who: Identity | None, verdict: Verdict) -> None:
    """Raises NotAllowed unless it is Yes; the server itself, None, needs no permission."""
    if who:
        demand(verdict)


def address(email: str) -> str:
    """An e-mail address as it is kept and compared. Raises Invalid, also to ask what was meant."""
    found = addresses.read(email)
    if says := found.fault or found.asks:
        raise Invalid({"email": says})
    return found.address


async def enter_person(
    name: str, email: str, *, demonstrates: str = "", password: str | None = None, at: datetime | None = None
) -> int:
    """Enters a participant without any mandate or office. `demonstrates` is said only in the demonstration, of people
    in whose place a visitor may step by a button. Returns the participant's id. Raises Invalid for an e-mail that is
    known already."""
    name, email = tidy(name), address(email)
    secret = await hashed(password) if password else ""
    async with atomic():
        if await Participant.exists().where(Participant.email.is_in(list(addresses.known_as(email)))):
            raise Invalid({"email": "Somebody with this e-mail address takes part already."})
        row = Participant(
            ref=secrets.token_hex(16),
            name=name,
            email=email,
            password=secret,
            demonstrates=demonstrates,
            joined_at=at or now(),
        )
        await row.save()
        await append(
            "participant.joined", "/organisations", "A participant joined.", row, who=Identity(row.id, row.ref, name)
        )
    return row.id


async def keep_password(participant: int, secret: str, kind: str, says: str) -> None:
    """Replaces a password. `secret` is as it is kept, hashed already; what the record says of it says nothing of the
    password."""
    async with atomic():
        row = await one(Participant.objects().where(Participant.id == participant).first())
        row.password = secret
        await row.save(columns=[Participant.password])
        await append(kind, "/organisations", says, row, who=Identity(row.id, row.ref, row.name))


async def correct_name(who: Identity, participant: int, name: str, why: str) -> None:
    """Everywhere from now on. The record says that it was done, and neither name. Raises Invalid, NotAllowed,
    NotFound."""
    async with atomic():
        demand_of(who, permission.may_administer(who))
        row, name = await Participant.objects().where(Participant.id == participant).first(), tidy(name)
        if not row:
            raise NotFound
        if row.name == name:
            raise Invalid({"name": "That is the person's name already."})
        before, row.name = row.name, name
        await row.save(columns=[Participant.name])
        kept = NameCorrection(
            participant=participant, before=before, why=why, corrected_by=who.participant, corrected_at=now()
        )
        await kept.save()
        says = "The name of a participant was corrected."
        await append("participant.name-corrected", "/organisations", says, row, kept, who=who)


async def give_mandate(
    who: Identity | None,
    participant: int,
    organisation: str,
    kind: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    named: bool = False,
    given_by: int | None = None,
) -> int:
    """Gives somebody a mandate for an `organisation`, a slug. Returns the mandate's id. Raises Invalid, or Unlawful for
    a second head or a second mandate for the same."""
    async with atomic():
        view = await organisations.organisation(organisation)
        demand_of(who, permission.may_give_mandate(who, view.id, kind))
        start = since or now()
        if not await Participant.exists().where(Participant.id == participant):
            raise NotFound
        await check_mandate(participant, view, kind, start, until)
        row = Mandate(
            participant=participant,
            organisation=view.id,
            kind=kind,
            since=start,
            until=until,
            named=named,
            given_by=who.participant if who else given_by,
        )
        await row.save()
        await append(
            "mandate.given",
            view.path,
            f"{view.name}: a mandate was given ({MANDATES[kind].name.lower()}).",
            row,
            who=who,
            detail={"kind": kind, "mandate": row.id},
        )
    return row.id


async def check_mandate(
    participant: int | None, organisation: OrganisationView, kind: str, since: datetime, until: datetime | None
) -> None:
    """Whether it could begin at `since`; `participant` is None for somebody who does not take part yet. Raises Invalid,
    Unlawful."""
    if kind not in MANDATES:
        raise Invalid({"kind": "Choose head of delegation, delegate or observer."})
    if until and until <= since:
        raise Invalid({"until": "A mandate ends after it began."})
    beside = (Mandate.organisation == organisation.id) & _beside(since, until)
    if kind == HEAD and await Mandate.exists().where(beside, Mandate.kind == HEAD):
        raise Unlawful(
            f"{organisation.name} has a head of delegation already. "
            "An organisation has one voice: end that mandate first."
        )
    if participant and await Mandate.exists().where(beside, Mandate.participant == participant):
        raise Unlawful(f"This person holds a mandate from {organisation.name} already. End that mandate first.")


def _beside(since: datetime, until: datetime | None) -> Where | And | Or:
    """Mandates that are in force at some moment between these two."""
    running = Mandate.until.is_null() | (Mandate.until > since)
    return running & (Mandate.since < until) if until else running


async def end_mandate(who: Identity | None, mandate: int) -> str:
    """Ends a mandate from now on. Returns the organisation's path. Raises Conflict if it has ended."""
    async with atomic():
        row, view = await _mandate(mandate)
        demand_of(who, permission.may_end_mandate(who, view.id, row.kind, row.participant))
        if row.until and row.until <= now():
            raise Conflict("This mandate has ended already.")
        row.until = max(now(), row.since)
        await row.save()
        await append(
            "mandate.ended",
            view.path,
            f"{view.name}: a mandate ended ({MANDATES[row.kind].name.lower()}).",
            row,
            who=who,
            detail={"kind": row.kind, "mandate": row.id},
        )
    return view.path


async def be_named(who: Identity, mandate: int, named: bool) -> None:
    """Its holder chooses whether the organisation's public page says the name."""
    async with atomic():
        row, view = await _mandate(mandate)
        if row.participant != who.participant:
            raise NotFound
        row.named = named
        await row.save()
        await append(
            "mandate.shown",
            view.path,
            f"{view.name}: a member of the delegation is {'' if named else 'no longer '}shown by name.",
            row,
            who=who,
        )


async def _mandate(mandate: int) -> tuple[Mandate, OrganisationView]:
    row = await one_or_not_found(Mandate.objects(Mandate.organisation).where(Mandate.id == mandate).first())
    view = await organisations.organisation(row.organisation.slug)
    row.organisation = view.id
    return row, view


async def appoint(
    who: Identity | None, participant: int, office: str, group: str = "", *, at: datetime | None = None
) -> int:
    """Gives somebody an office. `group` is the key of the group that a moderator, rapporteur or registrar belongs to.
    Returns the office's id. Raises Invalid, Unlawful."""
    async with atomic():
        demand_of(who, permission.may_administer(who))
        if office not in OFFICES or OFFICES[office].of_group != bool(group):
            raise Invalid(
                {
                    "group": "A moderator, rapporteur or registrar belongs to one stakeholder group; "
                    "the secretariat to none."
                }
            )
        if await holds_office(participant, office):
            raise Unlawful("This person holds this office already.")
        belongs = (await organisations.group(group)) if group else None
        row = Office(
            participant=participant,
            office=office,
            group=belongs and belongs.id,
            since=at or now(),
            given_by=who and who.participant,
        )
        await row.save()
        of = f" of the group {belongs.name}" if belongs else ""
        await append(
            "office.given",
            "/organisations",
            f"The office of {office}{of} was given.",
            row,
            who=who,
            detail={"office": office, "group": group},
        )
    return row.id


async def end_office(who: Identity | None, office: int) -> None:
    """Ends an office from now on. Raises Conflict if it has ended, Unlawful if nobody would hold the secretariat's."""
    async with atomic():
        demand_of(who, permission.may_administer(who))
        row = await one_or_not_found(Office.objects().where(Office.id == office).first())
        if row.until and row.until <= now():
            raise Conflict("This office has ended already.")
        if (
            row.office == SECRETARIAT
            and await Office.count().where(Office.office == SECRETARIAT, Office.until.is_null()) < 2
        ):
            raise Unlawful("Nobody else holds the secretariat's office. Appoint somebody else first.")
        row.until = max(now(), row.since)
        await row.save()
        await append(
            "office.ended",
            "/organisations",
            f"An office of {row.office} ended.",
            row,
            who=who,
            detail={"office": row.office},
        )


async def holds_office(participant: int, office: str) -> bool:
    return await Office.exists().where(
        Office.participant == participant, Office.office == office, Office.until.is_null()
    )
