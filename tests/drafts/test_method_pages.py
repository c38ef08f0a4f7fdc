"""Composing a method in a browser without JavaScript, and the public pages that explain each."""

from __future__ import annotations

import json

import pytest

from drafts.motions.tables import Motion
from drafts.rules.presets import presets

NEW = "/methods/new"


@pytest.fixture
async def secretariat(cast, site):
    return await site.signed_in(cast.people["secretariat"])


async def sent(visitor, press: str, **typed: str):
    """Fills in the form as it stands, and presses one of its buttons."""
    typed = {name.replace("__", "-"): value for name, value in typed.items()}
    values = composed(visitor)
    assert not set(typed) - {name for form in visitor.at.tree.forms for name in form.fields}
    return await visitor.post(NEW, {**values, **typed, press: "1"})


def composed(visitor) -> dict[str, str]:
    """The form as it stands."""
    [form] = [form for form in visitor.at.tree.forms if form.get("action") == NEW and form.method == "POST"]
    return dict(form.form_values())


def value(page, name: str) -> str:
    [found] = page.tree.xpath(f"//*[@name='{name}'][not(@type='radio') or @checked]")
    return found.value.strip() if found.tag in ("select", "textarea") else found.get("value")


def rows_on(page) -> int:
    return len(page.tree.xpath("//fieldset[starts-with(@id, 'row-')][legend[starts-with(., 'Test ')]]"))


async def test_a_preset_opens_as_rows_and_is_shown_in_words(secretariat):
    page = await secretariat.open(f"{NEW}?from=balanced")
    assert (
        page.status == 200
        and rows_on(page) == 4
        and "In every chamber: more than 1/2 of those in favour or against" in page.words
    )
    shown = await sent(secretariat, "check", row__1__number="3/5")
    assert shown.status == 200 and "more than 3/5 of those in favour or against are in favour" in shown.words
    assert (
        "This method can be used" in shown.words
        and "Examples on the present roll" in shown.words
        and "Half of each group stays away" in shown.words
    )
    assert "Who could capture it, on the present roll" in shown.words
    assert shown.tree.xpath("//section[h2/@id='capture']//li")
    assert value(shown, "row-1-number") == "3/5"


async def test_a_nested_preset_opens_as_json_and_others_can_be_written_so(secretariat):
    page = await secretariat.open(f"{NEW}?from=balanced")
    page = await sent(secretariat, "as-json")
    assert json.loads(value(page, "rule"))["chamber"] == ["group"] and rows_on(page) == 0
    page = await sent(secretariat, "as-rows")
    assert page.status == 200 and rows_on(page) == 4
    await sent(secretariat, "as-json")
    nested = '{"adopted_when": {"any": [{"count": ["yes"], "at_least": 2}, {"count": ["no"], "at_most": 0}]}}'
    refused = await sent(secretariat, "as-rows", rule=nested)
    assert refused.status == 422 and "Rows cannot say this rule" in refused.words and value(refused, "rule") == nested
    shown = await sent(secretariat, "check", rule=nested)
    assert shown.status == 200 and "Either all together: at least 2 in favour; or" in shown.words


async def test_rows_come_and_go_without_scripts(secretariat):
    await secretariat.open(f"{NEW}?from=balanced")
    page = await sent(secretariat, "add", row__0__number="1/7", title="شرط جديد")
    assert (
        page.status == 200
        and rows_on(page) == 5
        and value(page, "row-0-number") == "1/7"
        and value(page, "title") == "شرط جديد"
    )
    page = await sent(secretariat, "remove-1")
    assert rows_on(page) == 4 and value(page, "row-1-kind") == "mean" and value(page, "row-0-number") == "1/7"
    for _ in range(4):
        page = await sent(secretariat, "remove-0")
    assert rows_on(page) == 0
    refused = await sent(secretariat, "check")
    assert refused.status == 422 and "Add at least one test" in refused.words
    for _ in range(25):
        page = await sent(secretariat, "add")
    assert rows_on(page) == 20 and "at most 20 tests" in page.words


