"""Brings the first version of each document, has comments made all over it, and publishes every next version clause by clause
as the forum does. Prints what became of the quotes, and ten of each fate to be read by eye."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

from drafts.carrying.actions import carry_comments
from drafts.carrying.tables import Carried
from drafts.exchange.outline import Outline
from drafts.exchange.render import plain
from drafts.instruments import actions, queries
from drafts.instruments.publishing import Change, publish_change
from drafts.instruments.tables import Revision
from drafts.instruments.views import EntryView
from drafts.text.plain import unwrapped
from drafts.text.redline import redline
from forum.database import atomic, bind, engine, engine_for
from forum.migrations import migrate
from forum.record import key
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
    print(f"\n## {history.name}: versions {first} to {later[-1][0]} ({len(later) + 1}), {clauses} clauses at first, {made} quotes, "
          f"{published} publications, {time.perf_counter() - started:.0f} s")
    print("   quotes in words that were published anew: " + ", ".join(f"{counted[fate]} {fate}" for fate in ("unchanged", "moved", "changed", "orphaned")))
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
                    await make_comment(who, container=instrument.path, subject=path, wording=f"{path}/revisions/{entry.revision_number}", text=text,
                                       stance="support", body="Noted.", quote=(start, end))
                    made += 1
    return made


async def publish(slug: str, outline: Outline) -> int:
    """The next version, change by change."""
    instrument, count = await queries.instrument(slug), 0
    entries = [entry for entry in (await queries.edition(instrument.id)).entries if entry.clause_id and entry.text]
    for change in changes(entries, [node.text for node in outline.nodes if node.kind == "clause"]):
        async with atomic():
            done = await publish_change(instrument.id, change, amendment="", note="The next version.")
            carried = await carry_comments(change.clause_id) if change.kind != "insert" else ()
            await append("revision.published", instrument.path, "Published.", *done.rows, *carried)
        count += 1
    return count


def changes(old: list[EntryView], new: list[str]) -> Iterator[Change]:
    """What a person would have proposed. A clause that stands elsewhere word for word is moved; two that are alike are one."""
    before, gone, came = [entry.text for entry in old], {}, []
    anchor = old[0].clause_id
    for what, i, i_end, j, j_end in SequenceMatcher(None, before, new, autojunk=False).get_opcodes():
        if what == "equal":
            anchor = old[i_end - 1].clause_id
            continue
        pairs = min(i_end - i, j_end - j)
        for n in range(pairs):
            entry, text = old[i + n], new[j + n]
            if SequenceMatcher(None, entry.text, text, autojunk=False).ratio() > SAME:
                yield Change("replace", entry.clause_id, text)
                anchor = entry.clause_id
            else:
                gone[entry.text] = entry.clause_id
                came.append((anchor, text))
        gone.update({entry.text: entry.clause_id for entry in old[i + pairs : i_end]})
        came += [(anchor, text) for text in new[j + pairs : j_end]]
    for anchor, text in reversed(came):
        moved = gone.pop(text, None)
        if moved and moved != anchor:
            yield Change("move", moved, after_clause_id=anchor)
        else:
            yield Change("insert", anchor, text)
    yield from (Change("repeal", clause) for clause in gone.values())


async def fates(slug: str, random: Random) -> tuple[Counter, list[str]]:
    """Checks the laws on every quote and every redline."""
    instrument = await queries.instrument(slug)
    rows = await Carried.select(Carried.all_columns(), Carried.comment.quote.as_alias("quote"), Carried.comment.wording.as_alias("made_for")).where(
        Carried.comment.container == instrument.path)
    texts = await wordings(instrument.path)
    for row in rows:
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
            shown.append(f"   {fate}: “{_short(row['quote'])}”" + (f" → “{_short(now)}”" if now != row["quote"] else "") + f"  in “{_short(texts[row['wording']], 160)}”")
    return Counter(row["fate"] for row in rows), shown


async def wordings(container: str) -> dict[str, str]:
    rows = await Revision.select(Revision.number, Revision.text, Revision.clause.key.as_alias("key"), Revision.clause.instrument.slug.as_alias("slug"))
    return {f"/instruments/{row['slug']}/clauses/{row['key']}/revisions/{row['number']}": plain(row["text"]) for row in rows
            if f"/instruments/{row['slug']}" == container}


def _short(text: str, most: int = 70) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"


async def main(cache: Path) -> int:
    cache.mkdir(parents=True, exist_ok=True)
    total: Counter = Counter()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=folder)
        await migrate(settings)
        bind(engine_for(settings.database_url))
        await engine().start()
        key.use(key.Signer(settings.record_name, key.load(settings.key_file)))
        cast = await enter()
        for history in HISTORIES:
            counted, examples = await replay(history, cache, cast)
            total += counted
            print(*examples, sep="\n")
        await engine().stop()
    print(f"\nAll: {dict(total)}, of {sum(total.values())}")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist/histories"))))
