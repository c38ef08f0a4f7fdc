"""Every route names who may use it; what needs no account is on a list that a reviewer reads."""

from __future__ import annotations

import pytest

from comity import PARTS
from forum.serving.app import litestar_app
from forum.settings import Settings
from forum.web.guards import own_form, public

PUBLIC_POSTS = {
    "/theme",
    "/sessions",
    "/sessions/demonstration",
    "/invitations/{token:str}",
    "/confidential/reports",
    "/confidential/fate",
    "/confidential/words",
}


@pytest.fixture(scope="module")
def handlers(tmp_path_factory):
    app = litestar_app(Settings(data=str(tmp_path_factory.mktemp("routes"))), PARTS)
    return [
        (route.path, handler)
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        if not route.path.startswith("/schema") and handler.http_methods != {"OPTIONS"}
    ]


def test_every_route_has_a_guard(handlers):
    assert len(handlers) > 40
    assert not [path for path, handler in handlers if not handler.resolve_guards()]


def test_posts_without_an_account_are_on_the_list(handlers):
    open_posts = {
        path
        for path, handler in handlers
        if "POST" in handler.http_methods
        and all(getattr(guard, "func", guard) in (public, own_form) for guard in handler.resolve_guards())
    }
    assert open_posts <= PUBLIC_POSTS


def test_addresses_are_nouns(handlers):
    verbs = {"create", "delete", "update", "edit_", "do", "get", "set", "remove", "add"}
    assert not [path for path, _ in handlers if verbs & set(path.strip("/").split("/"))]