async def test_faults_stand_beside_their_rows_and_what_was_typed_stays(secretariat):
    await secretariat.open(f"{NEW}?from=balanced")
    typed = {
        "row__0__number": "2/0",
        "row__1__number": "0.66",
        "row__2__op": "at_most",
        "open_for": "soon",
        "title": "",
    }
    page = await sent(secretariat, "check", **typed)
    assert page.status == 422 and page.tree.xpath("//title[starts-with(., 'Error: ')]")
    for place, says in (
        ("row-0-number", "“2/0” is none"),
        ("row-1-number", "“0.66” is none"),
        ("row-2-c", "may not count In favour"),
    ):
        [beside] = page.tree.xpath(f"//*[@id='{place}-error']")
        assert says in beside.text_content()
    assert "Write a whole number of days" in page.words and "Give the method a title" in page.words
    assert (value(page, "row-0-number"), value(page, "row-1-number"), value(page, "open_for")) == (
        "2/0",
        "0.66",
        "soon",
    )
    ids = {each.get("id") for each in page.tree.xpath("//*[@id]")}
    assert {link.get("href")[1:] for link in page.tree.xpath("//*[@id='shown']//a")} <= ids
    assert not page.tree.xpath("//h2[@id='checked']")


@pytest.mark.parametrize(
    "rule,says",
    [
        ("", "not JSON"),
        ("[1]", "Write an object"),
        ("x" * 400_000, "400,000"),
        ("[" * 20_000 + "]" * 20_000, "At most 20,000"),
        ("[" * 9_000 + "]" * 9_000, "nested too deeply"),
        ('{"adopted_when": {"count": ["no"], "at_least": 1}}', "punish support"),
        (json.dumps({"adopted_when": {"all": [{"count": ["yes"], "at_least": 1}] * 61}}), "at most 60 tests"),
        ('{"adopted_whem": {"count": ["yes"], "at_least": 1}}', "no member “adopted_whem”"),
        ('{"adopted_when": {"share": ["yes"], "of": ["yes"], "at_least": "2/0"}}', "fraction"),
    ],
)
async def test_json_that_is_refused(secretariat, rule, says):
    await secretariat.open(f"{NEW}?from=balanced")
    await sent(secretariat, "as-json")
    page = await sent(secretariat, "check", rule=rule)
    assert page.status == 422 and says in page.words


async def test_a_title_of_fifty_thousand_letters_is_refused_and_values_of_no_list_are_named(secretariat):
    await secretariat.open(f"{NEW}?from=balanced")
    assert "At most 200 characters; this is 50,000" in (await sent(secretariat, "check", title="ش" * 50_000)).words
    values = composed(secretariat)
    page = await secretariat.post(
        NEW,
        {
            **values,
            "title": "Short",
            "check": "1",
            "row-0-op": "about",
            "row-1-where": "nowhere",
            "chambers": "x",
            "unit": "weeks",
        },
    )
    assert (
        page.status == 422 and page.words.count("Choose one of the list") == 4 and "Choose hours or days" in page.words
    )


async def test_entrenched_clauses_know_no_second_call(secretariat):
    await secretariat.open(f"{NEW}?from=balanced&part=entrenched")
    refused = await sent(secretariat, "check", second_call="iso-dis", second_days="14")
    assert refused.status == 422 and "no group is left out" in refused.words
    await secretariat.open(f"{NEW}?from=iso-dis")
    assert "has no second call" in (await sent(secretariat, "check", second_call="kept", second_days="14")).words


