"""Signing in over HTTP: no open door, no lost words."""

from __future__ import annotations

import pytest

from forum.people import actions
from forum.people.bootstrap import first_link
from forum.people.tables import LoginSession
from tests.visitor import open_site

GOOD = "tidal lantern obvious mule"


@pytest.fixture
async def ada(cast):
    return await actions.enter_person("Ada", "ada@forum.test", password=GOOD)


async def sign_in(visitor, email="ada@forum.test", password=GOOD, next=""):
    await visitor.open("/sessions/new" + (f"?next={next}" if next else ""))
    return await visitor.send("/sessions", email=email, password=password)


async def asked_to_sign_in(visitor, path="/sessions"):
    return (await visitor.open(path)).headers.get("location", "").startswith("/sessions/new?next=")


async def test_in_and_out(cast, site, ada):
    visitor = site.visitor()
    arrived = await sign_in(visitor, next="/sessions%3Fx=1")
    assert (
        "Ada" in (await visitor.open("/sessions")).text and "This one" in visitor.at.words and arrived.path == "/work"
    )
    left = await visitor.send("/sessions/end")
    assert left.path == "/" and not await LoginSession.exists()
    assert await asked_to_sign_in(visitor)


async def test_a_visitors_form_token_is_never_shown_to_another(cast, site):
    first, second = site.visitor(), site.visitor()
    for visitor in (first, first, second, second):
        await visitor.open("/sessions/new")
        assert visitor.at.headers["cache-control"] == "no-store"
    tokens = [visitor.form("/sessions").fields["_csrf"] for visitor in (first, second)]
    assert tokens[0] != tokens[1] and tokens[0] and tokens[1]


async def test_the_cookie_is_locked_to_this_host(cast, site, ada):
    visitor = site.visitor()
    await visitor.open("/sessions/new")
    target, values = visitor.filled("/sessions", email="ada@forum.test", password=GOOD)
    response = await visitor.client.post(target, data=values)
    cookie = next(line for line in response.headers.get_list("set-cookie") if line.startswith("__Host-comity="))
    assert response.status_code == 303 and all(
        word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
    )


async def test_a_planted_token_is_never_taken_over(cast, site, ada):
    visitor, planted = site.visitor(), {"cookie": "__Host-comity=planted-by-somebody"}
    await visitor.open("/sessions/new")
    target, values = visitor.filled("/sessions", email="ada@forum.test", password=GOOD)
    tokens = []
    for _ in range(2):
        response = await visitor.client.post(
            target,
            data=values,
            headers={"cookie": f"__Host-comity=planted-by-somebody; __Host-comity-form={values['_csrf']}"},
        )
        tokens.append(
            next(line for line in response.headers.get_list("set-cookie") if line.startswith("__Host-comity="))
            .split("=")[1]
            .split(";")[0]
        )
    assert len({*tokens, "planted-by-somebody"}) == 3
    assert (await visitor.client.get("/sessions", headers=planted)).headers["location"].startswith("/sessions/new")


@pytest.mark.parametrize(
    "next,to",
    [
        ("/organisations%3Fa=1", "/organisations?a=1"),
        ("//evil.test", "/work"),
        ("https://evil.test", "/work"),
        ("/%5Cevil.test", "/work"),
        ("/%09/evil.test", "/work"),
        ("javascript:alert(1)", "/work"),
        ("%2F%2Fevil.test", "/work"),
        ("", "/work"),
        ("/sessions/new", "/work"),
        ("evil", "/work"),
        ("/%0A/evil.test", "/work"),
    ],
)
async def test_next_stays_here(cast, site, ada, next, to):
    visitor = site.visitor()
    await visitor.open(f"/sessions/new?next={next}")
    target, values = visitor.filled("/sessions", email="ada@forum.test", password=GOOD)
    assert (await visitor.client.post(target, data=values)).headers["location"] == to
    again = site.visitor()
    await again.open("/sessions/new")
    target, values = again.filled("/sessions", email="ada@forum.test", password=GOOD)
    assert (await again.client.post(target, data={**values, "next": "//evil.test"})).headers["location"] == "/work"


async def test_failures_look_the_same(cast, site, ada):
    pages = []
    for email, password in (("nobody@forum.test", GOOD), ("ada@forum.test", "wrong")):
        visitor = site.visitor()
        answer = await sign_in(visitor, email, password)
        assert answer.status == 422 and "do not belong together" in answer.words and password not in answer.text
        assert visitor.form("/sessions").fields["email"] == email
        pages.append(answer.words)
    assert pages[0] == pages[1]


async def test_too_many_attempts(cast, site, ada):
    visitor = site.visitor()
    answers = [await sign_in(visitor, password="wrong") for _ in range(6)]
    assert [each.status for each in answers] == [422] * 5 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 300 and "Try again in" in answers[-1].words


@pytest.mark.parametrize("path", ["/sessions", "/sessions/demonstration"])
async def test_not_without_our_form(cast, site, ada, path):
    visitor = site.visitor()
    assert (await visitor.post(path, {"email": "ada@forum.test", "password": GOOD, "person": str(ada)})).status == 403
    await visitor.open("/sessions/new")
    assert (
        await visitor.post(path, {"_csrf": "forged", "email": "ada@forum.test", "password": GOOD, "person": str(ada)})
    ).status == 403
    assert not await LoginSession.exists()


