"""What a newcomer forgets: each failure names the thing that is missing and the place where it belongs."""

from __future__ import annotations

import ast
import pkgutil
import re
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import pytest
from litestar.handlers import HTTPRouteHandler

import drafts
import forum
import moderation
from comity import COMMANDS, PARTS
from drafts.methods.views import BODIES, OWN
from drafts.rules import casting, lifecycle, procedure
from drafts.rules import fates as drafts_fates
from drafts.rules.fates import FATES
from drafts.rules.positions import POSITIONS
from drafts.rules.presets import presets
from forum.rules import stances
from forum.rules.commenting import DISPOSITIONS
from forum.rules.roles import MANDATES, OFFICES
from forum.rules.stances import STANCES
from moderation.rules.measures import MEASURES
from moderation.rules.questions import QUESTIONS

ROOT = Path(__file__).parents[2]
CSS = "".join(path.read_text() for path in sorted((ROOT / "static" / "css").glob("*.css")))


def guide(name: str) -> str:
    return (ROOT / "docs" / name).read_text().lower()


def names(path: str, words: list[str]) -> list[str]:
    """Which of these words the guide does not have."""
    text = guide(path)
    return [
        f"docs/{path} says nothing of “{each}”"
        for each in words
        if not re.search(rf"\b{re.escape(each.lower())}", text)
    ]


VOCABULARIES = {
    "stances": ("delegate.md", [each.name for each in STANCES.values()]),
    "mandates": ("delegate.md", [each.name for each in MANDATES.values()]),
    "positions": ("delegate.md", [each.name for each in POSITIONS.values()]),
    "answers": ("delegate.md", list(DISPOSITIONS.values())),
    "fates": ("delegate.md", [each.name for each in FATES.values()]),
    "offices": ("operator.md", [each.name for each in OFFICES.values()]),
    "measures": ("moderator.md", [each.title for each in MEASURES]),
    "questions to panels": ("moderator.md", [each.title for each in QUESTIONS.values()]),
}


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_the_guide_has_a_sentence_on_each(vocabulary):
    assert not names(*VOCABULARIES[vocabulary])


def test_the_guide_has_a_row_for_each_stance_and_fate():
    rows = (ROOT / "docs" / "delegate.md").read_text()
    assert not [
        f"docs/delegate.md has no row for {each.name}"
        for each in (*STANCES.values(), *FATES.values())
        if f"\n| {each.name} | " not in rows
    ]


def test_every_method_is_of_a_body_that_has_a_name():
    assert not [
        f"BODIES of drafts/methods/views.py does not know whose rule {each.id} is"
        for each in presets()
        if each.sureness != OWN and each.id.split("-")[0] not in BODIES
    ]


@pytest.mark.parametrize(
    ("listed", "tones", "style"), [(STANCES, stances.TONES, "stance"), (FATES, drafts_fates.TONES, "tag")]
)
def test_each_has_a_label_and_a_style(listed, tones, style):
    assert not [f"{key} has no name" for key, each in listed.items() if not each.name]
    assert not [
        f"{key} has the tone {each.tone!r}, which is not in TONES"
        for key, each in listed.items()
        if each.tone not in tones
    ]
    assert not [
        f"static/css has no rule for .{style}-{tone}" for tone in tones if tone and f".{style}-{tone} {{" not in CSS
    ]
    assert not [key for key in listed if f".{style}-{key}" in CSS and key not in tones], "a style by name; give a tone"


def test_each_stance_has_a_sign_of_its_own():
    signs = [each.sign for each in STANCES.values()]
    assert all(signs) and len(set(signs)) == len(signs)


def test_every_fate_that_can_come_has_a_label():
    come = {*lifecycle.FOLLOWS, *(fate for following in lifecycle.FOLLOWS.values() for fate in following)}
    come |= {*casting.FATES, *casting.FATES.values(), *procedure.MOTION_FATES, *procedure.MOTION_FATES.values()}
    assert not [f"drafts/rules/fates.py has no line for {fate!r}" for fate in sorted(come - FATES.keys())]


