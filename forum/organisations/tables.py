"""Stakeholder groups, organisations and their accreditation."""
from __future__ import annotations

from piccolo.columns import Integer, Text, Varchar
from piccolo.table import Table

from forum.columns import moment, reference


class StakeholderGroup(Table, tablename="stakeholder_group"):
    key = Varchar(length=40, unique=True)  # "civil-society", the name of its chamber
    name = Varchar(length=80)  # "Civil society"
    position = Integer()  # 1…5: the order on pages, its shape and its colour


class Organisation(Table, tablename="organisation"):
    slug = Varchar(length=80, unique=True)
    name = Varchar(length=200)
    group = reference(StakeholderGroup)
    parent = reference("self", optional=True)
    region = Varchar(length=80, default="")
    about = Text(default="")
    entered_at = moment()


class Accreditation(Table, tablename="accreditation"):
    """In force from `accredited_at` until `ended_at`."""

    organisation = reference(Organisation)
    accredited_by = reference("Participant", optional=True, lazy_from="forum.people.tables")
    accredited_at = moment()
    ended_by = reference("Participant", optional=True, lazy_from="forum.people.tables")
    ended_at = moment(optional=True)
    why = Text(default="")