async def test_the_demonstrations_door_is_not_here(cast, site, ada):
    visitor = site.visitor()
    page = await visitor.open("/sessions/new")
    assert "demonstration" not in page.text
    token = visitor.form("/sessions").fields["_csrf"]
    for person in (str(ada), "1", "", "x", "9" * 30):
        assert (await visitor.post("/sessions/demonstration", {"_csrf": token, "person": person})).status == 404
    assert not await LoginSession.exists()


async def test_the_demonstrations_people(cast, database):
    demo = await actions.enter_person("Bo Head", "bo@forum.test", demonstrates="Drafts for a company.")
    await actions.give_mandate(None, demo, "cobalt", "delegate")
    async with open_site(database) as site:
        visitor = site.visitor()
        page = await visitor.open("/sessions/new?next=/organisations")
        assert (
            "Only a demonstration has these buttons" in page.words
            and "Drafts for a company. Cobalt Cloud" in page.words
        )
        values = {"_csrf": visitor.form("/sessions/demonstration").fields["_csrf"], "next": "/organisations"}
        assert (
            await visitor.post("/sessions/demonstration", {**values, "person": str(cast.people["norland"])})
        ).status == 404
        arrived = await visitor.post("/sessions/demonstration", {**values, "person": str(demo)})
        assert arrived.path == "/organisations" and "Bo Head" in arrived.text


async def test_ended_sessions_keep_what_was_typed(cast, site):
    visitor = await site.signed_in(cast.people["secretariat"])
    person = cast.people["secretariat"]
    await visitor.open("/secretariat/groups")
    target, values = visitor.filled("/secretariat/groups", name="Academia <research>")
    await LoginSession.delete(force=True)
    kept = await visitor.post(target, values)
    assert kept.status == 401 and "Academia <research>" in kept.words
    visitor.client.cookies = (await site.signed_in(person)).client.cookies
    target, values = visitor.filled("/secretariat/groups")
    again = await visitor.post(target, values)
    assert again.status == 403 and "You are signed in again" in again.words and "Academia <research>" in again.words
    done = await visitor.send("/secretariat/groups")
    assert done.status == 200 and done.path == "/secretariat/groups" and "Academia <research>" in done.words


async def test_sessions_are_listed_and_ended(cast, site):
    here, there = [await site.signed_in(cast.people["norland"]) for _ in range(2)]
    stranger = await site.signed_in(cast.people["sudria"])
    await here.open("/sessions")
    assert here.at.words.count("Since") == 2
    other = next(form for form in here.at.tree.forms if form.get("action").split("/")[2].isdigit())
    await stranger.open("/sessions")
    assert (
        await stranger.post(other.get("action"), {"_csrf": stranger.form("/sessions/end").fields["_csrf"]})
    ).status == 404
    await here.post(other.get("action"), dict(other.form_values()))
    assert await asked_to_sign_in(there)
    third = await site.signed_in(cast.people["norland"])
    await here.open("/sessions")
    await here.send("/sessions/others/end")
    assert await asked_to_sign_in(third) and (await here.open("/sessions")).words.count("Since") == 1


async def test_speaking_for_another(cast, site):
    visitor = await site.signed_in(cast.people["double"])
    await visitor.open("/mandates")
    forms = {form.get("action") for form in visitor.at.tree.forms if form.get("action").endswith("/voice")}
    answer = await visitor.send(forms.pop())
    assert "speaks for Open Rights Watch" in " ".join(answer.tree.text_content().split()) and not forms
    other = await site.signed_in(cast.people["sudria"])
    await other.open("/mandates")
    mandate = (await cast.who("norland")).speaking.mandate
    assert (
        await other.post(f"/mandates/{mandate}/voice", {"_csrf": other.form("/sessions/end").fields["_csrf"]})
    ).status == 404


async def test_the_first_link(database):
    link = await first_link("https://forum.test")
    async with open_site(database) as site:
        visitor = site.visitor()
        page = await visitor.open(link.removeprefix("https://forum.test"))
        assert page.status == 200 and "You will be the secretariat" in page.words
        weak = await visitor.send(page.path, name="Sec", email="sec@forum.test", password="password1234")
        assert weak.status == 422 and "tried first" in weak.words and visitor.form(page.path).fields["name"] == "Sec"
        done = await visitor.send(page.path, name="Sec", email="sec@forum.test", password=GOOD)
        assert done.path == "/secretariat" and done.status == 200
        used = await site.visitor().open(page.path)
        assert used.status == 410 and "has been used" in used.words
        assert (await site.visitor().open("/invitations/never-was")).status == 404


async def test_encoded_signs_of_an_address_survive_signing_in(cast, site, ada):
    await actions.appoint(await cast.who("secretariat"), ada, "secretariat")
    visitor = site.visitor()
    for typed, sought in (("plus.person%2Bnorm%40example.org", "plus.person+norm@example.org"), ("R%26D", "R&D")):
        asked = await visitor.open(f"/secretariat/people?q={typed}")
        await visitor.open(asked.headers["location"])
        arrived = await visitor.send("/sessions", email="ada@forum.test", password=GOOD)
        assert arrived.status == 200 and arrived.tree.xpath("//input[@name='q']/@value") == [sought]
        await visitor.send("/sessions/end")
