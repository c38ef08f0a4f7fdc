"""Whoever speaks for two organisations acts for the one that the page named, or not at all: with two tabs, after a
session's end, and when a mandate ends while somebody types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from drafts.amendments.tables import Amendment, Sponsor
from drafts.ballots.tables import Cast as Vote
from forum.clock import now
from forum.people import actions
from forum.people.tables import LoginSession, Mandate
from forum.record.queries import head
from forum.serving.routing import ACTS_FOR
from forum.threads.tables import Agreement, Comment
from tests.cast import Cast
from tests.drafts.ballot_setting import opened
from tests.drafts.setting import clause, tabled
from tests.forum.test_threads import say
from tests.visitor import Site, Visitor

FIRST, SECOND = "Kingdom of Norland", "Open Rights Watch"
PASSWORD = "tidal lantern obvious mule"


@dataclass
class Two:
    """Somebody in two tabs of one browser, who is head of two delegations."""

    person: int
    mandates: dict[str, int]  # by the names of their organisations
    here: Visitor
    there: Visitor

    async def end(self, name: str) -> None:
        await Mandate.update({Mandate.until: now()}).where(Mandate.id == self.mandates[name])

    async def speak_for(self, name: str) -> None:
        await self.there.open("/mandates")
        if f"/{self.mandates[name]}/voice" in self.there.at.text:
            await self.there.send(f"/mandates/{self.mandates[name]}/voice")


@pytest.fixture
async def two(cast: Cast, site: Site) -> Two:
    person = await actions.enter_person("Ada", "ada@forum.test", password=PASSWORD)
    heads = Mandate.update({Mandate.participant: person}).where(
        Mandate.organisation.is_in([cast.organisations["norland"], cast.organisations["openrights"]]),
        Mandate.kind == "head",
    )
    rows = await heads.returning(Mandate.id, Mandate.organisation)
    names = {cast.organisations["norland"]: FIRST, cast.organisations["openrights"]: SECOND}
    here = site.visitor()
    await sign_in(here)
    there = site.visitor(dict(here.client.cookies))
    return Two(person, {names[row["organisation"]]: row["id"] for row in rows}, here, there)


async def sign_in(visitor: Visitor) -> None:
    await visitor.open("/sessions/new")
    await visitor.send("/sessions", email="ada@forum.test", password=PASSWORD)


@dataclass
class Act:
    """A page, the form on it that is sent, what is typed there, and for which organisations it was done since."""

    page: str
    action: str
    typed: dict[str, str]
    done: Callable[[], Awaitable[list[int]]]


def column(table, *where) -> Callable[[], Awaitable[list[int]]]:
    async def read() -> list[int]:
        query = table.select(table.organisation).output(as_list=True)
        return await (query.where(*where) if where else query)

    return read


async def a_comment(cast: Cast) -> Act:
    at = (await clause(cast)).path
    typed = {"stance": "support", "body": "We two agree."}
    return Act(at, f"{at}/comments", typed, column(Comment, Comment.body == typed["body"]))


async def a_draft(cast: Cast) -> Act:
    at = (await clause(cast)).path
    typed = {"text": "A State shall help at once.", "reasons": "Short."}
    return Act(f"{at}/amendments/new?kind=replace", f"{at}/amendments", typed, column(Amendment))


async def an_agreement(cast: Cast) -> Act:
    at = await clause(cast)
    about = {"container": at.instrument_path, "subject": at.path, "wording": f"{at.path}/revisions/1"}
    made = await say(cast, "cobalt", **about, text=at.current.text)
    return Act(at.path, f"/comments/{made}/agreements", {}, column(Agreement))


async def a_sponsorship(cast: Cast) -> Act:
    made = await tabled(cast, who="sudria")
    others = column(Sponsor, Sponsor.organisation.not_in([cast.organisations["sudria"], cast.organisations["cobalt"]]))
    return Act(f"/amendments/{made}", f"/amendments/{made}/sponsors", {}, others)


async def a_vote(cast: Cast) -> Act:
    ballot = await opened(cast, closes_at=now() + timedelta(days=8))
    typed = {"position": "no", "reason": "The costs are not known."}
    return Act(f"/ballots/{ballot}", f"/ballots/{ballot}/casts", typed, column(Vote))


ACTS = pytest.mark.parametrize("act", [a_comment, a_draft, an_agreement, a_sponsorship, a_vote])


@ACTS
async def test_two_tabs_and_two_mandates(cast, site, two, act):
    done = await act(cast)
    first = cast.organisations["norland"]
    await two.speak_for(FIRST)
    await two.here.open(done.page)
    before = await head()
    assert f"for {FIRST}" in " ".join(two.here.form(done.action).text_content().split())
    await two.speak_for(SECOND)
    refused = await two.here.send(done.action, **done.typed)
    assert refused.status == 409 and FIRST in refused.words and f"You now speak for {SECOND}" in refused.words
    assert all(value in refused.text for value in done.typed.values())
    assert await done.done() == [] and await head() == before
    two.there.at = refused  # as in the new tab that its button opens
    await two.there.send(f"/mandates/{two.mandates[FIRST]}/voice")
    two.here.at = refused
    assert (await two.here.send(done.action)).status == 200
    assert await done.done() == [first]


@ACTS
async def test_a_mandate_that_ends_while_somebody_types(cast, site, two, act):
    done = await act(cast)
    await two.speak_for(SECOND)
    await two.here.open(done.page)
    before = await head()
    await two.end(SECOND)
    refused = await two.here.send(done.action, **done.typed)
    assert refused.status == 409 and f"You now speak for {FIRST}" in refused.words and "has ended" in refused.words
    assert await done.done() == [] and await head() == before
    assert "/voice" not in refused.text and "Send it again" not in refused.words
    with_first = {**dict(two.here.form(done.action).form_values()), "_for": f"{two.mandates[FIRST]} {FIRST}"}
    assert f'value="{with_first["_for"]}"' in refused.text  # the button that names the other organisation
    await two.here.post(done.action, with_first)
    assert await done.done() == [cast.organisations["norland"]]


@ACTS
async def test_after_a_sessions_end_it_is_sent_for_the_same_organisation(cast, site, two, act):
    done = await act(cast)
    await two.speak_for(SECOND)
    await two.here.open(done.page)
    await LoginSession.update({LoginSession.expires_at: now()}).where(LoginSession.participant == two.person)
    kept = await two.here.send(done.action, **done.typed)
    assert kept.status == 401 and f"Made for {SECOND}" in kept.words
    await sign_in(two.here)
    two.here.at = kept
    again = await two.here.send(done.action)
    assert again.status == 403 and f"Send it again for {SECOND}" in again.words
    assert (await two.here.send(done.action)).status == 200
    assert await done.done() == [cast.organisations["openrights"]]


async def test_whoever_signs_in_after_somebody_else_speaks_for_their_own(cast, site, two):
    await two.speak_for(SECOND)
    await actions.enter_person("Bo", "bo@forum.test", password=PASSWORD)
    await two.there.open("/sessions/new")
    await two.there.send("/sessions", email="bo@forum.test", password=PASSWORD)
    assert "You speak for no organisation now" in (await two.there.open("/mandates")).text
    await sign_in(two.here)
    assert f"You speak for <strong><bdi>{SECOND}" in (await two.here.open("/mandates")).text


async def test_a_form_made_for_somebody_else_is_not_sent_for_whoever_is_there_now(cast, site, two):
    done = await a_comment(cast)
    await two.here.open(done.page)
    target, values = two.here.filled(done.action, **done.typed)
    other = await site.signed_in(cast.people["cobalt"])
    await other.open(done.page)
    token = other.form(done.action).fields["_csrf"]
    refused = await other.post(target, {**values, "_csrf": token})
    assert refused.status == 409 and "You now speak for Cobalt Cloud" in refused.words and await done.done() == []


async def test_each_route_that_acts_for_an_organisation_asks_for_which(cast, site, two):
    """Whatever stands in the address: the mandate is compared before anything is looked up."""
    from tests.visitor import _registered

    await two.here.open("/sessions")
    token = two.here.form("/sessions/end").fields["_csrf"]
    asked = 0
    for route in _registered().routes:
        for handler in getattr(route, "route_handlers", []):
            ends = route.path.startswith(("/sessions", "/mandates", "/confidential"))
            if "POST" in handler.http_methods and "{" in route.path and not ends:
                path = "/".join("1" if part.startswith("{") else part for part in route.path.split("/"))
                made = {"_csrf": token, "_for": f"{two.mandates[SECOND]} {SECOND}"}
                answer = await two.here.post(path, made)
                assert ("Not sent yet: for whom?" in answer.text) == bool(handler.opt.get(ACTS_FOR)), path
                asked += answer.status == 409
                silent = await two.here.post(path, {"_csrf": token})  # says nothing, and could mean either
                assert ("Not sent yet: for whom?" in silent.text) == bool(handler.opt.get(ACTS_FOR)), path
    assert asked > 15


async def test_offices_act_for_the_forum_whatever_mandate_speaks(cast, site, two):
    """A motion and a panel's view are given by office: they carry no mandate, and switching refuses none."""
    await actions.appoint(await cast.who("secretariat"), two.person, "secretariat")
    await clause(cast)
    await two.speak_for(FIRST)
    await two.here.open("/instruments/code/motions/new")
    assert "_for" not in two.here.form("/motions").fields
    await two.speak_for(SECOND)
    assert (await two.here.send("/motions")).status == 422  # it is looked at as a motion, and lacks its reasons
