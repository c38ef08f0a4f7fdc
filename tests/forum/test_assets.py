"""The stylesheets and scripts as they are served: one file each, in the order that their names say."""

from __future__ import annotations

import shutil

import pytest

from comity import main
from forum.web.assets import Assets, folder, joined


def test_layers_come_first_and_print_last():
    sheets = joined(folder(), "css/*.css").decode()
    assert sheets.index("@layer reset, tokens, base, layout, parts, print;") < sheets.index("{")
    assert sheets.rindex("@layer") == sheets.rindex("@layer print {")


def test_the_order_is_that_of_the_names(tmp_path):
    (tmp_path / "css").mkdir()
    for name in ("90-print", "00-layers", "20-base"):
        (tmp_path / "css" / f"{name}.css").write_text(name)
    assert joined(tmp_path, "css/*.css") == b"00-layers\n20-base\n90-print"


def test_a_clone_whose_vendor_files_were_not_built_says_so_in_one_line(tmp_path, monkeypatch, capsys):
    shutil.copytree(folder(), tmp_path / "static", ignore=shutil.ignore_patterns("vendor"))
    with pytest.raises(RuntimeError, match="static/vendor has to be built"):
        Assets(tmp_path / "static")
    monkeypatch.setattr("forum.commands.folder", lambda: tmp_path / "static")
    monkeypatch.setenv("COMITY_DATA", str(tmp_path / "data"))
    assert main(["serve", "--port", "8999"]) == 2
    said = capsys.readouterr().err.strip()
    assert "static/vendor has to be built" in said and "\n" not in said