async def test_numbers_to_try(secretariat):
    await secretariat.open(f"{NEW}?from=balanced")
    page = await sent(
        secretariat, "check", **{f"try__{group}__yes": "2" for group in ("government", "industry", "civil-society")}
    )
    assert "The vote that you tried" in page.words and page.tree.xpath(
        "//h3[starts-with(., 'As you typed')][contains(., 'Adopted')]"
    )
    page = await sent(secretariat, "check", try__government__yes="1", try__government__no="1")
    assert page.tree.xpath("//h3[starts-with(., 'As you typed')][contains(., 'Rejected')]")
    page = await sent(secretariat, "check", try__government__yes="3")
    assert "3 votes of 2 organisations" in page.words or "4 votes of 2 organisations" in page.words
    assert (
        "The vote that you tried" not in page.words
        and "Write whole numbers" in (await sent(secretariat, "check", try__industry__no="x")).words
    )


async def test_a_warning_before_it_is_proposed(secretariat):
    await secretariat.open(f"{NEW}?from=balanced")
    page = await sent(secretariat, "check", row__1__where="at:government")
    assert "Before you propose it, note" in page.words and "work like a vote against" in page.words


async def test_proposing_makes_a_motion_with_the_method(secretariat):
    await secretariat.open(f"{NEW}?from=balanced")
    refused = await sent(secretariat, "propose", title="Three fifths in every group", row__1__number="3/5")
    assert refused.status == 422 and "Say why" in refused.words and value(refused, "row-1-number") == "3/5"
    done = await sent(
        secretariat,
        "propose",
        reasons="A bare majority of a group is too little.",
        second_call="balanced",
        second_days="10",
    )
    assert done.path == "/motions/1"
    [motion] = await Motion.select(Motion.detail, Motion.reasons)
    method = json.loads(motion["detail"])["method"]
    assert method["title"] == "Three fifths in every group" and "too little" in motion["reasons"]
    assert method["adopted_when"]["all"][1]["more_than"] == "3/5" and method["second_call"]["days"] == 10


@pytest.mark.parametrize("person,status", [("norland", 403), ("moderator.industry", 403), ("reader", 403), ("", 303)])
async def test_others_do_not_compose(cast, site, person, status):
    visitor = await site.signed_in(cast.people[person]) if person else site.visitor()
    assert (await visitor.open(NEW)).status == status
    assert (await visitor.post(NEW, {"title": "x"})).status in (401, 403) and (
        await visitor.open("/rules/methods")
    ).status == 200


@pytest.mark.parametrize("query", ["from=nothing", "instrument=nothing", "from=balanced&instrument=%00"])
async def test_unknown_beginnings_are_not_found(secretariat, query):
    assert (await secretariat.open(f"{NEW}?{query}")).status == 404


async def test_the_public_pages_explain_each_method(site, cast):
    visitor = site.visitor()
    page = await visitor.open("/rules/methods")
    assert (
        page.status == 200
        and {f"/rules/methods/{each.id}" for each in presets()} <= page.links()
        and NEW not in page.links()
    )
    assert "Ordinary clauses" in page.words and "Entrenched clauses" in page.words
    for each in presets():
        page = await visitor.open(f"/rules/methods/{each.id}")
        assert (
            page.status == 200
            and each.title in page.words
            and each.source in page.words
            and each.left_out in page.words
        )
        assert len(page.tree.xpath("//section[@class='worked']")) == 3 and "Just adopted" in page.words
    assert "In force: it decides ordinary clauses of the forum" in (await visitor.open("/rules/methods/balanced")).words
    assert (await visitor.open("/rules/methods/nothing")).status == 404
    assert (await visitor.open("/rules/methods/in-force/clauses")).status == 200
    assert (await visitor.open("/rules/methods/in-force/clauses/nothing")).status == 404


async def test_every_preset_can_be_begun_with_and_checked(secretariat):
    for each in presets():
        page = await secretariat.open(f"{NEW}?from={each.id}")
        assert page.status == 200, each.id
        page = await sent(secretariat, "check")
        assert page.status == 200 and "What this method says and does" in page.words, (each.id, page.words[:400])
