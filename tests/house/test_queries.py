"""The number of queries of a page does not grow with what is on it."""

from __future__ import annotations

import asyncio

import pytest

from drafts.exchange.markdown import read_markdown
from drafts.instruments import queries
from drafts.instruments.actions import bring_by_operator
from forum.database import engine
from forum.threads.tables import Comment
from tests.cast import Cast

LIMIT_OF_INSTRUMENT, LIMIT_OF_CLAUSE = 16, 30


class Counter:
    """How many queries the test's own requests sent since it was last asked, without what is done each second."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[str] = []
        mine = asyncio.current_task()
        run = type(engine()).run_querystring

        async def counted(own, querystring, *arguments, **options):
            if asyncio.current_task() is mine:
                self.seen.append(str(querystring))
            return await run(own, querystring, *arguments, **options)

        monkeypatch.setattr(type(engine()), "run_querystring", counted)

    def asked(self) -> int:
        count, self.seen[:] = len(self.seen), []
        return count


async def norm(title: str, clauses: int, comments: int, cast: Cast) -> str:
    """An instrument of so many clauses, with so many comments on them; answers its path."""
    source = f"# {title}\n\n" + "\n\n".join(f"## Article {n}. Title\n\n1. Words of it." for n in range(1, clauses + 1))
    slug = await bring_by_operator(read_markdown(source))
    path, edition = f"/instruments/{slug}", await queries.edition((await queries.instrument(slug)).id)
    subjects = [f"{path}/clauses/{entry.key}" for entry in edition.entries if entry.clause_id]
    made = [
        Comment(
            container=path,
            subject=subjects[n % clauses],
            wording=f"{subjects[n % clauses]}/revisions/1",
            participant=cast.people["norland"],
            organisation=cast.organisations["norland"],
            group=cast.groups["government"],
            stance="concern",
            body=f"Comment {n}",
        )
        for n in range(comments)
    ]
    await Comment.insert(*made)
    return path


async def first_clause(path: str) -> str:
    edition = await queries.edition((await queries.instrument(path.rsplit("/", 1)[1])).id)
    return f"{path}/clauses/{next(entry.key for entry in edition.entries if entry.clause_id)}"


async def test_the_instrument_page(cast, site, monkeypatch):
    small, large = await norm("Small", 2, 3, cast), await norm("Large", 200, 500, cast)
    counter, asked = Counter(monkeypatch), []
    for path in (small, large):
        counter.asked()
        answer = await site.visitor().open(path)
        assert answer.status == 200
        asked.append(counter.asked())
    assert 3 < asked[0] == asked[1] <= LIMIT_OF_INSTRUMENT
    assert "500" in answer.words and "Ballot running" not in answer.words and answer.words.count("from 1 group") == 200


async def test_the_clause_page(cast, site, monkeypatch):
    small, large = await norm("Small", 2, 2, cast), await norm("Large", 4, 800, cast)
    counter, asked = Counter(monkeypatch), []
    for path in (await first_clause(small), await first_clause(large)):
        counter.asked()
        assert (await site.visitor().open(path)).status == 200
        asked.append(counter.asked())
    assert 3 < asked[0] == asked[1] <= LIMIT_OF_CLAUSE
