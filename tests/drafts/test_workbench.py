"""The workbench: amendments laid over each other, chosen and left out with reasons, shown, proposed, decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.amendments import queries as amendments
from drafts.rules import combining
from drafts.rules.lifecycle import KINDS
from drafts.workbench import actions, queries
from drafts.workbench.bench import Choices, choices_from
from drafts.workbench.tables import Consolidation
from forum.errors import Conflict, Invalid, NotAllowed, NotFound, Unlawful
from forum.mail.tables import Letter
from forum.record.tables import RecordEntry
from tests.drafts.setting import clause, tabled

DELAY, AT_ONCE = ("without undue delay", "within 24 hours"), ("undue delay", "any delay")
ASKED = ("those who asked", "the State that asked")


@pytest.fixture
async def three(cast):
    """Two that collide, and one that does not."""
    return [
        await tabled(cast, DELAY),
        await tabled(cast, AT_ONCE, who="cobalt", sponsor="norland"),
        await tabled(cast, ASKED, who="openrights", sponsor="norland"),
    ]


async def save(cast, choices: Choices, *, seen: int = 0, public: bool = False, who: str = "secretariat") -> int:
    at = await clause(cast)
    return await actions.save(await cast.who(who), at.id, choices, seen=seen, revision=at.current.number, public=public)


def all_of(ids, **more) -> Choices:
    return Choices(frozenset(ids), **more)


async def test_what_does_not_collide_stands_together(cast, three):
    await save(cast, all_of([three[0], three[2]], why={three[1]: "Too open."}), public=True)
    at = await clause(cast)
    saved = await queries.newest(at.id, public=True)
    assert saved.text == at.current.text.replace(*DELAY).replace(*ASKED) and saved.open_clashes == 0
    assert (await queries.mentions(three[0])).is_in and (await queries.mentions(three[1])).why == "Too open."
    letters = await Letter.select(Letter.body).output(as_list=True)
    assert any("not in the consolidated text, because: Too open." in body for body in letters)
    [says] = (
        await RecordEntry.select(RecordEntry.says).where(RecordEntry.kind == "workbench.shown").output(as_list=True)
    )
    assert f"amendments {three[0]}, {three[2]} in it, amendment {three[1]} not" in says


@pytest.mark.parametrize(
    "choice, words",
    [("base", "without undue delay"), ("own", "swiftly"), (0, "within 24 hours"), (1, "without any delay")],
)
async def test_a_collision_is_resolved_by_a_choice(cast, three, choice, words):
    at = await clause(cast)
    place = at.current.text.index("without undue delay")
    chosen = {place: str(three[choice]) if isinstance(choice, int) else choice}
    await save(cast, all_of(three, chosen=chosen, own={place: "swiftly"}), public=True)
    saved = await queries.newest(at.id)
    assert saved.open_clashes == 0 and words in saved.text and "the State that asked" in saved.text
    assert saved.choices.chosen == chosen


async def test_an_open_collision_can_be_saved_but_not_proposed(cast, three):
    await save(cast, all_of(three), public=True)
    at = await clause(cast)
    saved = await queries.newest(at.id)
    assert saved.open_clashes == 1 and "without undue delay" in saved.text
    with pytest.raises(Unlawful, match="1 place at which amendments collide waits"):
        await actions.propose(await cast.who("norland"), at.id, 1)


async def test_proposing_makes_a_draft_of_the_organisation(cast, three):
    await save(cast, all_of([three[0], three[2]], why={three[1]: "Too open."}), public=True)
    at = await clause(cast)
    made = await actions.propose(await cast.who("norland"), at.id, 1)
    view = await amendments.amendment(made, await cast.who("norland"))
    assert view.fate == "draft" and view.wording.text == (await queries.newest(at.id)).text
    assert f"amendments {three[0]}, {three[2]}" in view.wording.reasons and "Too open." in view.wording.reasons
    assert await queries.proposal_of((await queries.newest(at.id)).id) is None  # a draft is nobody else's business


@pytest.mark.parametrize("who", ["norland", "moderator.industry", "reader"])
async def test_who_may_combine(cast, three, who):
    with pytest.raises(NotAllowed):
        await save(cast, all_of(three), who=who)
    assert not await Consolidation.exists()


async def test_observers_propose_nothing(cast, three):
    await save(cast, all_of([three[0]], why={three[1]: "a", three[2]: "b"}), public=True)
    with pytest.raises(NotAllowed):
        await actions.propose(await cast.who("reader"), (await clause(cast)).id, 1)


async def test_two_at_once(cast, three):
    await save(cast, all_of(three))
    with pytest.raises(Conflict, match="Somebody has saved"):
        await save(cast, all_of(three[:1]))
    assert await save(cast, all_of(three[:1]), seen=1) == 2


async def test_what_is_shown_says_why(cast, three):
    with pytest.raises(Invalid) as refused:
        await save(cast, all_of([three[0]], why={three[1]: "  "}), public=True)
    assert set(refused.value.fields) == {f"why-{three[1]}", f"why-{three[2]}"}
    with pytest.raises(Invalid):
        await save(cast, all_of([]))


async def test_an_unseen_draft_is_nobodys_business(cast, three, site):
    await save(cast, all_of(three))
    at = await clause(cast)
    assert (await site.visitor().open(f"{at.path}/workbench")).status == 404
    with pytest.raises(NotFound):
        await actions.propose(await cast.who("norland"), at.id, 1)
    assert not any(
        "is not shown yet" not in each
        for each in await RecordEntry.select(RecordEntry.says)
        .where(RecordEntry.kind == "workbench.saved")
        .output(as_list=True)
    )


async def press(visitor, act: str, include: list[str], **typed):
    """A button of the bench's form, with the boxes ticked and the fields filled in as a browser would send them."""
    target, values = visitor.filled("/workbench")
    return await visitor.post(target, {**values, "include": include, "act": act, **typed})


