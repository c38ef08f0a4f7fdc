"""The pages about the forum itself: how it works, whether it is well."""

from __future__ import annotations

from litestar import Request, get, post
from litestar.response import Redirect

from forum.web.guards import public
from forum.web.pages import go, local
from forum.web.visit import THEME_COOKIE, visit_of


@get("/health", guards=[public], include_in_schema=True, sync_to_thread=False)
def health() -> dict[str, str]:
    """Whether this process answers."""
    return {"status": "ok"}


@post("/theme", guards=[public], include_in_schema=False)
async def theme(request: Request) -> Redirect:
    """Light, dark, or as the reader's system has it; kept in a cookie, which is all it changes."""
    form = await request.form()
    visit_of(request.scope).set_cookie(
        THEME_COOKIE, form.get("theme") if form.get("theme") in ("light", "dark") else "", days=365
    )
    return go(local(str(form.get("next") or "/")))


ROUTES = [health, theme]
