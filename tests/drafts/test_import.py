"""`comity import`, as the operator types it, on both databases."""

import asyncio

import pytest

from comity import main
from drafts.instruments import queries
from forum.database import connected

SOURCE = "# Code of Test\n\n## Article 1. Peace\n\n1. Keep it.\n2. Tell ![what](x.png).\n"


@pytest.fixture
def operator(settings, tmp_path, monkeypatch):
    """Types `comity import` with a file of these bytes."""
    monkeypatch.setenv("COMITY_DATA", settings.data)
    monkeypatch.setenv("DATABASE_URL", settings.database_url)

    def types(source: bytes | str, *arguments: str) -> int:
        file = tmp_path / "norm.md"
        file.write_bytes(source if isinstance(source, bytes) else source.encode())
        return main(["import", str(file), *arguments])

    return types


def brought(settings) -> list[str]:
    async def read() -> list[str]:
        async with connected(settings.database_url):
            return [each.title for each in await queries.instruments()]

    return asyncio.run(read())


def test_imports_and_says_where_and_what_was_taken_otherwise(settings, operator, capsys):
    assert operator(SOURCE, "--slug", "code") == 0
    said = capsys.readouterr()
    assert (
        "/instruments/code, with 2 clauses" in said.out
        and "norm.md:6: An image" in said.err
        and "Clauses: 2 of 2" in said.err
    )
    assert brought(settings) == ["Code of Test"]


@pytest.mark.parametrize(
    "source,arguments,says",
    [
        ("words without a title", (), "norm.md:1: There is no title"),
        (b"\xff\xfe", (), "norm.md:1: This is not UTF-8"),
        ("", (), "empty"),
        ("# T\n\nok\n\nnul\x00", (), "norm.md:5:"),
        (SOURCE, ("--slug", "Not A Slug"), "slug: Use small letters"),
        (b"a" * (2 * 1024 * 1024 + 1), (), "2 MB"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_imported(settings, operator, capsys, source, arguments, says):
    assert operator(source, *arguments) == 2
    assert says in capsys.readouterr().err and brought(settings) == []


def test_a_name_that_is_taken(settings, operator, capsys):
    assert operator(SOURCE) == 0 and operator(SOURCE) == 2
    assert "something at /instruments/code-of-test already" in capsys.readouterr().err and len(brought(settings)) == 1


def test_check_imports_nothing(settings, operator, capsys):
    assert operator(SOURCE, "--check") == 0 and operator("words", "--check", "--title", "Given") == 0
    assert "“Given” can be imported, with 1 clauses." in capsys.readouterr().out and brought(settings) == []
