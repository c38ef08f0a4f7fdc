"""Before a ballot opens its opener looks once more: nothing opens by one press, and nothing else than what was seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drafts.ballots.tables import Ballot
from drafts.motions import actions as motions
from forum.mail.tables import Letter
from forum.organisations.tables import Accreditation
from tests.drafts.ballot_setting import START, Time, in_force, text_with

HALF = {
    "title": "More than half",
    "adopted_when": {"share": ["yes"], "of": ["yes", "no", "bare_no"], "more_than": "1/2"},
}


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


async def test_one_press_opens_nothing_and_a_wrong_year_is_seen(cast, time, site):
    await text_with(cast, "States report serious harm within a day.")
    secretariat = await site.signed_in(cast.people["secretariat"])
    await secretariat.open("/amendments/1/ballot")
    page = await secretariat.send("/ballot", closes_at="2027-03-02T10:00")
    assert page.status == 200 and not await Ballot.exists() and not await Letter.exists()
    assert "Tuesday, 2 March 2027, 10:00 UTC, 365 days and 1 hour (8,761 hours) from now" in page.words
    assert "That is in 2027, not this year" in page.words
    assert "6 organisations on the roll" in page.words and "Government 2" in page.words
    assert "6 letters go out at once" in page.words and "within a day" in page.words
    assert "in wording 1" in page.words and "balanced" in page.words
    [_, change] = [form for form in page.tree.forms if (form.get("action") or "").endswith("/ballot")]
    back = await secretariat.post("/amendments/1/ballot", dict(change.form_values()))
    assert "2027-03-02T10:00" in back.text and not await Ballot.exists()
    await secretariat.send("/ballot", closes_at="2026-03-10T10:00")
    assert (await secretariat.send("/ballot")).path == "/ballots/1"


async def test_a_motion_is_looked_at_too(cast, time, site):
    await text_with(cast, "One.")
    await motions.move(await cast.who("secretariat"), "entrench", "code", "k0", {}, "It is the core.")
    secretariat = await site.signed_in(cast.people["secretariat"])
    await secretariat.open("/motions/1/ballot")
    page = await secretariat.send("/ballot")
    assert not await Ballot.exists() and "Entrench Article 1" in page.words
    assert (await secretariat.send("/ballot")).path == "/ballots/1"


@pytest.mark.parametrize("change,says", [("roll", "The roll has changed"), ("rule", "The rule has changed")])
async def test_what_has_changed_since_is_said_and_nothing_opens(cast, time, site, change, says):
    await text_with(cast, "States report serious harm within a day.")
    secretariat = await site.signed_in(cast.people["secretariat"])
    await secretariat.open("/amendments/1/ballot")
    await secretariat.send("/ballot", closes_at="2026-03-10T10:00")
    if change == "roll":
        lumen = Accreditation.organisation == cast.organisations["lumen"]
        await Accreditation.update({Accreditation.ended_at: START}).where(lumen)
    else:
        await in_force(HALF, 1)
    stale = await secretariat.send("/ballot")
    assert stale.status == 409 and says in stale.words and not await Ballot.exists()
    assert (await secretariat.send("/ballot")).path == "/ballots/1"


async def test_a_forged_or_old_form_that_skips_the_page_opens_nothing(cast, time, site):
    await text_with(cast, "States report serious harm within a day.")
    secretariat = await site.signed_in(cast.people["secretariat"])
    await secretariat.open("/amendments/1/ballot")
    target, values = secretariat.filled("/ballot", closes_at="2026-03-10T10:00")
    page = await secretariat.post(target, {**values, "act": "open"})
    assert page.status == 409 and "Look at what the ballot opens with" in page.words and not await Ballot.exists()


async def test_a_method_sets_the_longest_time(cast, time, site):
    await text_with(cast, "States report serious harm within a day.")
    await in_force({**HALF, "minimum_hours": 24, "maximum_hours": 14 * 24}, 1)
    secretariat = await site.signed_in(cast.people["secretariat"])
    assert "at least 1 day, and at most 14 days" in (await secretariat.open("/amendments/1/ballot")).words
    late = START + timedelta(days=14, minutes=1)
    page = await secretariat.send("/ballot", closes_at=f"{late:%Y-%m-%dT%H:%M}")
    assert page.status == 422 and "This method keeps a ballot open for at most 14 days" in page.words
    procedure = await site.visitor().open("/instruments/code/procedure")
    assert "at least 1 day, and at most 14 days" in procedure.words
