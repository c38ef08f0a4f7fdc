"""The whole story over HTTP, by forms that stand on the pages: a norm goes from text to adopted revision."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from drafts.ballots.actions import close_due
from drafts.ballots.records.checks import first_fault
from forum import clock
from forum.mail.tables import Letter
from forum.record import key
from forum.record.verify import verify
from forum.record.vouched import vouched_tables
from tests.cast import Cast
from tests.drafts.setting import TEXT
from tests.moderation.setting import members
from tests.visitor import Site, Visitor

OLD, NEW = "without undue delay", "within 24 hours"
HEADS = {
    "norland": "yes",
    "sudria": "yes",
    "cobalt": "yes",
    "lumen": "abstain",
    "openrights": "yes",
    "tidewater": "yes",
}


class Story:
    """Everybody in it, each at a browser of their own."""

    def __init__(self, cast: Cast, site: Site) -> None:
        self.cast, self.site, self.public = cast, site, site.visitor()
        self.people: dict[str, Visitor] = {}
        self.clause = ""

    async def by(self, who: str) -> Visitor:
        if who not in self.people:
            self.people[who] = await self.site.signed_in(self.cast.people[who])
        return self.people[who]

    async def bring(self) -> None:
        secretariat = await self.by("secretariat")
        await secretariat.open("/instruments/new")
        answer = await secretariat.send(
            "/instruments/new", source=TEXT, slug="code", about="What we promise each other."
        )
        assert answer.path == "/instruments/code"
        answer = await self.public.open("/instruments/code")
        assert OLD in answer.words and "Entrenched" in answer.words
        self.clause = answer.tree.xpath("//div[contains(@class, 'clause')]//a[contains(@href, '/clauses/')]/@href")[
            0
        ].split("#")[0]

    async def comment(self, who: str, **typed: str) -> None:
        visitor = await self.by(who)
        quoted = typed.pop("quoted", "")
        page = await visitor.open(self.clause)
        if quoted:
            words = next(page.tree.iterfind(".//*[@data-quote-to]")).text_content().strip()
            start = words.index(quoted)
            await visitor.open(f"{self.clause}?start={start}&end={start + len(quoted)}")
        answer = await visitor.send("/comments", **typed)
        assert answer.status == 200 and typed["body"] in answer.words

    async def table(self, who: str, sponsor: str, change: tuple[str, str]) -> str:
        """The amendment's path."""
        visitor = await self.by(who)
        await visitor.open(self.clause)
        await visitor.follow("Propose to amend this clause")
        text = visitor.form("/amendments").fields["text"]
        amendment = (
            await visitor.send("/amendments", text=text.replace(*change), reasons="It matters to those who wait.")
        ).path
        assert (await self.public.open(amendment)).status == 404  # a draft is nobody else's
        await visitor.send("/circulation")
        other = await self.by(sponsor)
        await other.open("/work")
        await other.follow(f"Amendment {amendment.rsplit('/', 1)[1]}")
        await other.send("/sponsors")
        await visitor.open(amendment)
        await visitor.send("/tabling")
        assert (await self.public.open(amendment)).status == 200
        return amendment

    async def open_ballot(self, amendment: str) -> str:
        secretariat = await self.by("secretariat")
        await secretariat.open(f"{amendment}/ballot")
        await secretariat.send("/ballot", closes_at=f"{clock.now() + timedelta(days=8):%Y-%m-%dT%H:%M}")
        answer = await secretariat.send("/ballot")
        assert re.fullmatch(r"/ballots/\d+", answer.path), answer.words
        return answer.path

    async def vote(self, ballot: str, who: str, position: str, reason: str = "") -> None:
        visitor = await self.by(who)
        await visitor.open(ballot)
        answer = await visitor.send("/casts", position=position, reason=reason)
        assert answer.status == 200 and "Receipt" in answer.words


LATER = timedelta(days=9)


@pytest.fixture
def story(cast, site) -> Story:
    return Story(cast, site)


async def test_from_text_to_adopted_revision(story: Story, database, monkeypatch):
    async def close(_: str) -> None:
        assert await close_due(database) == 1 and await close_due(database) == 0

    await tell(story, monkeypatch, close)


async def tell(story: Story, monkeypatch: pytest.MonkeyPatch, close: Callable[[str], Awaitable[None]]) -> None:
    """`close` sees to it that the ballot at this path closes, LATER by everybody's clock."""
    await story.bring()
    await story.comment("openrights", quoted=OLD, stance="concern", body="This can mean a year.")
    await story.comment("lumen", stance="question", body="Who pays for it?")
    adopted = await story.table("norland", "cobalt", (OLD, NEW))
    rival = await story.table("sudria", "openrights", (OLD, "at once"))
    other = await story.table("lumen", "tidewater", ("those who asked", "the State that asked"))
    await objection_is_answered(story, adopted)
    ballot = await story.open_ballot(adopted)
    await everybody_votes_and_nobody_sees(story, ballot)
    monkeypatch.setattr(clock, "source", lambda: clock.system() + LATER)
    await close(ballot)
    await the_arithmetic_is_public(story, ballot)
    revision = await it_is_explained_and_published(story, adopted)
    await open_amendments_are_carried_or_asked(story, rival, other)
    await older_words_are_shown_as_that(story)
    await a_panel_hides_a_comment(story)
    assert NEW in (await story.public.open(revision)).words
    await verify(vouched_tables(), key.signer().key.public_key(), [first_fault])


