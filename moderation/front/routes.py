"""All handlers of the front."""

from __future__ import annotations

from moderation.front import desk_routes

ROUTES = [*desk_routes.ROUTES]