async def test_in_a_browser_without_scripts(cast, three, site):
    at = await clause(cast)
    desk = await site.signed_in(cast.people["secretariat"])
    await desk.open(at.path)
    await desk.follow("Combine these amendments on the workbench")
    path = f"{at.path}/workbench"
    checked = await press(desk, "check", list(map(str, three)))
    assert checked.status == 200 and "not decided" in checked.words and not await Consolidation.exists()
    place = at.current.text.index("without undue delay")
    refused = await press(desk, "show", [str(three[0])], **{f"why-{three[1]}": "مفتوح جدا"})
    assert (
        refused.status == 422 and refused.tree.xpath(f"//*[@id='why-{three[2]}-error']") and "مفتوح جدا" in refused.text
    )
    done = await press(desk, "show", list(map(str, three)), **{f"choice-{place}": str(three[0])})
    assert done.status == 200 and "Everybody can read it" in done.words
    reader = site.visitor()
    shown = await reader.open(path)
    assert (
        shown.status == 200 and "Added: within 24 hours" in shown.words and path in (await reader.open(at.path)).links()
    )
    assert "Its words are in consolidated text 1" in (await reader.open(f"/amendments/{three[1]}")).words
    norland = await site.signed_in(cast.people["norland"])
    await norland.open(path)
    draft = await norland.send("/proposals")
    assert draft.status == 200 and "Only your delegation" in draft.words
    assert (await norland.open(path)).status == 200


async def test_odd_input(cast, three, site):
    at = await clause(cast)
    desk = await site.signed_in(cast.people["secretariat"])
    await desk.open(f"{at.path}/workbench")
    odd = {"choice-x": "1", "choice-0": "nobody", "own-99999999999": "x", "why-0": "y", "number": "-4", "revision": "a"}
    assert (await press(desk, "check", ["", "abc", "999999"], **odd)).status == 200
    assert (await press(desk, "save", [str(three[0])], **odd)).status == 409


@given(st.dictionaries(st.integers(0, 999), st.sampled_from(["base", "own", "7"])), st.text(max_size=9))
def test_choices_survive_being_saved(chosen, words):
    own = {at: words for at, choice in chosen.items() if choice == "own"}
    assert choices_from(Choices(chosen=chosen, own=own).as_json(list(chosen))) == (chosen, own)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fate", ["tabled", "in-ballot"])
@pytest.mark.parametrize("current", [True, False])
@pytest.mark.parametrize("asked", [True, False])
def test_which_may_be_in(kind, fate, current, asked):
    verdict = combining.may_be_in(kind, fate, current, asked)
    assert bool(verdict) == (kind == "replace" and fate == "tabled" and current and not asked)
    assert verdict or verdict.reasons
