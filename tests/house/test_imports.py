"""The import contracts of pyproject.toml, and that every module can be imported by itself."""

import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_import_contracts_are_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "0 kept" not in done.stdout


@pytest.mark.parametrize("package", ["forum", "drafts", "moderation"])
def test_every_module_can_be_imported(package):
    names = [each.name for each in pkgutil.walk_packages(import_module(package).__path__, f"{package}.")]
    assert len(names) > 10 or package == "moderation"
    for name in names:
        import_module(name)
