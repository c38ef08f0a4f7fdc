"""Addresses of writing an amendment, of bringing amendments from Word, and of their files."""

from __future__ import annotations

from drafts.amendments.export_routes import EXPORTS
from drafts.amendments.word_routes import WORD_ROUTES
from drafts.amendments.writing_routes import WRITING

ROUTES = [*WRITING, *WORD_ROUTES, *EXPORTS]
