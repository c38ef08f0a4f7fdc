"""Amendments from the first draft to their fate, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drafts.amendments import actions, queries
from drafts.amendments.actions import Proposal
from drafts.amendments.tables import Amendment, Question, Sponsor, Step, Wording
from forum import clock
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, Unlawful
from forum.mail.tables import Letter
from forum.record.actions import append
from forum.record.queries import entries
from tests.drafts.ballot_setting import vouched
from tests.drafts.setting import clause, drafted, tabled


async def test_a_draft_is_seen_by_its_delegation_alone_until_it_is_circulated(cast):
    amendment = await drafted(cast)
    seen = [
        key
        for key in ("norland", "norland.delegate", "sudria", "secretariat", "sudria.observer")
        if await sees(cast, key, amendment)
    ]
    assert seen == ["norland", "norland.delegate"]
    await actions.circulate(await cast.who("norland"), amendment)
    assert (
        await sees(cast, "sudria", amendment)
        and not await sees(cast, "sudria.observer", amendment)
        and not await sees(cast, "reader", amendment)
    )
    drafted_entries = [entry for entry in await entries() if entry.kind.startswith("amendment")]
    assert {(entry.kind, entry.subject) for entry in drafted_entries} == {
        ("amendment.drafted", "/amendments")
    }  # that, not whose and on what
    assert not any("Norland" in entry.bytes or '"actor":"p' in entry.bytes for entry in drafted_entries)


async def sees(cast, key: str, amendment: int) -> bool:
    try:
        return bool(await queries.amendment(amendment, await cast.who(key)))
    except NotFound:
        return False


@pytest.mark.parametrize(
    "key, may",
    [
        ("norland", True),
        ("norland.delegate", True),
        ("sudria.observer", False),
        ("latecomer", False),
        ("reader", False),
        ("secretariat", False),
    ],
)
async def test_who_may_draft(cast, key, may):
    at = await clause(cast)
    proposal = Proposal("replace", "Other words.", "Because.")
    if may:
        assert await actions.draft(await cast.who(key), at.id, proposal, 1)
    else:
        with pytest.raises(NotAllowed):
            await actions.draft(await cast.who(key), at.id, proposal, 1)


async def test_tabling_says_what_is_missing_and_then_is_public(cast):
    amendment = await drafted(cast)
    with pytest.raises(Unlawful) as refused:
        await actions.table(await cast.who("norland"), amendment)
    assert len(refused.value.reasons) == 2
    await actions.circulate(await cast.who("norland"), amendment)
    await actions.sponsor(await cast.who("cobalt"), amendment)
    with pytest.raises(NotAllowed):
        await actions.table(await cast.who("cobalt"), amendment)
    await actions.table(await cast.who("norland"), amendment)
    view = await queries.amendment(amendment)
    assert (view.fate, view.title, [each.slug for each in view.sponsors]) == (
        "tabled",
        f"Amendment {amendment} to {view.clause.citation}",
        ["norland", "cobalt"],
    )
    assert (await entries())[0].kind == "amendment.tabled"


async def test_new_words_ask_for_support_again(cast):
    amendment = await tabled(cast)
    view = await queries.amendment(amendment)
    await actions.save(
        await cast.who("norland"),
        amendment,
        Proposal("replace", view.wording.text.replace("24", "48"), "Hours matter."),
        1,
    )
    view = await queries.amendment(amendment)
    assert [(each.slug, each.wording) for each in view.sponsors] == [("norland", 2), ("cobalt", 1)]
    assert await Letter.exists().where(Letter.recipient == "cobalt@forum.test")
    await actions.sponsor(await cast.who("cobalt"), amendment)
    assert len((await queries.amendment(amendment)).standing_sponsors) == 2
    with pytest.raises(Conflict):
        await actions.sponsor(await cast.who("cobalt"), amendment)
    with pytest.raises(Conflict):  # a stale page
        await actions.save(await cast.who("norland"), amendment, Proposal("replace", "Other words.", "x"), 1)


async def test_equal_and_empty_words_are_refused(cast):
    at = await clause(cast)
    for text in ("", at.current.text, f"  {at.current.text} "):
        with pytest.raises(Invalid) as refused:
            await actions.draft(await cast.who("norland"), at.id, Proposal("replace", text, "x"), 1)
        assert list(refused.value.fields) == ["text"]
    with pytest.raises(Conflict):
        await actions.draft(await cast.who("norland"), at.id, Proposal("replace", "Other.", "x"), 2)


async def test_withdrawing_and_lapsing_leave_their_reason(cast, monkeypatch):
    one, other = await tabled(cast), await tabled(cast, ("those who asked", "the State"))
    with pytest.raises(Invalid):
        await actions.withdraw(await cast.who("norland"), one, " ")
    with pytest.raises(NotAllowed):
        await actions.withdraw(await cast.who("cobalt"), one, "No.")
    await actions.withdraw(await cast.who("norland.delegate"), one, "We were wrong.")
    with pytest.raises(NotAllowed):
        await actions.lapse(await cast.who("norland"), other, "Old.")
    with pytest.raises(Unlawful, match="180 days"):
        await actions.lapse(await cast.who("secretariat"), other, "Too soon.")
    later = clock.now() + timedelta(days=180)
    monkeypatch.setattr(clock, "source", lambda: later)
    await actions.lapse(await cast.who("secretariat"), other, "Nobody pursues it.")
    assert [(await queries.amendment(each)).steps[-1].why for each in (one, other)] == [
        "We were wrong.",
        "Nobody pursues it.",
    ]
    with pytest.raises(Conflict):
        await actions.withdraw(await cast.who("norland"), one, "Again.")


async def test_other_kinds(cast):
    first, second = await clause(cast), await clause(cast, 1)
    who = await cast.who("norland")
    for proposal in (
        Proposal("insert", "A new clause.", "x"),
        Proposal("repeal", "ignored", "x"),
        Proposal("move", "", "x", second.id),
    ):
        view = await queries.amendment(await actions.draft(who, first.id, proposal, 1), who)
        assert view.kind == proposal.kind and view.wording.text == (
            "A new clause." if proposal.kind == "insert" else ""
        )
    with pytest.raises(Invalid):
        await actions.draft(who, first.id, Proposal("move", "", "x", first.id), 1)


async def test_a_draft_that_is_thrown_away_stays_hidden(cast):
    amendment = await drafted(cast)
    await actions.circulate(await cast.who("norland"), amendment)
    with pytest.raises(NotFound):
        await actions.withdraw(await cast.who("reader"), amendment)
    await actions.withdraw(await cast.who("norland"), amendment)
    assert not await sees(cast, "sudria", amendment) and await sees(cast, "norland.delegate", amendment)
    assert await queries.listed("discarded") == () == await queries.listed("draft")


async def test_an_amendment_can_be_withdrawn_from_a_ballot(cast):
    amendment = await tabled(cast)
    await opened(amendment)
    with pytest.raises(Unlawful, match="in ballot"):
        await actions.save(await cast.who("norland"), amendment, Proposal("replace", "Other words.", "x"), 1)
    with pytest.raises(Unlawful, match="in ballot"):
        await actions.withdraw_support(await cast.who("cobalt"), amendment)
    await actions.withdraw(await cast.who("norland"), amendment, "It would harm small States.")
    assert (await queries.amendment(amendment)).fate == "withdrawn"


async def opened(amendment: int) -> None:
    async with atomic():
        await append(
            "ballot.opened",
            f"/amendments/{amendment}",
            "A ballot opened.",
            *await actions.move(amendment, "in-ballot", "A ballot opened."),
        )


async def test_every_row_is_vouched_for_as_it_is(cast):
    amendment = await tabled(cast)
    view = await queries.amendment(amendment)
    await actions.save(
        await cast.who("norland"),
        amendment,
        Proposal("replace", view.wording.text.replace("24", "48"), "Hours matter."),
        1,
    )
    await actions.sponsor(await cast.who("cobalt"), amendment, 2)
    await actions.withdraw_support(await cast.who("cobalt"), amendment)
    again = await drafted(cast, ("State", "country"), who="sudria")
    await actions.save(await cast.who("sudria"), again, Proposal("replace", "Countries help.", "Short."), 1)
    for table in (Amendment, Wording, Sponsor, Step, Question):
        assert await vouched(*await table.objects())


async def test_lists_hold_what_is_public_newest_first(cast):
    first, second, hidden = (
        await drafted(cast),
        await tabled(cast, ("undue delay", "delay")),
        await drafted(cast, who="sudria"),
    )
    assert [each.id for each in await queries.lately()] == [second] == [each.id for each in await queries.listed()]
    await actions.circulate(await cast.who("norland"), first)
    await actions.sponsor(await cast.who("lumen"), first)
    await actions.table(await cast.who("norland"), first)
    assert (
        [each.id for each in await queries.lately()]
        == [first, second]
        == [each.id for each in await queries.listed()][::-1]
    )
    assert [each.id for each in await queries.lately(1)] == [first] and [
        each.id for each in await queries.listed(before=second)
    ] == [first]
    at = await clause(cast)
    assert await queries.open_counts(at.instrument_id) == {at.id: 2} and hidden not in [
        each.id for each in await queries.of_instrument(at.instrument_id)
    ]
    assert [each.id for each in await queries.drafts_of(await cast.who("sudria"))] == [hidden]
