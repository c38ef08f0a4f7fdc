"""The pages about the forum itself: how it works, whether it is well."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Redirect

from forum.web.guards import public
from forum.web.pages import go, local
from forum.web.visit import THEME_COOKIE, visit_of


@get("/health", guards=[public], include_in_schema=True, sync_to_thread=False)
def health() -> dict[str, str]:
    """Whether this process answers."""
    return {"status": "ok"}


@get("/ready", guards=[public], include_in_schema=True)
async def ready(request: Request) -> Response[dict[str, Any]]:
    """Whether this process can do its work: its database answers (like every page, this one asks it how far the
    record has come), and what happens by itself happens. 503 otherwise."""
    late = request.app.state.ticking.late()
    says = {"status": "late", "waiting_for": late} if late else {"status": "ready"}
    return Response(says, status_code=503 if late else 200, headers={"cache-control": "no-store"})


@post("/theme", guards=[public], include_in_schema=False)
async def theme(request: Request) -> Redirect:
    """Light, dark, or as the reader's system has it; kept in a cookie, which is all it changes."""
    form = await request.form()
    chosen = str(form.get("theme"))
    visit_of(request.scope).set_cookie(THEME_COOKIE, chosen if chosen in ("light", "dark") else "", days=365)
    return go(local(str(form.get("next") or "/")))


ROUTES = [health, ready, theme]
