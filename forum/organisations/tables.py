"""Stakeholder groups, organisations, their accreditation and who owns them."""

from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar

from forum.columns import Row, moment, reference


class StakeholderGroup(Row, tablename="stakeholder_group"):
    key = Varchar(length=40, unique=True)  # "civil-society", the name of its chamber
    name = Varchar(length=80)  # "Civil society"
    position = Integer()  # 1…5: the order on pages, its shape and its colour


class Organisation(Row, tablename="organisation"):
    slug = Varchar(length=80, unique=True)
    name = Varchar(length=200)
    group = reference(StakeholderGroup)
    parent = reference("self", optional=True)
    region = Varchar(length=80, default="")
    about = Text(default="")
    entered_at = moment()


class Correction(Row, tablename="correction"):
    """What the secretariat mended about an organisation, and why; what it said before is part of `says`."""

    organisation = reference(Organisation)
    says = Text()
    why = Text()
    corrected_by = reference("Participant", optional=True, lazy_from="forum.people.tables")
    corrected_at = moment()


class Removal(Row, tablename="removal"):
    """An organisation that never acted is on no list any more. Its row stays, since the record vouches for it; its
    address leads to `into`, with which it was merged."""

    organisation = reference(Organisation)
    into = reference(Organisation, optional=True)
    why = Text()
    removed_by = reference("Participant", optional=True, lazy_from="forum.people.tables")
    removed_at = moment()


class FormerSlug(Row, tablename="former_slug"):
    """An organisation stood at this address before; the address leads on."""

    slug = Varchar(length=80, unique=True)
    organisation = reference(Organisation)
    left_at = moment()


class Application(Row, tablename="application"):
    """An organisation is put forward to be accredited. Two registrars of different groups decide."""

    organisation = reference(Organisation)
    put_forward_by = reference("Participant", optional=True, lazy_from="forum.people.tables")
    put_forward_at = moment()
    outcome = Varchar(length=10, default="")  # accredited | refused | appealed: accredited by a panel; "" while open
    closed_at = moment(optional=True)


class Ground(Row, tablename="ground"):
    """What one registrar found, for one stakeholder group."""

    application = reference(Application)
    participant = reference("Participant", lazy_from="forum.people.tables")
    group = reference(StakeholderGroup)
    view = Varchar(length=10)  # accredit | refuse
    grounds = Text()
    given_at = moment()


class Accreditation(Row, tablename="accreditation"):
    """An accreditation, which is in force from `accredited_at` until `ended_at`."""

    organisation = reference(Organisation)
    accredited_by = reference("Participant", optional=True, lazy_from="forum.people.tables")
    accredited_at = moment()
    ended_by = reference("Participant", optional=True, lazy_from="forum.people.tables")
    ended_at = moment(optional=True)
    why = Text(default="")
    application = reference(Application, optional=True)


class Ownership(Row, tablename="ownership"):
    """A declaration of who owns an organisation; the last one stands, and `Organisation.parent` is what it says."""

    organisation = reference(Organisation)
    owner = reference(Organisation, optional=True)  # nobody
    grounds = Text()
    declared_by = reference("Participant", optional=True, lazy_from="forum.people.tables")
    declared_at = moment()


class Bloc(Row, tablename="bloc"):
    """Organisations that count as one voice in rolls that are frozen from `since` on, as a panel found (IEEE 802,
    2016)."""

    name = Varchar(length=200)
    report = Varchar(length=160)  # path of the published finding
    since = moment()
    until = moment(optional=True)
    why_ended = Text(default="")


class BlocMember(Row, tablename="bloc_member"):
    bloc = reference(Bloc)
    organisation = reference(Organisation)
