"""What a person can be here: for an organisation by a mandate, or for the forum by an office. Labels and forms come
from here."""

from __future__ import annotations

from dataclasses import dataclass

from forum.rules.permission import DELEGATE, HEAD, MODERATOR, OBSERVER, RAPPORTEUR, REGISTRAR, SECRETARIAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A mandate or an office. `says` is the sentence under a choice; `of_group` means that it is held for one
    stakeholder group."""

    key: str
    name: str
    plural: str
    says: str
    of_group: bool = False


MANDATES = {
    each.key: each
    for each in (
        Role(
            key=HEAD,
            name="Head of delegation",
            plural="Heads of delegation",
            says="Votes and tables amendments for the organisation, which has one at a time.",
        ),
        Role(key=DELEGATE, name="Delegate", plural="Delegates", says="Comments and drafts for the organisation."),
        Role(key=OBSERVER, name="Observer", plural="Observers", says="Reads and comments for the organisation."),
    )
}
OFFICES = {
    each.key: each
    for each in (
        Role(
            key=SECRETARIAT,
            name="Secretariat",
            plural="Secretariat",
            says="Opens ballots, puts organisations forward and invites people.",
        ),
        Role(
            key=MODERATOR,
            name="Moderator",
            plural="Moderators",
            says="Decides on reported comments, with moderators of other groups.",
            of_group=True,
        ),
        Role(
            key=RAPPORTEUR,
            name="Rapporteur",
            plural="Rapporteurs",
            says="Answers comments, and writes or approves the reasons for a change.",
            of_group=True,
        ),
        Role(
            key=REGISTRAR,
            name="Registrar",
            plural="Registrars",
            says="Decides which organisations are accredited, with registrars of other groups.",
            of_group=True,
        ),
    )
}
ROLES = MANDATES | OFFICES
