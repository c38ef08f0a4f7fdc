"""Nothing that was typed or ticked is lost when a session ends: every box, in the words of the form; of a file the page
says that it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from drafts.ballots.actions import open_rivals
from drafts.ballots.tables import Ballot, Candidate
from drafts.ballots.tables import Cast as Vote
from drafts.rules.positions import POSITIONS
from drafts.workbench.tables import ConsolidationPart
from forum.clock import now
from forum.people.tables import LoginSession
from forum.web.errors import FORM
from forum.web.kept import said
from moderation.alarms.tables import Party
from tests.drafts.ballot_setting import in_force, text_with
from tests.drafts.setting import clause, tabled
from tests.drafts.test_rival_ballots import HALF
from tests.drafts.test_word_pages import changed
from tests.drafts.test_word_pages import send as send_file
from tests.moderation.test_alarms import confirmed
from tests.visitor import ORIGIN, Answer, Site, Visitor, _registered, session_of


async def sent_after_the_session(
    site: Site, visitor: Visitor, person: int, action: str, typed: dict[str, Any]
) -> tuple[Answer, Answer, Answer]:
    """The page on which what was typed is kept; the one after signing in; what came of sending it again."""
    target, values = visitor.filled(action)
    await LoginSession.update({LoginSession.expires_at: now()}).where(LoginSession.participant == person)
    kept = await visitor.post(target, {**values, **typed})
    visitor.client.cookies.set("__Host-comity", await session_of(person), domain=urlsplit(ORIGIN).hostname)
    again = await press(visitor, action)
    return kept, again, await press(visitor, action)


async def press(visitor: Visitor, action: str) -> Answer:
    """Sends the form as it stands, every value of a name included."""
    values: dict[str, list[str]] = {}
    for name, value in visitor.form(action).form_values():
        values.setdefault(name, []).append(value)
    return await visitor.post(action, values)


async def test_three_ticks_of_an_approval_ballot(cast, site):
    ids = await text_with(cast, "One.", "Two.", "Three.")
    await in_force(HALF, ids[0])
    await open_rivals(await cast.who("secretariat"), ids, "approval", now() + timedelta(days=8))
    norland = await site.signed_in(cast.people["norland"])
    await norland.open("/ballots/1")
    typed = {"approved": ["1", "2", "3"], "position": "chose", "reason": "Each would do."}
    kept, again, done = await sent_after_the_session(site, norland, cast.people["norland"], "/ballots/1/choices", typed)
    for page, status in ((kept, 401), (again, 403)):
        assert page.status == status and "Approve Amendment 1 Amendment 2 Amendment 3" in page.words
        assert "The vote Choose as above" in page.words and "Reason Each would do." in page.words
    assert done.status == 200 and await Vote.count() == 1
    assert all(f"Amendment {each}" in done.words.split("voted:")[1].split("Cast")[0] for each in ids), done.words


async def test_four_rivals(cast, site):
    await text_with(cast, "One.", "Two.", "Three.", "Four.")
    await in_force(HALF, 1)
    secretariat = await site.signed_in(cast.people["secretariat"])
    await secretariat.open("/amendments/1/rivals")
    closes = f"{now() + timedelta(days=8):%Y-%m-%dT%H:%M}"
    typed = {"rivals": ["1", "2", "3", "4"], "counting": "approval", "closes_at": closes, "act": "check"}
    kept, again, done = await sent_after_the_session(
        site, secretariat, cast.people["secretariat"], "/amendments/1/rivals", typed
    )
    assert "Amendments Amendment 1 Amendment 2 Amendment 3 Amendment 4" in kept.words and kept.words.count("Act") == 0
    assert "Amendment 4" in again.words and done.status == 200 and not await Ballot.exists()
    opened = await press(secretariat, "/amendments/1/rivals")
    assert opened.status == 200 and await Candidate.count() >= 4


async def test_what_a_workbench_includes(cast, site):
    ids = [
        await tabled(cast, ("without undue delay", "within 24 hours")),
        await tabled(cast, ("those who asked", "the State that asked"), who="openrights", sponsor="norland"),
    ]
    path = f"{(await clause(cast)).path}/workbench"
    desk = await site.signed_in(cast.people["secretariat"])
    await desk.open(path)
    typed = {"include": list(map(str, ids)), "act": "save"}
    kept, _, done = await sent_after_the_session(site, desk, cast.people["secretariat"], path, typed)
    assert f"Amendments in the text Amendment {ids[0]} Amendment {ids[1]}" in kept.words
    assert done.status == 200 and await ConsolidationPart.count().where(ConsolidationPart.part == "in") == 2


async def test_organisations_of_an_investigation(cast, site):
    alarm = await confirmed(cast)
    moderator = await site.signed_in(cast.people["moderator.industry"])
    await moderator.open(f"/moderation/alarms/{alarm}")
    await moderator.follow("Ask for an investigation")
    typed = {
        "organisations": ["cobalt", "lumen"],
        "name": "One owner",
        "question": "They vote alike.",
        "exit": "Apart.",
    }
    action = f"/moderation/alarms/{alarm}/investigations"
    kept, _, done = await sent_after_the_session(site, moderator, cast.people["moderator.industry"], action, typed)
    assert "Which organisations is it about? cobalt lumen" in kept.words
    assert done.status == 200 and await Party.count() == 2


async def test_of_a_file_the_page_says_that_it_is_lost(cast, site):
    data = await changed(cast)
    norland = await site.signed_in(cast.people["norland"])
    await norland.open("/instruments/code/word")
    await LoginSession.update({LoginSession.expires_at: now()}).where(
        LoginSession.participant == cast.people["norland"]
    )
    kept = await send_file(norland, data, reasons="As our lawyers ask.")
    assert kept.status == 401 and "As our lawyers ask." in kept.words
    assert "But the file changes.docx was not kept: choose it again." in kept.words
    assert norland.form("/word").get("enctype") == "multipart/form-data" and "file" in norland.form("/word").fields


def test_what_is_kept_is_said_in_the_words_of_the_form():
    """Every form that a route takes gives words to what it holds; what nobody sees is kept and not shown."""
    forms = {
        handler.opt[FORM]
        for route in _registered().routes
        for handler in getattr(route, "route_handlers", [])
        if FORM in handler.opt
    }
    assert len(forms) > 25
    for form in forms:
        for name, field in form()._fields.items():
            shown = said(form, [(name, "x1")])
            assert shown == {} if field.type == "HiddenField" else next(iter(shown))[0].isupper(), (form, name)
            assert name not in shown


@pytest.mark.parametrize("position", POSITIONS)
def test_a_vote_is_shown_by_its_name(position):
    from drafts.ballots.casting.forms import CastForm

    assert said(CastForm, [("position", position)]) == {"The vote": [POSITIONS[position].name]}
