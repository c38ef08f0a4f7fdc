"""`comity export`, and `comity import` of what it wrote, as the operator types them, on both databases."""

from __future__ import annotations

import pytest

from comity import main

SOURCE = "# Code of Test\n\n## Article 1. Peace\n\n1. Keep it.\n2. Tell *what*.\n"


@pytest.fixture
def operator(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("COMITY_DATA", settings.data)
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "norm.md").write_text(SOURCE)
    assert main(["import", "norm.md"]) == 0
    return lambda *arguments: main(["export", "code-of-test", *arguments])


def test_each_format(operator, tmp_path, capfdbinary):
    capfdbinary.readouterr()
    assert (
        operator() == 0 and capfdbinary.readouterr().out.decode().replace("<!-- -->\n\n", "").split() == SOURCE.split()
    )
    assert operator("--format", "pdf", "--edition", "1", "--against", "1", "-o", "code.pdf") == 0
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")


def test_akoma_ntoso_out_and_in(operator, tmp_path, capsys):
    assert operator("--format", "akn", "-o", "code.xml") == 0
    assert main(["import", "code.xml", "--title", "Another", "--check"]) == 0
    assert "“Another” can be imported, with 2 clauses." in capsys.readouterr().out
    (tmp_path / "bad.akn").write_text("<html/>")
    assert main(["import", "bad.akn"]) == 2 and "bad.akn:1: This is XML, but not Akoma Ntoso" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [("--edition", "2"), ("--against", "1"), ("--format", "pdf", "--against", "7"), ("--edition", "0")]
)
def test_what_cannot_be_done_is_said(operator, capsys, arguments):
    assert operator(*arguments) == 2 and "comity: " in capsys.readouterr().err
