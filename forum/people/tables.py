"""Participants, what they may do, and how they sign in."""

from __future__ import annotations

from piccolo.columns import BigInt, Boolean, Text, Varchar

from forum.columns import Row, moment, reference
from forum.organisations.tables import Organisation, StakeholderGroup


class Participant(Row, tablename="participant"):
    # Random; stands for the person in the record.
    ref = Varchar(length=32, unique=True)  # type: ignore[assignment]  # hides a helper of Piccolo's of that name
    name = Varchar(length=120)
    email = Varchar(length=254, unique=True)  # lower case
    password = Varchar(length=200, default="", secret=True)  # argon2id; "" until an invitation is accepted
    demonstrates = Varchar(length=200, default="")  # only in the demonstration: who a visitor becomes by one button
    joined_at = moment()


class NameCorrection(Row, tablename="name_correction"):
    """A person's name that was corrected: what stood there, and why."""

    participant = reference("Participant", lazy_from="forum.people.tables")
    before = Varchar(length=120)
    why = Text()
    corrected_by = reference("Participant", optional=True, lazy_from="forum.people.tables")
    corrected_at = moment()


class Mandate(Row, tablename="mandate"):
    """What a person may do for an organisation, from when to when."""

    participant = reference(Participant)
    organisation = reference(Organisation)
    kind = Varchar(length=20)  # head | delegate | observer
    since = moment()
    until = moment(optional=True)
    named = Boolean(default=False)  # its holder wants to stand on the organisation's page by name
    given_by = reference("Participant", optional=True, lazy_from="forum.people.tables")


class Office(Row, tablename="office"):
    """A duty for the forum as a whole. Moderators and rapporteurs hold it for one stakeholder group."""

    participant = reference(Participant)
    office = Varchar(length=20)  # secretariat | moderator | rapporteur
    group = reference(StakeholderGroup, optional=True)
    since = moment()
    until = moment(optional=True)
    given_by = reference("Participant", optional=True, lazy_from="forum.people.tables")


class LoginSession(Row, tablename="login_session"):
    token_hash = Varchar(length=64, unique=True)  # SHA-256 of the cookie's token
    participant = reference(Participant)
    mandate = reference(Mandate, optional=True)  # the one that speaks
    csrf = Varchar(length=64, secret=True)
    agent = Varchar(length=200, default="")  # the browser's own description, so that its owner knows it again
    opened_at = moment()
    seen_at = moment()  # its latest act; reading a page writes nothing
    expires_at = moment()


class Voice(Row, tablename="voice"):
    """For which of a person's organisations they chose to speak last: after signing in again, they do."""

    participant = reference(Participant, unique=True)
    mandate = reference(Mandate)


class Invitation(Row, tablename="invitation"):
    """One use. It carries a mandate (organisation and kind) or an office, never both; with neither, a new password."""

    token_hash = Varchar(length=64, unique=True)
    email = Varchar(length=254)
    name = Varchar(length=120, default="")
    organisation = reference(Organisation, optional=True)
    kind = Varchar(length=20, default="")
    office = Varchar(length=20, default="")
    group = reference(StakeholderGroup, optional=True)
    until = moment(optional=True)  # when the mandate will end by itself
    invited_by = reference(Participant, optional=True)
    invited_at = moment()
    expires_at = moment()
    accepted_by = reference("Participant", optional=True, lazy_from="forum.people.tables")
    accepted_at = moment(optional=True)


class Attempt(Row, tablename="attempt"):
    """A failed sign-in, kept for the minutes that the limit looks back."""

    key = Varchar(length=64, index=True)  # SHA-256 of the address or of the network
    at = moment(index=True)


class Submission(Row, tablename="submission"):
    """A form that has been acted on: the same form again leads to what the first one did."""

    key = Varchar(length=120, unique=True)  # person and form
    location = Text()
    at = moment()


class Allowance(Row, tablename="allowance"):
    """How often somebody may still act: the moment at which a bucket of `forum.rules.pace` is full again."""

    key = Varchar(length=200, unique=True)  # "toggles/person/12", "votes/ballots/7/owner/3"
    until = BigInt()  # milliseconds since 1970
