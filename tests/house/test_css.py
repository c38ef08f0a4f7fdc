"""What the stylesheets promise: colours that can be read in both themes, and no direction but the text's."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.web.assets import folder
from forum.web.pages import environment

CSS = {path.name: re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S) for path in sorted(folder().glob("css/*.css"))}
TOKEN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
TOKENS = {name: {"light": light, "dark": dark} for name, light, dark in TOKEN.findall(CSS["10-tokens.css"])}
TEXTS, GROUNDS = ("ink", "quiet", "rubric", "link", "go", "wait", "stop"), ("paper", "leaf", "field")
WRITTEN = [
    *product(TEXTS, GROUNDS),
    ("ink", "ins"),
    ("ink", "del"),
    ("paper", "ink"),
    ("paper", "rubric"),
    ("paper", "stop"),
    ("quiet", "ins"),
    ("quiet", "del"),
    ("on-focus", "focus"),
]
DRAWN = [
    *product([f"group-{n}" for n in range(1, 7)], GROUNDS),
    *product(["edge"], GROUNDS),
    ("ins-line", "ins"),
    ("del-line", "del"),
]
THEMES = ("light", "dark")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: str) -> float:
    dark, light = sorted(luminance(TOKENS[name][theme]) for name in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground", "theme"), [(*pair, theme) for pair in WRITTEN for theme in THEMES])
def test_words_can_be_read_on_their_ground(text, ground, theme):
    assert contrast(text, ground, theme) >= 4.5


@pytest.mark.parametrize(("shape", "ground", "theme"), [(*pair, theme) for pair in DRAWN for theme in THEMES])
def test_shapes_and_edges_stand_out_from_their_ground(shape, ground, theme):
    assert contrast(shape, ground, theme) >= 3


def test_every_colour_is_named_once_for_both_themes():
    declared = set(re.findall(r"--([\w-]+):[^;]*#[0-9a-fA-F]{3,8}\b", CSS["10-tokens.css"]))
    assert declared == set(TOKENS)
    for name, text in CSS.items():
        if name != "10-tokens.css":
            assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)|\b(?:rgb|hsl|oklch)a?\(", text), name


def test_every_token_that_is_used_is_declared():
    everything = "".join(CSS.values())
    assert set(re.findall(r"var\(--([\w-]+)", everything)) <= set(re.findall(r"--([\w-]+):", everything))


@pytest.mark.parametrize("name", CSS)
def test_no_rule_shouts_or_names_left_and_right(name):
    assert name == "90-print.css" or "!important" not in CSS[name]
    assert not re.findall(
        r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*:|(?:text-align|float)\s*:\s*(?:left|right)",
        CSS[name],
    )


def test_layers_are_declared_before_anything_else_and_hold_every_rule():
    first = next(iter(CSS.values())).strip()
    assert first.startswith("@layer ") and first.endswith("print;")
    named = set(re.findall(r"[\w-]+", first.removeprefix("@layer")))
    for name, text in list(CSS.items())[1:]:
        assert set(re.findall(r"^@layer ([\w-]+) \{", text, flags=re.M)) <= named, name
        assert not re.findall(r"^(?!@layer|\}|\s|$)", text, flags=re.M), name


def macros(name: str):
    return environment("forum").get_template(f"forum/macros/{name}.html").module


def test_every_group_has_a_shape_of_its_own_and_its_word():
    drawn = [str(macros("common").mark(place)) for place in range(1, 10)]
    shapes = [re.sub(r"<svg[^>]*>", "", svg) for svg in drawn]
    assert len(set(shapes)) == len(shapes)
    for place, svg in enumerate(drawn, start=1):
        assert place > 6 or f".g{place} {{ fill: var(--group-{place})" in CSS["40-words.css"]
        assert f"g{place}" in svg and 'aria-hidden="true"' in svg
    assert "Civil society" in macros("common").group_mark("civil-society", "Civil society", 3)


class Reading(HTMLParser):
    """The text of a page without the words that are only said, and without what stands in one kind of element."""

    def __init__(self, without: str) -> None:
        super().__init__(convert_charrefs=True)
        self.without, self.text, self.hidden = without, "", []

    def handle_starttag(self, tag, attrs):
        self.hidden.append(tag == self.without or ("class", "said") in attrs)

    def handle_endtag(self, tag):
        self.hidden.pop()

    def handle_data(self, data):
        if not any(self.hidden):
            self.text += data


def read(html: str, without: str) -> str:
    reading = Reading(without)
    reading.feed(html)
    reading.close()
    return reading.text


WORDS = st.text("ab <>&\"'\n.لا", min_size=1, max_size=8)
SPANS = st.lists(
    st.builds(SimpleNamespace, kind=st.sampled_from(["same", "deleted", "inserted"]), text=WORDS), max_size=8
)


@given(SPANS)
def test_a_redline_on_the_page_holds_both_texts_exactly(spans):
    html = str(macros("law").redline(spans))
    assert read(html, "del") == "".join(span.text for span in spans if span.kind != "deleted")
    assert read(html, "ins") == "".join(span.text for span in spans if span.kind != "inserted")
    assert "aria-label" not in html
