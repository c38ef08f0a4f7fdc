"""All routes of people."""

from __future__ import annotations

from forum.people.invitation_routes import INVITATIONS
from forum.people.secretariat_routes import SECRETARIAT
from forum.people.session_routes import SESSIONS
from forum.people.signing_routes import SIGNING

ROUTES: list = [*SIGNING, *SESSIONS, *INVITATIONS, *SECRETARIAT]
