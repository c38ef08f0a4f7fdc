"""Brings the first version of each document, has comments made all over it, and publishes every next version clause by
clause as the forum does. Prints what became of the quotes, and ten of each fate to be read by eye."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

from drafts.carrying.actions import carry_comments
from drafts.carrying.tables import Carried
from drafts.exchange.outline import Outline
from drafts.exchange.render import plain
from drafts.instruments import actions, queries
from drafts.instruments.actions import Change, Published, publish_change
from drafts.instruments.tables import Revision
from drafts.instruments.views import EntryView, InstrumentView
from drafts.text.carry import FATES
from drafts.text.plain import unwrapped
from drafts.text.redline import redline
from forum.database import atomic
from forum.migrations import migrate
from forum.opening import opened
from forum.record.actions import append
from forum.settings import Settings
from forum.threads.actions import make_comment
from tests.cast import Cast, enter
from tests.histories.documents import HISTORIES, History

SAME = 0.5  # of a clause's characters in common: a new wording of it, and not another clause
SHOWN = 10


async def replay(history: History, folder: Path, cast: Cast) -> tuple[Counter, list[str]]:
    (first, outline), *later = history.outlines(folder)
    secretariat, random, started = await cast.who("secretariat"), Random(4), time.perf_counter()
    slug = await actions.bring(secretariat, outline, "", "A document of others, replayed.")
    made = await comment_all_over(cast, slug, random)
    published = 0
    for _, following in later:
        published += await publish(slug, following)
    counted, examples = await fates(slug, random)
    clauses = sum(node.kind == "clause" for node in outline.nodes)
    print(
        f"\n## {history.name}: versions {first} to {later[-1][0]} ({len(later) + 1}), {clauses} clauses at first, "
        f"{made} quotes, {published} publications, {time.perf_counter() - started:.0f} s"
    )
    print(
        "   quotes in words that were published anew: "
        + ", ".join(f"{counted[fate]} {fate}" for fate in ("unchanged", "moved", "changed", "orphaned"))
    )
    return counted, examples


async def comment_all_over(cast: Cast, slug: str, random: Random) -> int:
    """Of each clause a few words and a longer piece, over ends of sentences too."""
    instrument, who, made = await queries.instrument(slug), await cast.who("norland"), 0
    for entry in (await queries.edition(instrument.id)).entries:
        text = plain(entry.text) if entry.clause_id else ""
        for longest in (24, 160):
            if len(text) > 8:
                start = random.randrange(len(text) - 4)
                end = min(len(text), start + random.randint(4, longest))
                if text[start:end].strip():
                    path = f"{instrument.path}/clauses/{entry.key}"
                    await make_comment(
                        who,
                        container=instrument.path,
                        subject=path,
                        wording=f"{path}/revisions/{entry.revision_number}",
                        text=text,
                        stance="support",
                        body="Noted.",
                        quote=(start, end),
                    )
                    made += 1
    return made


async def publish(slug: str, outline: Outline) -> int:
    """The next version, change by change; afterwards the edition in force has exactly its provisions. Their order is
    the same but for insertions behind a clause that has items, which the forum puts behind those."""
    instrument = await queries.instrument(slug)
    new = [node.text for node in outline.nodes if node.kind == "clause"]
    old = await _clauses(instrument.id)
    pairs = paired([entry.text for entry in old], new)
    count, before, kept = 0, None, {}  # `before`: the clause behind which the next one goes
    for number, text in enumerate(new):
        entry = old[pairs[number]] if number in pairs else None
        if entry is None:
            first = (await _clauses(instrument.id))[0].clause_id
            made = (await _published(instrument, Change("insert", before or first, text))).clause_id
            if before is None:  # nothing goes before the first clause, so the first goes behind what came in
                await _published(instrument, Change("move", first, after_clause_id=made))
                count += 1
            before, count = made, count + 1
            continue
        kept[entry.clause_id] = entry
        if entry.text != text:
            await _published(instrument, Change("replace", entry.clause_id, text))
            count += 1
        before = entry.clause_id
    for entry in old:
        if entry.clause_id not in kept:
            await _published(instrument, Change("repeal", entry.clause_id))
            count += 1
    now = [entry.text for entry in await _clauses(instrument.id)]
    assert sorted(now) == sorted(text.strip() for text in new)
    aside = sum(
        size
        for what, i, i_end, *_ in SequenceMatcher(
            None, now, [text.strip() for text in new], autojunk=False
        ).get_opcodes()
        if what != "equal" and (size := i_end - i)
    )
    print(f"   {slug}: {count} changes; {aside} of {len(now)} provisions out of their order")
    return count


async def _clauses(instrument_id: int) -> list[EntryView]:
    return [entry for entry in (await queries.edition(instrument_id)).entries if entry.clause_id and entry.text]


async def _published(instrument: InstrumentView, change: Change) -> Published:
    async with atomic():
        done = await publish_change(instrument.id, change, amendment="", note="The next version.")
        carried = await carry_comments(change.clause_id) if change.kind != "insert" else ()
        await append("revision.published", instrument.path, "Published.", *done.rows, *carried)
    return done


def paired(old: list[str], new: list[str]) -> dict[int, int]:
    """By place in the new version, the place in the old one of the clause that it is: the same words, or between those,
    in order, the pairs that have most in common."""
    pairs: dict[int, int] = {}
    for what, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pairs |= {j + n: i + n for n in range(i_end - i)}
        elif what == "replace":
            pairs |= {j + m: i + n for n, m in _alike(old[i:i_end], new[j:j_end])}
    return pairs


def _alike(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, with the largest sum of likeness."""
    best: list[list[tuple[float, tuple]]] = [[(0.0, ())] * (len(new) + 1) for _ in range(len(old) + 1)]
    for n, one in enumerate(old):
        for m, other in enumerate(new):
            options = [best[n][m + 1], best[n + 1][m]]
            matcher = SequenceMatcher(None, one, other, autojunk=False)
            if matcher.quick_ratio() > SAME and (like := matcher.ratio()) > SAME:
                options.append((best[n][m][0] + like, (best[n][m][1], (n, m))))
            best[n + 1][m + 1] = max(options, key=lambda option: option[0])
    pairs, chain = [], best[-1][-1][1]
    while chain:
        chain, pair = chain
        pairs.append(pair)
    return pairs[::-1]


