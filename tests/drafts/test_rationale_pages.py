"""Rationales over HTTP: written and approved by hand, read by anybody, followed in a feed reader."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import etree, html

from drafts.rationales import actions
from drafts.rationales.feed import in_words, readable
from drafts.text.redline import redline
from tests.drafts.ballot_setting import Time
from tests.drafts.rationale_setting import SUMMARY, WHY, adopt, published, tabled_as, written
from tests.drafts.setting import tabled

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def time(monkeypatch) -> Time:
    return Time(monkeypatch)


@pytest.fixture
async def adopted(cast, time) -> int:
    """With the votes of industry against it."""
    amendment = await tabled(cast)
    await adopt(cast, time, amendment, against=("cobalt", "lumen"))
    return amendment


async def feed_of(visitor) -> etree._Element:
    answer = await visitor.open("/feeds/revisions.atom")
    assert answer.status == 200 and answer.headers["content-type"].startswith("application/atom+xml")
    return etree.fromstring(answer.text.encode())


async def test_by_hand(cast, adopted, site):
    public = site.visitor()
    author, second = [await site.signed_in(cast.people[f"rapporteur.{group}"]) for group in ("industry", "government")]
    await author.open("/work")
    await author.follow(f"Amendment {adopted}")
    answer = await author.send("/rationale", summary="word " * 101, why=WHY)
    assert answer.status == 422 and "At most 100 words" in answer.words
    assert author.form("/rationale").fields["why"].split() == WHY.split()
    answer = await author.send("/rationale", summary=SUMMARY, why=WHY)
    assert answer.status == 200 and "You wrote it yourself." in answer.words
    await second.open(f"/amendments/{adopted}")
    await second.follow("Go to the rationale")
    answer = await second.send("/rationale/approval")
    assert answer.path.endswith("/revisions/2")
    page = await public.open(answer.path)
    for words in (SUMMARY, "One company objected", "Who was heard", "Nobody objected.", "rapporteur of Industry"):
        assert words in page.words
    assert len(page.tree.xpath("//div[@class='prose']/p")) == 2
    assert {f"/amendments/{adopted}", "/ballots/1", "/ballots/1.json", "/rationales/1/figures.json"} <= page.links()
    for link in ("/ballots/1.json", "/rationales/1/figures.json"):
        assert (await public.client.get(link)).status_code == 200
    assert SUMMARY in (await public.open("/")).words


async def test_a_second_approval_and_a_stale_one_are_told(cast, adopted, site):
    await written(cast, adopted)
    visitors = [await site.signed_in(cast.people[f"rapporteur.{group}"]) for group in ("government", "civil-society")]
    for visitor in visitors:
        await visitor.open(f"/amendments/{adopted}/rationale")
    await actions.write(await cast.who("rapporteur.industry"), adopted, "Other words.", WHY)
    answer = await visitors[0].send("/rationale/approval")
    assert answer.status == 409 and "rewritten in the meantime" in answer.words
    for visitor in visitors:
        await visitor.open(f"/amendments/{adopted}/rationale")
    assert (await visitors[0].send("/rationale/approval")).status == 200
    answer = await visitors[1].send("/rationale/approval")
    assert answer.status == 409 and "published" in answer.words


async def test_who_was_overtaken_keeps_what_was_typed(cast, adopted, site):
    author = await site.signed_in(cast.people["rapporteur.government"])
    await author.open(f"/amendments/{adopted}/rationale")
    await written(cast, adopted)
    answer = await author.send("/rationale", summary="My own words.", why="My own reasons.")
    assert answer.status == 409 and SUMMARY in answer.words and "in the meantime" in answer.words
    assert author.form("/rationale").fields["summary"].strip() == "My own words."
    answer = await author.send("/rationale")  # having read the other
    assert answer.status == 200 and "My own words." in answer.words and SUMMARY not in answer.words


async def test_the_door_is_for_rapporteurs_and_says_what_is_missing(cast, adopted, site):
    path = f"/amendments/{adopted}/rationale"
    assert "/sessions/new" in (await site.visitor().client.get(path)).headers["location"]
    assert (await (await site.signed_in(cast.people["norland"])).open(path)).status == 403
    rapporteur = await site.signed_in(cast.people["rapporteur.government"])
    other = await tabled(cast, ("those who asked", "the State that asked"), number=0)
    answer = await rapporteur.open(f"/amendments/{other}/rationale")
    assert answer.status == 200 and "Only an adopted amendment gets a rationale." in answer.words
    assert (await rapporteur.open("/amendments/4711/rationale")).status == 404


async def test_a_statement_of_a_group_that_voted_against(cast, adopted, site):
    rationale = await written(cast, adopted)
    head, other = [await site.signed_in(cast.people[each]) for each in ("cobalt", "norland")]
    assert (await head.open(f"/amendments/{adopted}/statements")).status == 404
    path = await actions.approve(await cast.who("rapporteur.government"), rationale)
    assert "Only a group that voted against" in (await other.open(f"/amendments/{adopted}/statements")).words
    await head.open(path)
    await head.follow("Add the statement of your group")
    answer = await head.send("/statements", body="x" * 2_001)
    assert answer.status == 422 and "At most 2,000 characters" in answer.words and "x" * 2_001 in answer.text
    answer = await head.send("/statements", body="We <b>disagree</b>.")
    assert answer.path.startswith(path) and "We <b>disagree</b>." in answer.words
    assert "Add the statement" not in answer.words
    [entry] = (await feed_of(site.visitor())).findall(f"{ATOM}entry")
    said = html.fromstring(f"<div>{entry.find(f'{ATOM}content').text}</div>").text_content()
    assert "Statement of Industry, which voted against: We <b>disagree</b>." in said


async def test_figures_as_data(cast, adopted, site):
    visitor, rationale = site.visitor(), await written(cast, adopted)
    assert (await visitor.open(f"/rationales/{rationale}/figures.json")).status == 404  # until it is published
    await actions.approve(await cast.who("rapporteur.government"), rationale)
    figures = (await visitor.client.get(f"/rationales/{rationale}/figures.json")).json()
    votes = {each["key"]: (each["favour"], each["against"]) for each in figures["ballot"]["groups"]}
    assert votes == {"government": (2, 0), "industry": (0, 2), "civil-society": (2, 0)}
    schema = (await visitor.client.get("/schema/openapi.json")).json()
    answers = schema["paths"]["/rationales/{rationale}/figures.json"]["get"]["responses"]
    name = answers["200"]["content"]["application/json"]["schema"]["$ref"].rsplit("/")[-1]
    assert set(schema["components"]["schemas"][name]["properties"]) == set(figures)


@pytest.mark.parametrize(
    "old, new, words",
    [
        ("They shall answer soon.", "They shall answer at once.", "They shall answer [Removed: soon][Added: at once]."),
        ("We shall not pay.", "We shall pay.", "We shall [Removed: not] pay."),
        ("", "All new.", "[Added: All new.]"),
        ("The same.", "The same.", "The words stay as they were."),
    ],
)
def test_a_redline_in_words(old, new, words):
    assert " ".join(in_words(redline(old, new)).split()) == words


def test_what_xml_cannot_write_is_replaced():
    assert readable("a\x00\x0b\ufffe\ud800b\n\U0001f4dc") == "a" + "\ufffd" * 4 + "b\n\U0001f4dc"


async def test_an_empty_feed_is_a_feed(cast, site):
    feed = await feed_of(site.visitor())
    assert feed.tag == f"{ATOM}feed" and feed.find(f"{ATOM}entry") is None
    assert all(feed.find(f"{ATOM}{name}").text for name in ("id", "title", "updated"))
    assert feed.find(f"{ATOM}author/{ATOM}name").text


async def test_the_feed(cast, adopted, time, site):
    visitor, path = site.visitor(), await published(cast, adopted)
    time.now += timedelta(days=1)
    inserted = await tabled_as(cast, "insert", "Bells \ufffe & <whistles>.")
    await adopt(cast, time, inserted)
    await published(cast, inserted)
    feed = await feed_of(visitor)
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.find(f"{ATOM}title").text for entry in entries]
    assert all(each.startswith("Code of Conduct: ") for each in titles)
    assert "came in" in titles[0] and "was changed" in titles[1]
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    assert len(set(ids)) == 2 and ids[1].startswith("tag:") and ids[1].endswith(path)
    assert ids == [entry.find(f"{ATOM}id").text for entry in (await feed_of(visitor)).findall(f"{ATOM}entry")]
    assert feed.find(f"{ATOM}updated").text == entries[0].find(f"{ATOM}updated").text
    assert entries[1].find(f"{ATOM}summary").text == SUMMARY
    content = html.fromstring(f"<div>{entries[1].find(f'{ATOM}content').text}</div>").text_content()
    assert "[Removed: without undue delay][Added: within 24 hours]" in content
    assert "<whistles>" in html.fromstring(f"<div>{entries[0].find(f'{ATOM}content').text}</div>").text_content()
