"""The macros that every page is made of: what they promise to forms, to times and to whoever's session ended."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from wtforms import BooleanField, Form, RadioField, SelectField, StringField, TextAreaField

from forum.rules.permission import Identity, Office, Speaking
from forum.web.errors import MadeFor
from forum.web.pages import environment
from forum.web.visit import Carried

ENVIRONMENT = environment("forum")
SPEAKING = Speaking(1, "head", 3, "northfield", "Republic of <Northfield>", "government", 1, "Government", 1, True)
WHO = Identity(1, "p1", "Ana & Co", (SPEAKING,), SPEAKING, (Office("secretariat"),))
PAGE = {
    "identity": None,
    "csrf": Carried("token"),
    "page_path": "/work",
    "theme": "",
    "forum_name": "Comity",
    "demonstration": False,
    "new_key": lambda: "key",
    "assets": SimpleNamespace(css="/a.css", js="/a.js", htmx="/h.js", favicon="/f.svg"),
    "record_head": None,
}


class Sample(Form):
    stance = RadioField("What is it?", choices=[("support", "Support"), ("objection", "Objection")])
    body = TextAreaField("Your comment")
    resolution = StringField("What would resolve it?")
    group = SelectField("Group", choices=[("g", "Government")])
    agree = BooleanField("I have read the rules")


def macros(name: str):
    return ENVIRONMENT.get_template(f"forum/macros/{name}.html").module


def ids(html: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', html)


def refused() -> Sample:
    form = Sample(data={"stance": "objection", "body": "<script>kept</script>", "agree": True})
    for name in Sample()._fields:
        form[name].errors = [f"Say something about {name}."]
    return form


@pytest.mark.parametrize("hint", ["", "A hint."])
def test_each_field_is_labelled_described_and_keeps_what_was_typed(hint):
    form = refused()
    html = "".join(str(macros("forms").field(form, name, hint=hint)) for name in form._fields)
    assert len(ids(html)) == len(set(ids(html)))
    assert set(re.findall(r'for="([^"]+)"', html)) <= set(ids(html))
    described = [each for value in re.findall(r'aria-describedby="([^"]+)"', html) for each in value.split()]
    assert set(described) <= set(ids(html)) and len(described) == (10 if hint else 5)
    assert "&lt;script&gt;kept" in html and re.search(r'value="objection" checked', html) and html.count("Error: ") == 5


def test_the_summary_leads_from_each_error_to_its_field():
    form = refused()
    page = str(macros("forms").error_summary(form)) + "".join(
        str(macros("forms").field(form, name)) for name in form._fields
    )
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids(page)) and page.count('href="#') == 5
    assert str(macros("forms").error_summary(Sample())).strip() == ""


def test_an_error_of_the_whole_form_is_said_once_above_it():
    form = Sample()
    form.form_errors = ["The ballot has closed."]
    assert str(macros("forms").error_summary(form)).count("The ballot has closed.") == 1


def test_times_are_absolute_and_in_utc():
    east = datetime(2026, 11, 24, 1, 5, tzinfo=timezone(timedelta(hours=2)))
    assert ">23 November 2026, 23:05 UTC<" in macros("common").when(east)
    assert ">23 November 2026<" in macros("common").day(datetime(2026, 11, 23, 14, 5, tzinfo=UTC))


@pytest.mark.parametrize(("number", "words"), [(0, "no comments"), (1, "1 comment"), (2, "2 comments")])
def test_counts_are_said_in_words_that_agree(number, words):
    assert macros("common").count(number, "comment") == words


@pytest.mark.parametrize("who", [None, WHO])
def test_the_frame_says_who_speaks_for_whom(who):
    html = ENVIRONMENT.get_template("forum/error.html").render(PAGE | {"identity": who, "title": "No", "reasons": ()})
    assert ("Republic of &lt;Northfield&gt;" in html) is (who is not None)
    assert ('action="/sessions/end"' in html) is (who is not None) and ('href="/sessions/new' in html) is (who is None)
    assert not re.search(r"\sstyle=|<style|\son\w+=", html)


def test_the_frame_carries_the_token_for_scripts_only_when_there_is_one():
    render = ENVIRONMENT.get_template("forum/error.html").render
    assert "hx-headers" in render(PAGE | {"title": "No", "reasons": ()})
    assert "hx-headers" not in render(PAGE | {"csrf": Carried(""), "title": "No", "reasons": ()})


def test_what_was_typed_when_a_session_ended_can_be_read_and_sent_again():
    kept = [("body", "Two\nlines & <b>"), ("stance", "support"), ("_once", "same-key")]
    page = {"path": "/amendments/7/comments", "kept": kept, "shown": {"body": ["Two\nlines & <b>"]}}
    html = ENVIRONMENT.get_template("forum/kept.html").render(
        PAGE | page | {"reasons": (), "files": [], "multipart": False, "another": False, "made_for": MadeFor(None)}
    )
    assert 'action="/amendments/7/comments"' in html and "Two\nlines &amp; &lt;b&gt;</pre>" in html
    assert set(re.findall(r'type="hidden" name="(\w+)"', html)) >= {"_csrf", "_once", "body", "stance"}
    assert 'name="_once" value="same-key"' in html and 'href="/sessions/new"' in html