def test_every_handler_is_on_a_list():
    """A handler that no ROUTES holds is an address that nobody reaches."""
    reached = {id(getattr(each, "fn", each)) for each in PARTS.routes}
    missing = [
        f"{module.__name__}.{name} is in no ROUTES"
        for package in (forum, drafts, moderation)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if found.name.endswith("routes")
        for module in [import_module(found.name)]
        for name, handler in vars(module).items()
        if isinstance(handler, HTTPRouteHandler) and id(handler.fn) not in reached
    ]
    assert not missing


def options() -> list[tuple[str, str]]:
    found = []
    for command in COMMANDS:
        parser = ArgumentParser(command.name, add_help=False)
        command.prepare(parser)
        found += [(command.name, option) for each in parser._actions for option in each.option_strings[:1]]  # noqa: SLF001 (argparse has no other list)
    return found


def test_the_operators_page_has_every_option_of_every_command():
    text = (ROOT / "docs" / "operator.md").read_text()
    rows = {
        name: row for row in text.splitlines() if (match := re.match(r"\| `comity (\w+)", row)) for name in [match[1]]
    }
    assert not [
        f"docs/operator.md: the row of `comity {name}` does not have {option}"
        for name, option in options()
        if option not in rows.get(name, "")
    ]


def test_contributing_names_only_what_is_there():
    named = set(
        re.findall(
            r"`((?:forum|drafts|moderation|static|tests|docs)/[\w./-]+)`", (ROOT / "CONTRIBUTING.md").read_text()
        )
    )
    assert len(named) > 30
    assert not [
        f"CONTRIBUTING.md names {path}, which is not there" for path in sorted(named) if not (ROOT / path).exists()
    ]


def test_no_style_is_for_a_class_that_nobody_names():
    selectors = re.sub(r"\{[^{}]*\}", "{}", re.sub(r"/\*.*?\*/", "", CSS, flags=re.S))
    styled = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", selectors)) - {"htmx-indicator", "htmx-request"}
    places = [*ROOT.glob("*/templates/**/*.html"), *ROOT.glob("static/js/*.js"), *ROOT.glob("*/**/*.py")]
    text = "".join(path.read_text() for path in places if "tests" not in path.parts and ".venv" not in path.parts)
    made = (
        "bar-",
        "button-",
        "contents-",
        "depth-",
        "g",
        "notice-",
        "stance-",
        "tag-",
        "test-",
    )  # with what comes after
    assert not [each for each in sorted(styled) if not re.search(rf"\b{each}\b", text) and not each.startswith(made)]


def texts_of_letters(path: Path) -> list[str]:
    """Calls of the outbox that say their own subject or body instead of asking a function of a `letters.py`."""
    tree = ast.parse(path.read_text())
    writes = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "forum.mail.actions"
        for alias in node.names
        if alias.name == "write"
    } | {"mail.write"}
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} says a letter; its text belongs into the room’s letters.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in writes
        and not isinstance(node.args[-1], ast.Starred)
    ]


def test_the_text_of_every_letter_stands_in_letters():
    places = [each for package in ("forum", "drafts", "moderation") for each in sorted((ROOT / package).rglob("*.py"))]
    assert not [fault for each in places if each.name != "letters.py" for fault in texts_of_letters(each)]


def letters_asked_for(tree: ast.AST) -> set[str]:
    """The functions of any `letters.py` that a file names, by their full names."""
    imports = [
        (alias.asname or alias.name, f"{node.module}.{alias.name}")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    ]
    modules = {name: full for name, full in imports if full.endswith(".letters")}
    return {full for _, full in imports} | {
        f"{modules[node.value.id]}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
    }


def test_every_letter_is_asked_for():
    trees = {
        path.relative_to(ROOT): ast.parse(path.read_text())
        for package in ("forum", "drafts", "moderation")
        for path in sorted((ROOT / package).rglob("*.py"))
    }
    asked = {name for tree in trees.values() for name in letters_asked_for(tree)}
    assert not [
        f"{path}: nobody sends {node.name}"
        for path, tree in trees.items()
        if path.name == "letters.py"
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
        if ".".join((*path.with_suffix("").parts, node.name)) not in asked
    ]
