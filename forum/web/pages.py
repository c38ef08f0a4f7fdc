"""A page or, for htmx, one block of it; a redirect after an act; JSON that strangers may read."""

from __future__ import annotations

import secrets
from functools import cache
from typing import Any

import jinja2_fragments
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from litestar import Request, Response
from litestar.response import Redirect

from forum.rules.commenting import DISPOSITIONS, UNSENT
from forum.rules.roles import ROLES
from forum.rules.stances import STANCES
from forum.web.visit import visit_of

# Each is written in one place only.
VOCABULARIES = {"STANCES": STANCES, "DISPOSITIONS": DISPOSITIONS, "ROLES": ROLES, "UNSENT": UNSENT}


@cache
def environment(*packages: str) -> Environment:
    """Templates of these packages, later ones building on earlier ones; undefined names are errors. Compiled
    once, however many applications this process makes of them."""
    loader = ChoiceLoader([PackageLoader(package) for package in packages])
    env = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals.update(VOCABULARIES)
    return env


def page(
    request: Request, template: str, /, *, fragment: str = "", status: int = 200, form: Any = False, **context: Any
) -> Response[str]:
    """Renders `template`, or only its block `fragment` if htmx asks. `form`: the page holds this form (or True:
    some form), so it has a token and, for visitors without a session, is not cached; templates know it by this name."""
    visit = visit_of(request.scope)
    env: Environment = request.app.state.templates
    shared = {
        **request.app.state.shared(request),
        "identity": visit.identity,
        "csrf": visit.carried(visit.form_token() if form else visit.csrf),
        "theme": visit.theme,
        "page_path": request.scope["path"],
        "new_key": new_key,
        "form": form,
    }
    if fragment and request.headers.get("hx-request"):
        html = jinja2_fragments.render_block(env, template, fragment, **shared, **context)
    else:
        html = env.get_template(template).render(**shared, **context)
    own = {"cache-control": "no-store"} if form else {}  # it holds one visitor's token
    return Response(html, status_code=status, media_type="text/html", headers=own)


def new_key() -> str:
    """Makes a key for the hidden field that lets one form act once."""
    return secrets.token_urlsafe(12)


def go(path: str) -> Redirect:
    """Leads on after an act, to look at what it did (303)."""
    return Redirect(path, status_code=303)


def local(path: str, otherwise: str = "/") -> str:
    """A path of this site, whatever was asked: never another host."""
    safe = (
        path.startswith("/") and not path.startswith(("//", "/\\")) and not any(ord(c) < 33 or c == "\\" for c in path)
    )
    return path if safe else otherwise
