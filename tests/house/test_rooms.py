"""What the files of a room may import, and how values are built: rules that no import contract can say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("forum", "drafts", "moderation")

SHOWS = {
    "routes",
    "page",
    "pages",
    "views",
    "forms",
    "handlers",
    "commands",
    "letters",
    "feeds",
    "printing",
    "exporting",
}
"""Files of these names, alone (`routes.py`) or at the end (`clause_routes.py`), take and show; they ask queries and
call verbs. Every other file of a room may read and write tables: `queries.py`, `actions.py`, each verb's own file."""

MOST_POSITIONS = 7


@cache
def trees() -> dict[str, ast.Module]:
    """By path from the root of the house; migrations included."""
    found = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in found}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{each.name}" for each in node.names)


def is_called(path: str, names: set[str]) -> bool:
    return Path(path).stem.rpartition("_")[2] in names and "piccolo_migrations" not in path


def importers(names: set[str], parts: set[str], heads: tuple[str, ...] = ()) -> set[str]:
    """Files so called that import something with one of `parts` in its dotted name, or below one of `heads`."""
    return {
        path
        for path, tree in trees().items()
        if is_called(path, names)
        for name in imported(tree)
        if parts & set(name.split(".")) or any(f"{name}.".startswith(f"{head}.") for head in heads)
    }


def test_routes_import_no_tables():
    assert not importers({"routes"}, {"tables"})


def test_what_takes_and_shows_imports_no_tables():
    assert not importers(SHOWS - {"routes"}, {"tables"})


def test_actions_and_queries_know_no_web():
    assert not importers({"actions", "queries"}, set(), ("forum.web", "forum.serving", "litestar"))


def test_migrations_import_no_rules():
    """A migration means for ever what it meant when it was released; a rule may change."""
    found = {
        path
        for path, tree in trees().items()
        if "piccolo_migrations" in path and any("rules" in name.split(".") for name in imported(tree))
    }
    assert not sorted(found)


@cache
def dataclasses() -> dict[str, dict[str, int]]:
    """How many fields each has, by module and name."""
    found: dict[str, dict[str, int]] = {}
    for path, tree in trees().items():
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(each) for each in node.decorator_list):
                fields = sum(isinstance(each, ast.AnnAssign) for each in node.body)
                found.setdefault(module, {})[node.name] = fields
    return found


def fields_by_name(path: str, tree: ast.Module) -> dict[str, int]:
    """The dataclasses that a file can build: its own, those it imports, and those of modules that it imports."""
    own = path.removesuffix(".py").replace("/", ".")
    found: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                called = each.asname or each.name
                below = dataclasses().get(f"{node.module}.{each.name}", {})
                found |= {f"{called}.{name}": fields for name, fields in below.items()}
                if each.name in (here := dataclasses().get(node.module, {})):
                    found[called] = here[each.name]
    return found | dataclasses().get(own, {})


def positions(call: ast.Call, fields: dict[str, int]) -> int:
    """How many fields a call fills by their place; an unpacked sequence may fill all that there are."""
    name = ast.unparse(call.func)
    if name not in fields:
        return 0
    return fields[name] if any(isinstance(each, ast.Starred) for each in call.args) else len(call.args)


def test_no_dataclass_is_built_by_more_than_seven_positions():
    found = {
        f"{path}: {ast.unparse(node.func)}"
        for path, tree in trees().items()
        for fields in [fields_by_name(path, tree)]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and positions(node, fields) > MOST_POSITIONS
    }
    assert not sorted(found)


def test_nothing_is_filled_by_slice_assignment_at_import():
    """What the floors need is handed to them as a value, not put into a list of theirs."""
    roof = {"comity.py": ast.parse((ROOT / "comity.py").read_text())}
    found = {
        path
        for path, tree in {**trees(), **roof}.items()
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Slice)
    }
    assert not sorted(found)
