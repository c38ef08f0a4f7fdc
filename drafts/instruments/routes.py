"""Addresses of bringing an instrument, of its editions beside each other, and of its files."""

from __future__ import annotations

from drafts.instruments.bringing_routes import BRINGING
from drafts.instruments.edition_routes import EDITIONS
from drafts.instruments.export_routes import EXPORTS

ROUTES: list = [*BRINGING, *EDITIONS, *EXPORTS]
