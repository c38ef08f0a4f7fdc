"""All routes of organisations."""

from __future__ import annotations

from forum.organisations.delegation_routes import DELEGATION
from forum.organisations.public_routes import PUBLIC
from forum.organisations.registry_routes import REGISTRY
from forum.organisations.secretariat_routes import SECRETARIAT

ROUTES: list = [*PUBLIC, *DELEGATION, *SECRETARIAT, *REGISTRY]
