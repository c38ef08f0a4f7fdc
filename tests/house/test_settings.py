"""Every setting and every command is documented where the operator looks."""

from dataclasses import fields
from pathlib import Path

from comity import COMMANDS
from forum.settings import Settings

GUIDE = (Path(__file__).parents[2] / "docs" / "operator.md").read_text()


def test_every_setting_is_documented():
    missing = [each.metadata["variable"] for each in fields(Settings) if f"`{each.metadata['variable']}`" not in GUIDE]
    assert not missing


def test_every_command_is_documented():
    names = {command.name for command in COMMANDS}
    assert {"serve", "migrate", "demo", "import", "verify", "recount", "methods"} <= names
    assert not [name for name in names if f"`comity {name}" not in GUIDE]
