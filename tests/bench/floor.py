"""The fair floor beside what it is measured against: inserting one comment, sorting by time, the plain SQL sums."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random
from types import SimpleNamespace

from drafts.exchange.markdown import read_markdown
from drafts.instruments.actions import bring_by_operator
from forum.clock import now
from forum.commandline import progress
from forum.database import atomic, reading
from forum.engines.guards import AnyTable
from forum.organisations.tables import Accreditation, Organisation
from forum.rules.floor_order import fair
from forum.settings import Settings
from forum.threads.tables import Comment
from moderation.campaigns.actions import fold
from moderation.campaigns.tables import Band
from moderation.rules.campaigns import bands, runs
from tests.bench.text import in_turns
from tests.cast import Cast, enter
from tests.visitor import open_site

ROUNDS, STEP = 9, 1_000
ORDERED, ORGANISATIONS, COMMENTS, FOLDED = 10_000, 1_000, 100_000, 50_000
ORDER_GOAL, BALANCE_GOAL, FOLD_GOAL = 5.0, 3.0, 10.0


def order() -> str:
    random = Random(5)
    items = [
        SimpleNamespace(at=random.random(), group=random.choice("abcdef"), organisation=random.randrange(2_000))
        for _ in range(ORDERED)
    ]
    by_time = sorted(items, key=lambda each: each.at)
    ours, plain = in_turns(
        lambda: fair(by_time, lambda each: each.group, lambda each: each.organisation),
        lambda: sorted(items, key=lambda each: each.at),
    )
    return (
        f"Fair order of {ORDERED:,} comments: {ours * 1000:.1f} ms; sorting them by time: {plain * 1000:.1f} ms; "
        f"ratio {ours / plain:.2f} (goal at most {ORDER_GOAL})"
    )


async def run(settings: Settings) -> list[str]:
    """`settings`: of a migrated database that holds nothing."""
    found = [order()]
    async with open_site(settings) as site:
        cast = await enter()
        path = await _filled(cast)
        visitor = await site.signed_in(cast.people["reader"])  # so that no kept page answers

        async def page() -> None:
            assert (await visitor.client.get(f"{path}/balance")).status_code == 200

        ours, plain = await _turns(page, lambda: _sums(path))
        found.append(
            f"Balance page, {ORGANISATIONS:,} organisations, {COMMENTS:,} comments: {ours * 1000:.0f} ms; "
            f"its plain SQL sums: {plain * 1000:.0f} ms; ratio {ours / plain:.2f} (goal at most {BALANCE_GOAL})"
        )
        found.append(await _fold(cast, path))
    return found


async def _turns(*works: Callable[[], Awaitable[object]]) -> list[float]:
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for found, work in zip(times, works, strict=True):
            started = time.perf_counter()
            await work()
            found.append(time.perf_counter() - started)
    return [statistics.median(each) for each in times]


async def _filled(cast: Cast) -> str:
    slug = await bring_by_operator(read_markdown("# Norm\n\n## Article 1. Title\n\n1. Words of it."))
    path, groups = f"/instruments/{slug}", list(cast.groups.values())
    rows = [
        Organisation(slug=f"o{n}", name=f"Organisation {n}", group=groups[n % 3], region=f"Region {n % 7}")
        for n in range(ORGANISATIONS)
    ]
    ids = [
        each["id"]
        for start in range(0, len(rows), STEP)
        for each in await Organisation.insert(*rows[start : start + STEP])
    ]
    for start in range(0, len(ids), STEP):
        await Accreditation.insert(*(Accreditation(organisation=each) for each in ids[start : start + STEP]))
    await _comments(cast, path, ids)
    return path


async def _comments(cast: Cast, path: str, ids: list[int]) -> None:
    random, moment = Random(6), now()
    words = ["".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=random.randint(3, 9))) for _ in range(3_000)]
    groups = list(cast.groups.values())
    for start in range(0, COMMENTS, STEP):
        made = [
            Comment(
                container=path,
                subject=f"{path}/clauses/a",
                wording=f"{path}/clauses/a/revisions/1",
                participant=cast.people["reader"],
                organisation=ids[n % len(ids)],
                group=groups[n % len(ids) % 3],
                stance="support",
                body=" ".join(random.choices(words, k=30)),
                words=30,
                made_at=moment - timedelta(minutes=n),
            )
            for n in range(start, start + STEP)
        ]
        async with atomic():
            inserted = await Comment.insert(*made)
            if start < FOLDED:
                values = [
                    Band(subject=each.subject, value=value, comment=row["id"])
                    for each, row in zip(made, inserted, strict=True)
                    for value in bands(runs(each.body))
                ]
                for first in range(0, len(values), 5_000):
                    await Band.insert(*values[first : first + 5_000])
        progress("Comments", start + STEP, COMMENTS)


async def _sums(path: str) -> None:
    """What the page's tables need, as a database gives it at best."""
    async with reading():
        await AnyTable.raw(
            "SELECT organisation, COUNT(*), SUM(words) FROM comment "
            "WHERE container = {} AND organisation IS NOT NULL GROUP BY organisation",
            path,
        )
        await AnyTable.raw(
            'SELECT "group", COUNT(*), SUM(words), COUNT(DISTINCT participant) FROM comment '
            'WHERE container = {} AND organisation IS NULL GROUP BY "group"',
            path,
        )
        await AnyTable.raw(
            "SELECT c.organisation, COUNT(*), SUM(c.words) FROM hiding h JOIN comment c ON c.id = h.comment "
            "WHERE c.container = {} AND h.lifted_at IS NULL GROUP BY c.organisation",
            path,
        )
        await AnyTable.raw(
            "SELECT o.id, o.slug, o.name, o.region, o.parent, g.key FROM organisation o "
            'JOIN stakeholder_group g ON g.id = o."group"'
        )
        await AnyTable.raw("SELECT organisation FROM accreditation WHERE ended_at IS NULL")


async def _fold(cast: Cast, path: str) -> str:
    """The comment row alone, and what folding adds to it, each in an act of its own."""
    made: list[Comment] = []

    async def insert() -> None:
        text = " ".join(f"word{len(made)}x{n}" for n in range(30))
        row = Comment(
            container=path,
            subject=f"{path}/clauses/a",
            wording="x",
            participant=cast.people["reader"],
            stance="support",
            body=text,
            words=30,
        )
        async with atomic():
            await row.save()
        made.append(row)

    async def folding() -> None:
        async with atomic():
            await fold(made[-1])

    plain, ours = await _turns(insert, folding)
    return (
        f"Folding one comment into {FOLDED:,}: {ours * 1000:.2f} ms; inserting it: {plain * 1000:.2f} ms; "
        f"ratio {ours / plain:.2f} (goal at most {FOLD_GOAL})"
    )
