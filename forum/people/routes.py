"""All routes of people."""

from __future__ import annotations

from forum.people.delegation_routes import DELEGATION
from forum.people.invitation_routes import INVITATIONS
from forum.people.public_routes import PUBLIC
from forum.people.secretariat_routes import SECRETARIAT
from forum.people.session_routes import SESSIONS
from forum.people.signing_routes import SIGNING

ROUTES: list = [*SIGNING, *SESSIONS, *INVITATIONS, *SECRETARIAT, *PUBLIC, *DELEGATION]
