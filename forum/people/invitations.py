"""Invitations: a link that works once. It carries a mandate, an office, or, with neither, the right to set a new
password."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from piccolo.custom_types import Combinable

from forum.clock import now
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, Unlawful
from forum.mail.actions import write
from forum.mail.queries import Undelivered, undelivered
from forum.organisations import queries as organisations
from forum.organisations.mandates import held
from forum.organisations.views import OrganisationView
from forum.people import letters
from forum.people.actions import (
    address,
    appoint,
    check_mandate,
    demand_of,
    enter_person,
    give_mandate,
    holds_office,
    keep_password,
)
from forum.people.delegations import by_email
from forum.people.passwords import hashed
from forum.people.queries import fingerprint, identity_of
from forum.people.sessions import end_others, open_session
from forum.people.tables import Invitation, Office, Participant
from forum.people.views import InvitationView, State
from forum.record.actions import append
from forum.rules import permission
from forum.rules.addresses import known_as, read
from forum.rules.folding import tidy
from forum.rules.passwords import acceptable
from forum.rules.permission import HEAD, SECRETARIAT, Identity
from forum.rules.roles import MANDATES, OFFICES
from forum.rules.verdict import Verdict

FOR_A_SEAT, FOR_A_KEY = timedelta(days=7), timedelta(hours=24)  # offices and passwords are worth more to a thief
A_DAY = 100  # invitations that one person may send


async def invite(
    who: Identity,
    letter: letters.From,
    *,
    name: str,
    email: str,
    kind: str = "",
    office: str = "",
    organisation: str = "",
    group: str = "",
    until: datetime | None = None,
) -> int:
    """Writes the letter too. `organisation` is a slug, `group` a key. Raises Invalid, NotAllowed, Unlawful."""
    name, email = tidy(name), address(email)
    async with atomic():
        seat = await organisations.organisation(organisation) if kind else None
        belongs = await organisations.group(group) if office and group else None
        demand_of(who, _may_invite(who, seat.id if seat else None, kind))
        _check_role(kind, office, group)
        await _check_others(email, kind, office, seat)
        await _check_accepting(email, kind, office, seat, until)
        await _check_pace(who)
        token, lasts = secrets.token_urlsafe(32), FOR_A_SEAT if kind else FOR_A_KEY
        row = Invitation(
            token_hash=fingerprint(token),
            email=email,
            name=name,
            kind=kind,
            office=office,
            organisation=seat and seat.id,
            group=belongs and belongs.id,
            until=until,
            invited_by=who.participant,
            invited_at=now(),
            expires_at=now() + lasts,
        )
        await row.save()
        view = await find(token)
        await write(email, *letters.invitation(letter, view, f"/invitations/{token}"), about=f"/invitations/{row.id}")
        await append(
            "invitation.sent" if view.becomes else "password.forgotten",
            seat.path if seat else "/organisations",
            f"An invitation was sent: {view.becomes}." if view.becomes else "A link to set a new password was sent.",
            who=who,
        )
    return row.id


def _may_invite(who: Identity, organisation: int | None, kind: str) -> Verdict:
    """Asked when it is sent, and again when somebody opens or accepts it."""
    return permission.may_give_mandate(who, organisation, kind) if organisation else permission.may_administer(who)


def _check_role(kind: str, office: str, group: str) -> None:
    if (kind and (office or kind not in MANDATES)) or (office and office not in OFFICES):
        raise Invalid({"role": "Choose one of the roles."})
    if (office in OFFICES and OFFICES[office].of_group) != bool(group):
        raise Invalid({"group": "A moderator or rapporteur belongs to one stakeholder group; others to none."})


async def _check_others(email: str, kind: str, office: str, seat: OrganisationView | None) -> None:
    """Of one seat, one office or one head there is one open invitation: of two links the second could only fail."""
    for each in await waiting(seat.id if seat else None):
        same = read(each.email).address == email and each.office == office
        open_too = each.state == "open" and each.becomes and (kind or office)
        if open_too and (same or (kind == HEAD and each.kind == HEAD)):
            raise Unlawful(
                f"There is an open invitation already: {each.name}, {each.email}, as {each.becomes}. "
                f"Its link works until {each.expires_at:%d %B %Y, %H:%M} UTC. Withdraw it first to send another."
            )


async def _check_accepting(
    email: str, kind: str, office: str, seat: OrganisationView | None, until: datetime | None
) -> None:
    """What would refuse it whenever it is accepted refuses it now. Raises Unlawful."""
    person = await by_email(email)
    if seat:
        last = now() + FOR_A_SEAT
        last = min(last, until - timedelta(microseconds=1)) if until else last
        await check_mandate(person, seat, kind, last, until)
    elif office and person and await holds_office(person, office):
        raise Unlawful("The person with this e-mail address holds this office already.")


async def _check_pace(who: Identity) -> None:
    if (
        await Invitation.count().where(
            Invitation.invited_by == who.participant, Invitation.invited_at > now() - timedelta(days=1)
        )
        >= A_DAY
    ):
        raise Unlawful(f"You have sent {A_DAY} invitations in 24 hours. Send further ones tomorrow.")


async def find(token: str) -> InvitationView:
    """Raises NotFound for a token that never was."""
    views = await _views(Invitation.token_hash == fingerprint(token))
    if not views:
        raise NotFound
    return views[0]


async def waiting(organisation_id: int | None = None) -> tuple[InvitationView, ...]:
    """Sent and not accepted yet, newest first; of one organisation, or all."""
    still = Invitation.accepted_at.is_null() & (Invitation.expires_at > now()) & (Invitation.email != "")
    return await _views(still & (Invitation.organisation == organisation_id) if organisation_id else still)


async def _views(where: Combinable) -> tuple[InvitationView, ...]:
    rows = (
        await Invitation.select(
            *Invitation.all_columns(exclude=[Invitation.organisation, Invitation.group, Invitation.token_hash]),
            Invitation.organisation.id,
            Invitation.organisation.slug,
            Invitation.organisation.name,
            Invitation.group.key,
            Invitation.group.name,
        )
        .where(where)
        .order_by(Invitation.id, ascending=False)
    )
    spellings = [each for row in rows for each in known_as(row["email"])]
    known = (
        {
            known_as(row["email"])[0]: row
            for row in await Participant.select(
                Participant.id, Participant.email, Participant.password, exclude_secrets=False
            ).where(Participant.email.is_in(spellings))
        }
        if rows
        else {}
    )
    inviters = {row["invited_by"] for row in rows if row["invited_by"] and not row["accepted_at"]}
    now_held = {each: await identity_of(each) for each in inviters}
    lost = await undelivered([f"/invitations/{row['id']}" for row in rows])
    return tuple(
        _view(
            row,
            known.get(known_as(row["email"])[0]),
            now_held.get(row["invited_by"]),
            lost.get(f"/invitations/{row['id']}", ()),
        )
        for row in rows
    )


def _view(row: dict, person: dict | None, inviter: Identity | None, lost: tuple[Undelivered, ...]) -> InvitationView:
    state: State = "used" if row["accepted_at"] else "open" if row["expires_at"] > now() else "expired"
    if state == "open" and inviter and not _may_invite(inviter, row["organisation.id"], row["kind"]):
        state = "void"
    return InvitationView(
        id=row["id"],
        email=row["email"],
        name=row["name"],
        kind=row["kind"],
        office=row["office"],
        organisation=row["organisation.slug"] or "",
        organisation_name=row["organisation.name"] or "",
        group=row["group.key"] or "",
        group_name=row["group.name"] or "",
        until=row["until"],
        invited_by=row["invited_by"],
        expires_at=row["expires_at"],
        state=state,
        participant=person["id"] if person else None,
        has_password=bool(person and person["password"]),
        undelivered=lost[-1] if lost else None,
    )


async def withdraw(who: Identity, invitation: int) -> str:
    """Raises NotFound, also for one that is accepted. Returns the organisation's slug or ""."""
    async with atomic():
        views = await _views((Invitation.id == invitation) & Invitation.accepted_at.is_null())
        if not views:
            raise NotFound
        view = views[0]
        seat = await organisations.organisation(view.organisation) if view.organisation else None
        demand_of(who, permission.may_give_mandate(who, seat.id, view.kind) if seat else permission.may_administer(who))
        await Invitation.update({Invitation.expires_at: now()}).where(Invitation.id == invitation)
        await append(
            "invitation.withdrawn", seat.path if seat else "/organisations", "An invitation was withdrawn.", who=who
        )
    return view.organisation