async def objection_is_answered(story: Story, amendment: str) -> None:
    lumen, rapporteur = await story.by("lumen"), await story.by("rapporteur.industry")
    await lumen.open(amendment)
    answer = await lumen.send("/comments", stance="objection", body="Nights are not staffed.", resolution="")
    assert answer.status == 422 and "what would resolve" in answer.words and "Nights are not staffed." in answer.text
    answer = await lumen.send(
        "/comments", stance="objection", body="Nights are not staffed.", resolution="Count working hours."
    )
    number = re.search(
        r"comment-(\d+)", next(iter(answer.tree.xpath("//li[contains(., 'Nights are not staffed')]/@id")))
    ).group(1)
    await rapporteur.open(f"/comments/{number}/disposition")
    answer = await rapporteur.send("/disposition", kind="rejected", reason="Emergencies come at night.")
    assert "Emergencies come at night." in answer.words


async def everybody_votes_and_nobody_sees(story: Story, ballot: str) -> None:
    await story.vote(ballot, "norland", "no", "A secret that changes.")
    for who, position in HEADS.items():
        await story.vote(ballot, who, position, "Too short for us." if position == "abstain" else "")
    for who in ("secretariat", "rapporteur.industry", "moderator.government", "cobalt", "reader"):
        answer = await (await story.by(who)).open(ballot)
        assert (
            "Too short for us." not in answer.text
            and "A secret that changes." not in answer.text
            and "6 of 6" in answer.words
        )
    public = story.public
    assert "Too short" not in (await public.open(ballot)).text and (await public.open(f"{ballot}.json")).status == 404
    for path in ("/record", "/record/entries.json", "/feeds/revisions.atom"):
        answer = await public.open(path)
        assert answer.status == 200 and "Too short" not in answer.text and '"yes"' not in answer.text
    delegate = await story.by("norland.delegate")
    await delegate.open(ballot)
    assert not [form for form in delegate.at.tree.forms if (form.get("action") or "").endswith("/casts")]
    forged = await (await story.by("norland")).client.post(
        f"{ballot}/casts", data={"position": "yes"}
    )  # without our token
    assert forged.status_code in (401, 403)


async def the_arithmetic_is_public(story: Story, ballot: str) -> None:
    answer = await story.public.open(ballot)
    assert (
        "Adopted" in answer.words
        and "Too short for us." in answer.words
        and "A secret that changes." not in answer.words
    )
    record = json.loads((await story.public.open(f"{ballot}.json")).text)
    assert (
        record["outcome"] == "adopted" and {each["organisation"]: each["position"] for each in record["casts"]} == HEADS
    )
    lumen = await story.by("lumen")
    await lumen.open(ballot)
    assert not [form for form in lumen.at.tree.forms if (form.get("action") or "").endswith("/casts")]


async def it_is_explained_and_published(story: Story, amendment: str) -> str:
    """The new revision's path."""
    author, same, second = (
        await story.by("rapporteur.industry"),
        await story.by("rapporteur.industry"),
        await story.by("rapporteur.civil-society"),
    )
    await author.open("/work")
    await author.follow("Amendment 1")
    await author.send("/rationale", summary="States now answer within 24 hours.", why="Because hours matter.")
    await same.open(f"{amendment}/rationale")
    assert not [form for form in same.at.tree.forms if (form.get("action") or "").endswith("/approval")]
    await second.open(f"{amendment}/rationale")
    answer = await second.send("/rationale/approval")
    assert "/revisions/2" in answer.path and "Because hours matter." in answer.words and "Who was heard" in answer.words
    revision = answer.path
    for path in ("/", "/feeds/revisions.atom", revision):
        assert "States now answer within 24 hours." in (await story.public.open(path)).text
    assert (
        NEW in (await story.public.open("/instruments/code")).words
        and OLD in (await story.public.open("/instruments/code/editions/1")).words
    )
    compared = await story.public.open(f"{story.clause}/compare/1/2")
    assert OLD in compared.words and NEW in compared.words
    return revision


async def open_amendments_are_carried_or_asked(story: Story, rival: str, other: str) -> None:
    carried = await story.public.open(other)
    assert "Carried over" in carried.words and NEW in carried.words and "the State that" in carried.words
    asked = await (await story.by("sudria")).open(rival)
    assert "The clause has changed since" in asked.words and "at once" in asked.words and NEW in asked.words
    answer = await (await story.by("sudria")).send("/answer", answer="take")
    assert "Superseded" in answer.words


async def older_words_are_shown_as_that(story: Story) -> None:
    answer = await story.public.open(story.clause)
    assert (
        "About older words (revision 1)" in answer.words
        and OLD in answer.words
        and "This can mean a year." in answer.words
    )


async def a_panel_hides_a_comment(story: Story) -> None:
    await story.comment("cobalt", stance="support", body="Lumen is run by fools.")
    lumen = await story.by("lumen")
    page = await lumen.open(story.clause)
    number = re.search(r"comment-(\d+)", next(iter(page.tree.xpath("//li[contains(., 'run by fools')]/@id")))).group(1)
    await lumen.open(f"/comments/{number}/flags/new")
    assert (await lumen.send("/flags", rule="person")).status == 200
    for group, sitting in (await members(story.cast, 1)).items():
        assert "run by fools" in (await story.public.open(story.clause)).words
        moderator = await story.by(sitting)
        await moderator.open("/moderation")
        await moderator.follow("Comment")
        await moderator.send("/opinions", choice="hide", rule="person", days="30", reasons=f"About persons ({group}).")
    answer = await story.public.open(story.clause)
    assert (
        "run by fools" not in answer.text
        and "Hidden on" in answer.words
        and "About persons (government)" in answer.words
    )
    assert await Letter.exists().where(Letter.recipient == "cobalt@forum.test", Letter.body.like("%run by fools%"))
