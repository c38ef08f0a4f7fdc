"""Routes of amendments."""

from __future__ import annotations

from drafts.amendments.fate_routes import FATES
from drafts.amendments.reading_routes import READING
from drafts.amendments.writing_routes import WRITING

ROUTES = [*READING, *WRITING, *FATES]
