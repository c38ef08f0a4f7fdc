"""Limits of what signed-in people write: per person and per owner, in the database, on every route."""

from __future__ import annotations

import pytest
from litestar.handlers import HTTPRouteHandler

from forum.clock import now
from forum.database import atomic
from forum.errors import TooOften
from forum.organisations.tables import Organisation
from forum.people import signing
from forum.people.actions import enter_person
from forum.people.pace import _LOOKED, number, take, tidy
from forum.people.queries import recognise
from forum.people.tables import Allowance, Mandate
from forum.record.queries import head
from forum.rules import pace as rules
from forum.rules.pace import LOOKS, OTHERS, OWNER, PACES, TOGGLES, VOTES, Pace, full_again
from forum.serving.once import pace_of
from forum.web.guards import own_form, public
from tests.forum.test_door import app, example  # noqa: F401 — a fixture

WITHOUT_ACCOUNT = {  # what bounds a form that needs no account
    "/theme": "a cookie; it writes nothing",
    "/sessions": "forum/people/throttle.py",
    "/sessions/demonstration": "only in the demonstration; forum/people/signing.py keeps so many sessions",
    "/invitations/{token:str}": "one use of one letter",
    "/confidential/reports": "moderation/rules/confidential.py: so many an hour, others wait",
    "/confidential/fate": "it writes nothing",
    "/confidential/words": "moderation/rules/confidential.py: so many until the panel answers",
}


def posts(app) -> list[tuple[str, HTTPRouteHandler]]:  # noqa: F811
    return [(r.path, h) for r in app.routes for h in r.route_handlers if "POST" in h.http_methods]


def test_every_form_has_a_limit(app):  # noqa: F811
    for path, handler in posts(app):
        open_to_all = all(getattr(each, "func", each) in (public, own_form) for each in handler.resolve_guards())
        assert (path in WITHOUT_ACCOUNT) == open_to_all, path
        assert pace_of(handler) in PACES.values(), path
    named = {handler.opt["pace"] for _, handler in posts(app) if "pace" in handler.opt}
    assert named | {OTHERS} == set(PACES)


async def test_every_form_of_signed_in_people_is_stopped(cast, site, app, monkeypatch):  # noqa: F811
    visitor, moment = await site.signed_in(cast.people["secretariat"]), now()
    await visitor.open("/sessions")
    token = dict(visitor.form("/sessions/end").form_values())["_csrf"]
    monkeypatch.setattr("forum.clock.source", lambda: moment)
    for each in PACES.values():
        about, until = f"{each.key}/ballots/7" if each.apart else each.key, number(moment + each.time)
        await Allowance.insert(Allowance(key=f"{about}/person/{cast.people['secretariat']}", until=until))
    monkeypatch.setitem(_LOOKED, cast.people["secretariat"], moment + PACES[LOOKS].time)
    for path, _ in posts(app):
        if path in WITHOUT_ACCOUNT:
            continue
        answer = await visitor.client.post(example(path), data={"_csrf": token, "body": "Kept words."})
        assert answer.status_code == 429 and "Kept words." in answer.text and answer.headers["retry-after"], path
    assert (await visitor.open("/sessions")).status == 200


async def test_271_toggles_are_stopped(cast, site):
    visitor, many = await site.signed_in(cast.people["sudria.observer"]), PACES[TOGGLES].many
    await visitor.open("/mandates")
    action = f"/mandates/{(await mandate_of(cast, 'sudria.observer'))}/name"
    target, values = visitor.filled(action)
    before, statuses = (await head()).size, []
    for n in range(271):
        response = await visitor.client.post(target, data={**values, "named": "y" if n % 2 else "", "_once": str(n)})
        statuses.append(response.status_code)
    assert set(statuses) == {303, 429} and many <= statuses.count(303) <= many + 3
    assert (await head()).size - before == statuses.count(303)


async def mandate_of(cast, person: str) -> int:
    row = await Mandate.select(Mandate.id).where(Mandate.participant == cast.people[person]).first()
    return row["id"]


async def test_all_organisations_of_one_owner_share_three_times_as_much(cast, monkeypatch):
    pace = Pace("tests", "tests", 2, rules.HOUR)
    await Organisation.update({Organisation.parent: cast.organisations["cobalt"]}).where(
        Organisation.id == cast.organisations["lumen"]
    )
    people = [await cast.who(each) for each in ("cobalt", "cobalt.delegate", "lumen")]
    for who in people:
        for _ in range(pace.many):
            await take(who, pace, "/x")
    await Allowance.delete().where(Allowance.key.like("%person%"))
    with pytest.raises(TooOften) as refused:
        await take(people[2], pace, "/x")
    assert "The organisations of Cobalt Cloud" in str(refused.value) and OWNER * pace.many == 6
    await take(await cast.who("norland"), pace, "/x")
    assert {row["key"] for row in await Allowance.select()} >= {f"tests/owner/{cast.organisations['cobalt']}"}


async def test_a_refused_act_takes_nothing(cast):
    pace, who = Pace("tests", "tests", 1, rules.HOUR), await cast.who("cobalt")
    with pytest.raises(RuntimeError):
        async with atomic():
            await take(who, pace, "/x")
            raise RuntimeError
    await take(who, pace, "/x")


async def test_votes_are_counted_for_each_ballot(cast):
    pace, who = PACES[VOTES], await cast.who("cobalt")
    for _ in range(pace.many):
        await take(who, pace, "/ballots/7/casts")
    with pytest.raises(TooOften):
        await take(who, pace, "/ballots/7/choices")
    await take(who, pace, "/ballots/8/casts")


async def test_the_database_answers_as_the_rule_does(cast, monkeypatch):
    pace, who, was = Pace("tests", "tests", 3, rules.MINUTES), await cast.who("reader"), None
    moment = now()
    for step in (0, 1, 0, 0, 200, 0, 7, 199, 600, 0, 0, 0, -7200, 0, 0, 0, 599, 1):
        moment += rules.timedelta(seconds=step)
        monkeypatch.setattr("forum.clock.source", lambda moment=moment: moment)
        until = full_again(was, moment, pace)
        try:
            await take(who, pace, "/x")
            assert until
        except TooOften:
            assert until is None, step
        was = until or was


async def test_sessions_of_the_demonstration_are_so_many(cast, monkeypatch):
    monkeypatch.setattr(signing, "DEMONSTRATING", 3)
    person = await enter_person("Dora", "dora@forum.test", demonstrates="A delegate")
    tokens = [await signing.step_into(person, agent="test") for _ in range(5)]
    assert [bool(await recognise(each)) for each in tokens] == [False, False, True, True, True]


async def test_allowances_that_are_whole_again_are_forgotten(cast, monkeypatch):
    await take(await cast.who("cobalt"), PACES[TOGGLES], "/x")
    await tidy()
    assert await Allowance.count() == 2
    later = now() + PACES[TOGGLES].time
    monkeypatch.setattr("forum.clock.source", lambda: later)
    await tidy()
    assert not await Allowance.exists()