async def fates(slug: str, random: Random) -> tuple[Counter, list[str]]:
    """Checks the laws on every quote and every redline."""
    instrument = await queries.instrument(slug)
    rows = await Carried.select(
        Carried.all_columns(), Carried.comment.quote.as_alias("quote"), Carried.comment.wording.as_alias("made_for")
    ).where(Carried.comment.container == instrument.path)
    texts = await wordings(instrument.path)
    worst: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: row["id"]):
        assert FATES.index(row["fate"]) >= worst.get(row["comment"], 0), row  # never better than it was
        worst[row["comment"]] = FATES.index(row["fate"])
        if row["fate"] in ("unchanged", "moved"):
            assert unwrapped(texts[row["wording"]])[row["start"] : row["end"]] == unwrapped(row["quote"]), row
    for path, text in texts.items():
        head, number = path.rsplit("/", 1)
        if (before := texts.get(f"{head}/{int(number) - 1}")) is not None:
            spans = redline(before, text)
            assert "".join(span.text for span in spans if span.kind != "deleted") == text
            assert "".join(span.text for span in spans if span.kind != "inserted") == before
    random.shuffle(rows)
    shown = []
    for fate in ("unchanged", "moved", "changed", "orphaned"):
        for row in [row for row in rows if row["fate"] == fate][:SHOWN]:
            now = "" if row["start"] is None else texts[row["wording"]][row["start"] : row["end"]]
            shown.append(
                f"   {fate}: “{_short(row['quote'])}”"
                + (f" → “{_short(now)}”" if now != row["quote"] else "")
                + f"  in “{_short(texts[row['wording']], 160)}”"
            )
    return Counter(row["fate"] for row in rows), shown


async def wordings(container: str) -> dict[str, str]:
    rows = await Revision.select(
        Revision.number,
        Revision.text,
        Revision.clause.key.as_alias("key"),
        Revision.clause.instrument.slug.as_alias("slug"),
    )
    return {
        f"/instruments/{row['slug']}/clauses/{row['key']}/revisions/{row['number']}": plain(row["text"])
        for row in rows
        if f"/instruments/{row['slug']}" == container
    }


def _short(text: str, most: int = 70) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"


async def main(cache: Path) -> int:
    cache.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 — nothing else runs yet
    total: Counter = Counter()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=folder)
        await migrate(settings)
        async with opened(settings):
            cast = await enter()
            for history in HISTORIES:
                counted, examples = await replay(history, cache, cast)
                total += counted
                print(*examples, sep="\n")
    print(f"\nAll: {dict(total)}, of {sum(total.values())}")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist/histories"))))
