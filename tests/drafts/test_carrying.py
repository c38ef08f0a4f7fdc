"""Comments through revisions: the fate of each quote is computed once, stored, shown, and put to its author."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafts.carrying import actions, queries
from drafts.carrying.tables import Carried, Renewal
from drafts.exchange.render import plain
from drafts.instruments.actions import Change, publish_change
from forum import handed
from forum.database import atomic
from forum.errors import Conflict, Invalid, NotAllowed, NotFound
from forum.mail.tables import Letter
from forum.record import key
from forum.record.actions import append
from forum.record.verify import verify
from forum.record.vouched import vouched_tables
from forum.threads.actions import make_comment
from tests.drafts.setting import clause
from tests.house.test_queries import Counter

FIRST = ("without undue delay", "within 24 hours")


async def comment(cast, words: str, who: str = "norland") -> int:
    at = await clause(cast)
    text = plain(at.current.text)
    start = text.index(words)
    return await make_comment(
        await cast.who(who),
        container=at.instrument_path,
        subject=at.path,
        wording=at.wording_path,
        text=text,
        stance="support",
        body="Good.",
        quote=(start, start + len(words)),
    )


async def publish(cast, text: str) -> None:
    at = await clause(cast)
    async with atomic():
        done = await publish_change(
            at.instrument_id, Change("replace" if text else "repeal", at.id, text), amendment="", note="x"
        )
        await append("revision.published", at.path, "Published.", *done.rows, *await actions.carry_comments(at.id))


async def fates(cast) -> dict[int, queries.FateView]:
    at = await clause(cast)
    return await queries.fates(at.wording_path, plain(at.current.text))


async def test_each_fate(cast):
    at = await clause(cast)
    unchanged, gone = await comment(cast, "A State that is asked"), await comment(cast, "for those who asked")
    changed = await comment(cast, "without undue delay")
    text = at.current.text.replace(" for those who asked", "")
    await publish(cast, text)
    found = await fates(cast)
    assert [found[each].fate for each in (unchanged, changed, gone)] == ["unchanged", "unchanged", "orphaned"]
    await publish(cast, text.replace(*FIRST))
    found = await fates(cast)
    assert found[changed].fate == "changed" and found[changed].words == "within 24 hours"
    assert (
        found[unchanged].fate == "changed" and found[unchanged].words == "A State that is asked"
    )  # a term came into its sentence
    assert found[gone].fate == "orphaned" and await Carried.count() == 6
    assert await Letter.count().where(Letter.subject.like("Does your comment%")) == 3
    await verify(vouched_tables(), key.signer().key.public_key())


async def test_never_better_than_it_was(cast):
    """Words that changed and changed back are asked about all the same, until their author renews."""
    at = await clause(cast)
    made = await comment(cast, "without undue delay")
    await publish(cast, at.current.text.replace(*FIRST))
    await publish(cast, at.current.text)
    assert (await fates(cast))[made].fate == "changed"
    await actions.renew(await cast.who("norland"), made, "applies")
    await publish(cast, at.current.text + " It helps.")
    assert (await fates(cast))[made].fate == "unchanged"


async def test_lines_that_are_wrapped_anew_change_nothing(cast):
    at = await clause(cast)
    made = await comment(cast, "shall acknowledge the request")
    await publish(
        cast, at.current.text.replace("acknowledge the", "acknowledge\nthe").replace("for those", "for\nthose")
    )
    assert (await fates(cast))[made].fate == "unchanged"


async def test_a_repeal_and_what_is_older_than_the_table(cast):
    at = await clause(cast)
    made = await comment(cast, "A State")
    async with atomic():  # as a forum did before fates were kept
        done = await publish_change(
            at.instrument_id,
            Change("replace", at.id, at.current.text.replace("who asked", "that asked")),
            amendment="",
            note="x",
        )
        await append("revision.published", at.path, "Published.", *done.rows)
    await publish(cast, at.current.text)
    assert (await fates(cast))[made].fate == "unchanged"
    await publish(cast, "")
    assert (await fates(cast))[made].is_orphan


async def test_arabic(cast):
    at = await clause(cast)
    await publish(cast, "لا يجوز مهاجمة المستشفيات. تلتزم الدول بالحماية.")
    negated, kept = await comment(cast, "المستشفيات"), await comment(cast, "تلتزم الدول")
    await publish(cast, "يجوز مهاجمة المستشفيات. تلتزم الدول بالحماية.")
    found = await fates(cast)
    assert (found[negated].fate, found[kept].fate) == ("changed", "unchanged") and at.id


@pytest.mark.parametrize("who, answer, error", [("cobalt", "applies", NotAllowed), ("norland", "perhaps", Invalid)])
async def test_who_renews(cast, who, answer, error):
    made = await comment(cast, "without undue delay")
    with pytest.raises(Conflict):
        await actions.renew(await cast.who("norland"), made, "applies")
    await publish(cast, (await clause(cast)).current.text.replace(*FIRST))
    with pytest.raises(error):
        await actions.renew(await cast.who(who), made, answer)
    assert not await Renewal.exists()
    await actions.renew(await cast.who("norland"), made, "withdrawn")
    with pytest.raises(Conflict):
        await actions.renew(await cast.who("norland"), made, "applies")
    with pytest.raises(NotFound):
        await actions.renew(await cast.who("norland"), 999, "applies")


async def test_in_a_browser_without_scripts(cast, site):
    at = await clause(cast)
    changed, gone = await comment(cast, "without undue delay"), await comment(cast, "for those who asked", "cobalt")
    await publish(cast, at.current.text.replace(*FIRST).replace(" for those who asked", ""))
    norland, reader = await site.signed_in(cast.people["norland"]), site.visitor()
    page = await reader.open(at.path)
    assert (
        "What stands there now: within 24 hours" in page.words and "About words that are no longer here" in page.words
    )
    assert "Does your comment still apply?" not in page.words
    await norland.open("/work")
    assert f"/comments/{changed}" in norland.at.links()
    await norland.open(at.path)
    assert "Does your comment still apply?" in norland.at.words
    done = await norland.post(
        f"/comments/{changed}/renewals", {**norland.filled(f"/comments/{changed}/renewals")[1], "answer": "applies"}
    )
    assert done.status == 200 and "Its author says that it still applies" in done.words
    assert f"Comment {changed} on" not in (await norland.open("/work")).words
    assert gone in await fates(cast)


async def test_an_address_of_words_leads_on_for_ever(cast, site):
    at = await clause(cast)
    text = plain(at.current.text)
    start = text.index("without undue delay")
    address = f"{at.revision_path(1)}?start={start}&end={start + 19}&words=without"
    reader = site.visitor()
    assert "without undue delay" in (await reader.open(address)).words
    await publish(cast, at.current.text.replace(*FIRST))
    assert (
        "within 24 hours" in (await reader.open(address)).words
        and "have changed in the words in force" in reader.at.words
    )
    await publish(cast, "")
    assert "are not in the words in force" in (await reader.open(address)).words
    for odd in ("start=9&end=3", "start=x&end=4", "start=0&end=99999", "start=-1"):
        assert (await reader.open(f"{at.revision_path(1)}?{odd}")).status == 200


@pytest.mark.parametrize("many", [2, 40])
async def test_the_number_of_queries(cast, many, monkeypatch):
    handed.use(replace(handed.parts(), before_comments=()))  # no budget ends this
    for _ in range(many):
        await comment(cast, "without undue delay")
    at, counter = await clause(cast), Counter(monkeypatch)
    async with atomic():
        done = await publish_change(
            at.instrument_id,
            Change("replace", at.id, at.current.text.replace("can do", "can offer")),
            amendment="",
            note="x",
        )
        counter.asked()
        rows = await actions.carry_comments(at.id)
        assert counter.asked() <= 12 and len(rows) == many
        await append("revision.published", at.path, "Published.", *done.rows, *rows)
