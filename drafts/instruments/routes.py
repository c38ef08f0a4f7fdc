"""Addresses of instruments, of their editions and clauses, and of bringing a new one."""

from __future__ import annotations

from drafts.instruments.bringing_routes import BRINGING
from drafts.instruments.clause_routes import CLAUSES
from drafts.instruments.edition_routes import EDITIONS
from drafts.instruments.export_routes import EXPORTS
from drafts.instruments.reading_routes import READING
from drafts.instruments.word_routes import WORD_ROUTES

ROUTES: list = [*BRINGING, *READING, *CLAUSES, *EDITIONS, *EXPORTS, *WORD_ROUTES]