async def accept(
    token: str, *, name: str, email: str, password: str, named: bool, agent: str, instead_of: str = "", forum: str = ""
) -> str:
    """Returns a new session's token; "" if the person has a password already and signs in with it. `email` only
    counts for the first link, which names nobody. Raises Invalid, Conflict (used, expired, who invited may no
    longer), Unlawful."""
    async with atomic():
        view = await find(token)
        if view.state != "open":
            raise Conflict(SAYS[view.state])
        person = await _joined(view, name, view.email or address(email), password, forum)
        await _receive(view, person, named)
        await Invitation.update({Invitation.accepted_at: now(), Invitation.accepted_by: person}).where(
            Invitation.id == view.id
        )
        if view.sets_password:
            await _end_other_links(view)
        return await open_session(person, agent, instead_of=instead_of) if view.sets_password else ""


async def _end_other_links(view: InvitationView) -> None:
    """A password was set: no other link sets it again, older or newer."""
    password = (Invitation.kind == "") & (Invitation.office == "") & Invitation.email.is_in(list(known_as(view.email)))
    open_still = Invitation.accepted_at.is_null() & (Invitation.expires_at > now())
    await Invitation.update({Invitation.expires_at: now()}).where(
        password & open_still & (Invitation.id != view.id) & (Invitation.email != "")
    )


VOID = "Who invited you may no longer do so. Ask the secretariat for a new invitation."
SAYS = {
    "used": "This invitation has been used. Sign in with the password that was set then.",
    "expired": "This invitation has expired or was withdrawn. Ask whoever sent it for a new one.",
    "void": VOID,
}


async def _joined(view: InvitationView, name: str, email: str, password: str, forum: str) -> int:
    if view.participant and not view.sets_password:
        return view.participant
    if not view.becomes and not view.participant:
        raise NotFound
    if not (verdict := acceptable(password, email, email.split("@")[0], name or view.name, forum)):
        raise Invalid({"password": verdict.reasons})
    if not view.participant:
        return await enter_person(name, email, password=password)
    says = "A participant chose a new password."
    await keep_password(view.participant, await hashed(password), "password.chosen", says)
    await end_others(view.participant, keep=None)
    return view.participant


async def _receive(view: InvitationView, person: int, named: bool) -> None:
    inviter = await identity_of(view.invited_by) if view.invited_by else None
    if not inviter and await secretariat_is_held():
        raise Conflict("Somebody holds the secretariat's office by now. Ask them for an invitation.")
    try:
        if view.kind:
            await give_mandate(inviter, person, view.organisation, view.kind, until=view.until, named=named)
        elif view.office:
            await appoint(inviter, person, view.office, view.group)
    except NotAllowed:
        raise Conflict(VOID) from None


async def secretariat_is_held() -> bool:
    return await Office.exists().where(Office.office == SECRETARIAT, held(Office))
