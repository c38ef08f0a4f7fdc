"""Each kind of thing that somebody holds the key to: what happens when the holder's standing ends, and who may end it.

KEYS is the table; each row is a promise that a test below, or one that it names, keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from drafts.amendments import actions as amendments
from drafts.amendments.queries import amendment as view_of
from drafts.amendments.tables import Amendment, Takeover
from drafts.ballots.actions import confirm_annulment, open_ballot, propose_annulment
from drafts.motions import actions as motions
from drafts.rules import lifecycle
from drafts.workbench import actions as workbench
from drafts.workbench.bench import Choices
from forum import clock
from forum.clock import now
from forum.errors import Conflict, NotAllowed, NotFound, Unlawful
from forum.mail.tables import Letter
from forum.organisations.tables import Accreditation
from forum.people.tables import Mandate, Office
from forum.record.tables import RecordEntry
from tests.drafts.setting import clause, drafted, tabled

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    thing: str
    held_by: str
    when_gone: str
    ended_by: str
    kept_by: str  # name of the test


KEYS = (
    Key(
        thing="draft",
        held_by="delegates of the organisation that drafted it",
        when_gone="nobody else sees it, and it holds nothing up; it waits for a new accreditation",
        ended_by="its own delegates, accredited or not",
        kept_by="test_a_draft_is_deleted_by_its_delegation_without_accreditation",
    ),
    Key(
        thing="circulated draft",
        held_by="delegates of the organisation that drafted it",
        when_gone="a sponsor may take it over",
        ended_by="its own delegates, or whoever took it over",
        kept_by="test_a_circulated_draft_is_taken_over_unseen_by_the_public",
    ),
    Key(
        thing="tabled amendment",
        held_by="delegates of its proposer",
        when_gone="a sponsor may take it over, at once or after a week without a head of delegation",
        ended_by="whoever took it over; the secretariat, at once",
        kept_by="test_a_sponsor_takes_over",
    ),
    Key(
        thing="amendment in a ballot",
        held_by="delegates of its proposer",
        when_gone="a sponsor may take it over",
        ended_by="whoever took it over; the secretariat, after the ballot or its annulment",
        kept_by="test_in_a_ballot",
    ),
    Key(
        thing="question on a collision",
        held_by="delegates of the proposer",
        when_gone="whoever takes the amendment over answers it",
        ended_by="the secretariat, with the amendment",
        kept_by="test_a_sponsor_takes_over",
    ),
    Key(
        thing="ballot without votes",
        held_by="secretariat and moderators, any of each",
        when_gone="others with the office go on; a proposal of who left it is proposed anew",
        ended_by="secretariat and a moderator together; its time",
        kept_by="test_an_office_that_has_ended_proposes_nothing_any_more",
    ),
    Key(
        thing="motion",
        held_by="the secretariat, any of it",
        when_gone="another with the office withdraws it or opens its ballot",
        ended_by="the secretariat",
        kept_by="test_a_motion_belongs_to_the_office",
    ),
    Key(
        thing="workbench",
        held_by="the secretariat and rapporteurs, any of them",
        when_gone="another saves the next text; what was saved stays",
        ended_by="whoever saves next, or the end of the amendments in it",
        kept_by="test_a_workbench_belongs_to_the_office",
    ),
    Key(
        thing="rationale that is not published",
        held_by="rapporteurs, any of them",
        when_gone="another writes it anew and becomes its author",
        ended_by="its publication",
        kept_by="test_words_that_changed_are_neither_approved_nor_overwritten_unread",
    ),
    Key(
        thing="floor",
        held_by="moderators of the groups that it is not about",
        when_gone="the secretariat names a moderator; a group without accredited organisations is not asked",
        ended_by="one moderator of every other group",
        kept_by="test_all_other_groups_waive_a_floor_and_none_of_them_alone",
    ),
    Key(
        thing="case",
        held_by="its panel",
        when_gone="the next in the draw sits, also for who is late",
        ended_by="its panel",
        kept_by="test_who_is_late_is_reminded_and_replaced_by_the_next_in_the_draw",
    ),
    Key(
        thing="key of a ballot",
        held_by="trustees, more of them than are needed",
        when_gone="the others release their shares; who was a trustee still can",
        ended_by="enough of them",
        kept_by="test_the_key_is_divided_and_only_enough_releases_make_it",
    ),
)


async def end_accreditation(cast, slug: str) -> None:
    here = Accreditation.organisation == cast.organisations[slug]
    await Accreditation.update({Accreditation.ended_at: now()}).where(here)


async def end_heads(cast, slug: str) -> None:
    here = (Mandate.organisation == cast.organisations[slug]) & (Mandate.kind == "head")
    await Mandate.update({Mandate.until: now()}).where(here)


async def proposer(amendment: int) -> str:
    return (await view_of(amendment)).organisation_slug


@pytest.mark.parametrize("asked", [False, True], ids=["", "with words from the page"])
async def test_a_sponsor_takes_over(cast, site, asked):
    amendment = await tabled(cast)
    with pytest.raises(Unlawful, match="decides about it"):
        await amendments.take_over(await cast.who("cobalt"), amendment)
    await end_accreditation(cast, "norland")
    with pytest.raises(NotAllowed):
        await amendments.take_over(await cast.who("sudria"), amendment)  # no sponsor
    with pytest.raises(NotAllowed):
        await amendments.withdraw(await cast.who("norland"), amendment, "It is ours.")
    before = await Letter.count()
    cobalt = await site.signed_in(cast.people["cobalt"])
    page = await cobalt.open(f"/amendments/{amendment}")
    assert "Its proposer is not accredited any more" in page.words
    done = await cobalt.send("/takeover", why="It is still needed." if asked else "")
    assert "Taken over by Cobalt Cloud from Kingdom of Norland" in done.words and await proposer(amendment) == "cobalt"
    assert ("It is still needed." in done.words) == asked
    assert await Letter.count() == before + 1 and await Takeover.count() == 1  # to Norland's, who drafted it
    assert await RecordEntry.exists().where(RecordEntry.kind == "amendment.taken-over")
    with pytest.raises(Unlawful):
        await _again(cast, amendment)
    await amendments.withdraw(await cast.who("cobalt"), amendment, "Done elsewhere.")
    with pytest.raises((Unlawful, NotAllowed)):
        await amendments.take_over(await cast.who("cobalt"), amendment)


async def _again(cast, amendment: int) -> None:
    """A sponsor of the one who took over finds it in good hands."""
    await amendments.sponsor(await cast.who("lumen"), amendment)
    await amendments.take_over(await cast.who("lumen"), amendment)


async def test_a_week_without_a_head_counts_as_gone(cast, monkeypatch):
    amendment, start = await tabled(cast), now()
    await end_heads(cast, "norland")
    for later, done in ((lifecycle.HEADLESS - timedelta(minutes=1), False), (lifecycle.HEADLESS, True)):
        monkeypatch.setattr(clock, "source", lambda later=later: start + later + timedelta(seconds=1))
        if not done:
            with pytest.raises(Unlawful):
                await amendments.take_over(await cast.who("cobalt"), amendment)
    await amendments.take_over(await cast.who("cobalt"), amendment)
    assert await proposer(amendment) == "cobalt"


async def test_the_secretariat_lets_it_lapse_at_once(cast, site):
    amendment = await tabled(cast)
    secretariat = await cast.who("secretariat")
    with pytest.raises(Unlawful, match="not accredited any more"):
        await amendments.lapse(secretariat, amendment, "Nobody is there.")
    await end_accreditation(cast, "norland")
    visitor = await site.signed_in(cast.people["secretariat"])
    await visitor.open(f"/amendments/{amendment}")
    assert (await visitor.send("/lapse", why="")).status == 422
    done = await visitor.send("/lapse", why="Its proposer is gone.")
    assert "Lapsed" in done.words and "Its proposer is gone." in done.words
    letters = await Letter.select(Letter.recipient).where(Letter.subject.like("%has lapsed")).output(as_list=True)
    assert sorted(letters) == ["cobalt@forum.test", "norland@forum.test"]


async def test_in_a_ballot(cast):
    amendment, secretariat = await tabled(cast), await cast.who("secretariat")
    await open_ballot(secretariat, amendment, now() + timedelta(days=30))
    await end_accreditation(cast, "norland")
    with pytest.raises(Conflict):
        await amendments.lapse(secretariat, amendment, "Its proposer is gone.")
    await propose_annulment(secretariat, 1, "Its proposer is gone.")
    await confirm_annulment(await cast.who("moderator.industry"), 1)
    await amendments.lapse(secretariat, amendment, "Its proposer is gone.")
    assert (await view_of(amendment)).fate == lifecycle.LAPSED


async def test_in_a_ballot_a_sponsor_takes_over_and_may_withdraw(cast):
    amendment, secretariat = await tabled(cast), await cast.who("secretariat")
    await open_ballot(secretariat, amendment, now() + timedelta(days=30))
    await end_accreditation(cast, "norland")
    await amendments.take_over(await cast.who("cobalt"), amendment)
    await amendments.withdraw(await cast.who("cobalt"), amendment, "Without its proposer it makes no sense.")
    assert (await view_of(amendment)).fate == lifecycle.WITHDRAWN


async def test_a_circulated_draft_is_taken_over_unseen_by_the_public(cast):
    amendment = await drafted(cast)
    await amendments.circulate(await cast.who("norland"), amendment)
    await amendments.sponsor(await cast.who("cobalt"), amendment)
    await end_accreditation(cast, "norland")
    await amendments.take_over(await cast.who("cobalt"), amendment)
    assert (await view_of(amendment, await cast.who("cobalt"))).organisation_slug == "cobalt"
    assert not await RecordEntry.exists().where(RecordEntry.kind == "amendment.taken-over")
    with pytest.raises(NotFound):
        await view_of(amendment)
    await amendments.withdraw(await cast.who("cobalt"), amendment)


async def test_a_draft_is_deleted_by_its_delegation_without_accreditation(cast):
    amendment = await drafted(cast)
    await end_accreditation(cast, "norland")
    with pytest.raises((NotAllowed, NotFound)):
        await amendments.withdraw(await cast.who("cobalt"), amendment)
    await amendments.withdraw(await cast.who("norland.delegate"), amendment)
    assert (await Amendment.select(Amendment.fate).first())["fate"] == lifecycle.DISCARDED


async def end_office(cast, person: str) -> None:
    await Office.update({Office.until: now()}).where(Office.participant == cast.people[person])


async def test_a_motion_belongs_to_the_office(cast):
    at = await clause(cast)
    await motions.move(await cast.who("secretariat"), "entrench", "code", at.key, {}, "It is the core.")
    await end_office(cast, "secretariat")
    with pytest.raises(NotAllowed):
        await motions.withdraw(await cast.who("secretariat"), 1)
    await Office(participant=cast.people["reader"], office="secretariat", since=now()).save()
    await motions.withdraw(await cast.who("reader"), 1)


async def test_a_workbench_belongs_to_the_office(cast):
    amendment = await tabled(cast)
    at = (await view_of(amendment)).clause
    choices = Choices(frozenset({amendment}), {}, {}, {})
    saved = {"revision": at.current.number, "public": False}
    assert await workbench.save(await cast.who("rapporteur.industry"), at.id, choices, seen=0, **saved) == 1
    await end_office(cast, "rapporteur.industry")
    assert await workbench.save(await cast.who("secretariat"), at.id, choices, seen=1, **saved) == 2


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.thing)
def test_every_promise_of_the_table_has_its_test(key):
    assert all((key.held_by, key.when_gone, key.ended_by))
    files = (path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    assert any(f"def {key.kept_by}(" in text for text in files), key.kept_by
