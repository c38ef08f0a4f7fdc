"""All routes of organisations, but the pages that show their people: those stand in `forum/people/`."""

from __future__ import annotations

from forum.organisations.mending_routes import MENDING
from forum.organisations.registry_routes import REGISTRY
from forum.organisations.secretariat_routes import SECRETARIAT

ROUTES: list = [*SECRETARIAT, *REGISTRY, *MENDING]
