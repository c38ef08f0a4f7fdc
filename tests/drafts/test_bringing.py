"""The secretariat brings an instrument on its page."""

import pytest

from drafts.instruments import queries

SOURCE = "# Code of Test\n\n## Article 1. Peace\n\n1. Keep it.\n2. Tell ![what](x.png).\n"
NEW = "/instruments/new"


@pytest.fixture
async def secretariat(cast, site):
    return await site.signed_in(cast.people["secretariat"])


async def test_pasted(secretariat):
    await secretariat.open(NEW)
    answer = await secretariat.send(NEW, source=SOURCE, slug="code", about="What it is.")
    assert answer.path == "/instruments/code" and "Keep it." in answer.words and "What it is." in answer.words


async def test_checked_first(secretariat):
    await secretariat.open(NEW)
    target, values = secretariat.filled(NEW, source=SOURCE)
    answer = await secretariat.post(target, {**values, "act": "check"})
    assert (
        answer.status == 200
        and "with 2 clauses. Nothing has been added yet" in answer.words
        and "Line 6: An image" in answer.words
    )
    assert await queries.instruments() == ()
    assert (await secretariat.send(NEW)).path == "/instruments/code-of-test"


async def test_uploaded(secretariat):
    await secretariat.open(NEW)
    target, values = secretariat.filled(NEW, slug="uploaded")
    response = await secretariat.client.post(
        target, data=values, files={"file": ("norm.md", SOURCE.encode(), "text/markdown")}, follow_redirects=True
    )
    assert response.status_code == 200 and response.url.path == "/instruments/uploaded"


async def test_the_same_form_twice_brings_one(secretariat):
    await secretariat.open(NEW)
    target, values = secretariat.filled(NEW, source=SOURCE)
    first = await secretariat.post(target, values)
    again = await secretariat.post(target, values)
    assert first.path == again.path and len(await queries.instruments()) == 1


@pytest.mark.parametrize(
    "typed,says",
    [
        ({"source": ""}, "Paste the text"),
        ({"source": "words"}, "Line 1: There is no title"),
        ({"source": SOURCE, "slug": "Not A Slug"}, "Use small letters"),
        ({"source": SOURCE, "slug": "new"}, "something at /instruments/new already"),
        ({"source": SOURCE, "about": "a" * 2001}, "longer than 2000"),
    ],
)
async def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(secretariat, typed, says):
    await secretariat.open(NEW)
    answer = await secretariat.send(NEW, **typed)
    assert answer.status == 422 and says in answer.words and await queries.instruments() == ()
    assert answer.tree.xpath("//textarea[@name='source']")[0].value.strip() == typed["source"].strip()
    assert answer.tree.xpath("//textarea[@name='about']")[0].value.strip() == typed.get("about", "")


async def test_control_characters_of_a_paste_are_dropped(secretariat):
    await secretariat.open(NEW)
    answer = await secretariat.send(NEW, source="# T\n\nok\n\nnul\x01")
    assert answer.status == 200 and "\x01" not in answer.text and len(await queries.instruments()) == 1


async def test_an_upload_that_is_not_text(secretariat):
    await secretariat.open(NEW)
    target, values = secretariat.filled(NEW, source="# Kept\n\nwords")
    response = await secretariat.client.post(
        target, data=values, files={"file": ("norm.md", b"\xff\xfe\x00", "text/markdown")}
    )
    assert response.status_code == 422 and "Line 1: This is not UTF-8" in response.text and "# Kept" in response.text


@pytest.mark.parametrize("who", ["norland", "moderator.industry"])
async def test_nobody_else(cast, site, who):
    visitor = await site.signed_in(cast.people[who])
    assert (await visitor.open(NEW)).status == 403
    assert (await visitor.post(NEW, {"source": SOURCE})).status in (401, 403) and await queries.instruments() == ()


async def test_not_without_an_account(cast, site):
    response = await site.visitor().client.get(NEW)
    assert response.status_code == 303 and response.headers["location"].startswith("/sessions/new")


AKN = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act">
<preface><p><docTitle>Code of AKN</docTitle></p></preface>
<body><article><num>Article 1</num><heading>Peace</heading>
<paragraph><num>1.</num><content><p>Keep <b>it</b>.</p></content></paragraph></article></body>
<attachments/></act></akomaNtoso>"""


async def upload(secretariat, source: bytes, name: str = "norm.xml", **values):
    await secretariat.open(NEW)
    target, filled = secretariat.filled(NEW)
    return await secretariat.client.post(
        target, data={**filled, **values}, files={"file": (name, source, "application/xml")}, follow_redirects=True
    )


async def test_akoma_ntoso_becomes_markdown_first(secretariat):
    checked = await upload(secretariat, AKN.encode(), act="check")
    assert (
        checked.status_code == 200
        and "### Article 1" not in checked.text
        and "## Article 1. Peace" in checked.text
        and "1. Keep **it**." in checked.text
    )
    assert "“attachments” was left out" in checked.text and await queries.instruments() == ()
    brought = await upload(secretariat, AKN.encode(), "NORM.AKN")
    assert brought.url.path == "/instruments/code-of-akn" and "<strong>it</strong>" in brought.text


async def test_hostile_xml_is_refused_in_a_sentence(secretariat):
    answer = await upload(secretariat, b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + AKN.encode())
    assert answer.status_code == 422 and "neither is taken" in answer.text and await queries.instruments() == ()
