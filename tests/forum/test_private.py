"""What the forum writes is read by its owner only."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

import comity
from forum.private import corrected, keep_private
from forum.settings import Settings


@pytest.fixture(autouse=True)
def own_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_forum_is_private(tmp_path, monkeypatch):
    monkeypatch.setenv("COMITY_DATA", str(tmp_path / "data"))
    assert comity.main(["migrate"]) == 0
    made = [tmp_path / "data", *(tmp_path / "data").iterdir()]
    assert len(made) > 1 and not [each for each in made if mode(each) & 0o077]


def test_what_is_there_is_corrected(tmp_path):
    (tmp_path / "mail").mkdir(mode=0o755)
    for name in ("comity.sqlite", "comity.sqlite-wal", "record.key", "seal.key", "mail/000001.eml"):
        (tmp_path / name).write_text("x")
    assert keep_private(Settings(data=str(tmp_path))) == []
    assert mode(tmp_path / "mail") == 0o700
    assert {mode(each) for each in tmp_path.rglob("*") if each.is_file()} == {0o600}


def test_what_cannot_be_corrected_is_said(tmp_path, monkeypatch):
    file = tmp_path / "record.key"
    file.write_text("x")

    def refused(*_) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refused)
    assert f"Others on this machine can read {file}" in corrected(file)
