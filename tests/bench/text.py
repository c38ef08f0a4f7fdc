"""The text engine beside what measures it, in one process: the raw difference, `git merge-file`, one redline."""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from fast_diff_match_patch import diff

from drafts.text.carry import Carrying
from drafts.text.redline import redline
from drafts.text.weave import clashes, weave

ROUNDS = 7
CLAUSE, TEXT, EDITS, ANCHORS = 10_000, 100_000, 50, 10_000
REDLINE_GOAL, MERGE_GOAL, CARRY_GOAL = 1.0, 2.0, 3.0


def prose(random: Random, length: int) -> str:
    """Sentences of 18 words from a vocabulary of 3,000."""
    words = ["".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=random.randint(2, 9))) for _ in range(3_000)]
    text = ""
    while len(text) < length:
        text += " ".join(random.choices(words, k=18)).capitalize() + ". "
    return text[:length].rstrip()


def edited(random: Random, text: str, places: list[int]) -> str:
    words = text.split(" ")
    for place in places:
        words[place] = random.choice(("other", "", "two words"))
    return " ".join(words)


def in_turns(*works: Callable[[], object]) -> list[float]:
    """Median seconds of each, measured by turns, so that what else the machine does weighs on all."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for found, work in zip(times, works, strict=True):
            started = time.perf_counter()
            work()
            found.append(time.perf_counter() - started)
    return [statistics.median(found) for found in times]


def run() -> list[str]:
    random = Random(4)
    return [_redline(random), _merge(random), _carry(random)]


def _redline(random: Random) -> str:
    old = prose(random, CLAUSE)
    count = len(old.split(" "))
    new = edited(random, old, random.sample(range(count), count // 10))
    ours, raw = in_turns(lambda: redline(old, new), lambda: diff(old, new, timelimit=0))
    return (
        f"Redline of {CLAUSE:,} characters, a tenth of the words changed: {ours * 1000:.1f} ms; "
        f"raw characters: {raw * 1000:.1f} ms; ratio {ours / raw:.2f} (goal at most {REDLINE_GOAL})"
    )


def _merge(random: Random) -> str:
    base = prose(random, TEXT)
    places = [8 * place for place in random.sample(range(len(base.split(" ")) // 8), 2 * EDITS)]
    sides = {"ours": edited(random, base, places[:EDITS]), "theirs": edited(random, base, places[EDITS:])}
    assert not clashes(weave(base, sides))
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for file, text in zip(files, (sides["ours"], base, sides["theirs"]), strict=True):
            file.write_text(text.replace(" ", "\n") + "\n")
        git = ["git", "merge-file", "-p", *map(str, files)]
        ours, theirs = in_turns(
            lambda: weave(base, sides), lambda: subprocess.run(git, capture_output=True, check=True)
        )
    return (
        f"Merge of {TEXT:,} characters, {EDITS} edits a side: {ours * 1000:.1f} ms; "
        f"git merge-file, one word a line: {theirs * 1000:.1f} ms; "
        f"ratio {ours / theirs:.2f} (goal at most {MERGE_GOAL})"
    )


def _carry(random: Random) -> str:
    old = prose(random, 3 * TEXT)
    count = len(old.split(" "))
    new = edited(random, old, random.sample(range(count), count // 50))
    starts = [random.randrange(len(old) - 100) for _ in range(ANCHORS)]
    places = [(start, start + random.randint(3, 90)) for start in starts]

    def carried() -> None:
        carrying = Carrying(old, new)
        for start, end in places:
            carrying.carry(start, end)

    ours, one = in_turns(carried, lambda: redline(old, new))
    return (
        f"Carry of {ANCHORS:,} quotes through {3 * TEXT:,} characters: {ours:.2f} s; "
        f"one redline of them: {one:.2f} s; ratio {ours / one:.2f} (goal at most {CARRY_GOAL})"
    )
