"""Addresses of every page that gathers what several rooms know."""

from __future__ import annotations

from drafts.front.amendment_routes import AMENDMENTS
from drafts.front.clause_routes import CLAUSES
from drafts.front.fate_routes import FATES
from drafts.front.home_routes import HOME
from drafts.front.instrument_routes import INSTRUMENTS
from drafts.front.motion_routes import MOTIONS

ROUTES = [*HOME, *INSTRUMENTS, *CLAUSES, *AMENDMENTS, *FATES, *MOTIONS]
