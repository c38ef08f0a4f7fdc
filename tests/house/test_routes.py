"""Every route names who may use it; what needs no account is on a list that a reviewer reads."""

from __future__ import annotations

import pytest

from comity import PARTS
from forum.serving.app import litestar_app
from forum.serving.routing import ACTS_FOR
from forum.settings import Settings
from forum.web.guards import own_form, public, signed_in

PUBLIC_POSTS = {
    "/theme",
    "/sessions",
    "/sessions/demonstration",
    "/invitations/{token:str}",
    "/confidential/reports",
    "/confidential/fate",
    "/confidential/words",
}

FOR_NOBODY = {  # behind `signed_in`, and yet not for the organisation whose mandate speaks
    "/sessions/end",
    "/sessions/{number:int}/end",
    "/sessions/others/end",
    "/mandates/{number:int}/voice",  # one's own mandates, which the address names
    "/mandates/{number:int}/name",
    "/mandates/{number:int}/end",
    "/organisations/{slug:str}/mandates",  # by the head of the organisation in the address, whichever mandate speaks
    "/organisations/{slug:str}/mandates/{number:int}/end",
    "/organisations/{slug:str}/invitations/{number:int}/withdrawal",
    "/organisations/{slug:str}/ownership",
    "/organisations/{slug:str}/accreditation/appeals",
    "/comments/{comment:int}/disposition",  # rapporteurs and the secretariat
    "/ballots/{ballot:int}/answers/{slug:str}",
    "/ballots/{ballot:int}/annulment",  # the secretariat and a moderator
    "/ballots/{ballot:int}/annulment/confirmation",
    "/instruments/{slug:str}/clauses/{key:str}/workbench",
    "/amendments/{amendment:int}/lapse",
    "/instruments/{slug:str}/clauses/{key:str}/amendments/preview",  # shows, and saves nothing
    "/trustee/passphrases",  # the trustee's own
    "/trustee/shares",
    "/comments/{comment:int}/renewals",  # the person who wrote it
    "/comments/{comment:int}/rewriting",
    "/moderation/cases/{case:int}/opinions",  # whoever was drawn for the panel
    "/moderation/cases/{case:int}/recusal",
    "/moderation/cases/{case:int}/messages",
    "/comments/{comment:int}/flags",  # everybody reports, and appeals, for themselves
    "/moderation/statements/{ref:str}/appeals",
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


def test_posts_of_people_act_for_an_organisation_or_are_on_the_list(handlers):
    """Offices act for the forum: their guards are others."""
    acting, others = set(), set()
    for path, handler in handlers:
        if "POST" in handler.http_methods and signed_in in handler.resolve_guards():
            (acting if handler.opt.get(ACTS_FOR) else others).add(path)
    assert others == FOR_NOBODY and len(acting) > 15
    assert not [path for path, handler in handlers if handler.opt.get(ACTS_FOR) and path not in acting]


def test_addresses_are_nouns(handlers):
    verbs = {"create", "delete", "update", "edit_", "do", "get", "set", "remove", "add"}
    assert not [path for path, _ in handlers if verbs & set(path.strip("/").split("/"))]
