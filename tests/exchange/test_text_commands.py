"""`comity diff`, `merge` and `carry` as scripts use them: in a process of their own, with files and standard input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

COMITY = str(Path(sys.executable).with_name("comity"))
OLD = "A Party shall not harm a hospital.\r\nIt reports within 72 hours. \n"
NEW = "A Party shall never harm a hospital.\r\nIt reports within 72 hours. \n"


def comity(folder: Path, *arguments: str, given: str | bytes = "") -> tuple[int, str, str]:
    data = given.encode() if isinstance(given, str) else given
    done = subprocess.run([COMITY, *arguments], cwd=folder, input=data, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def files(tmp_path):
    for name, text in {
        "old": OLD,
        "new": NEW,
        "far": OLD.replace("72", "24"),
        "near": OLD.replace("harm a", "hurt a"),
    }.items():
        (tmp_path / name).write_bytes(text.encode())
    (tmp_path / "latin").write_bytes("caf\xe9".encode("latin-1"))
    return tmp_path


def test_a_difference_reproduces_both_files(files):
    status, said, _ = comity(files, "diff", "old", "new", "--json")
    steps = json.loads(said)
    assert status == 1 and {"op": "delete", "text": "not"} in steps and {"op": "insert", "text": "never"} in steps
    assert "".join(step["text"] for step in steps if step["op"] != "insert") == OLD
    assert "".join(step["text"] for step in steps if step["op"] != "delete") == NEW
    assert comity(files, "diff", "old", "old", "--json")[:2] == (0, json.dumps([{"op": "equal", "text": OLD}]) + "\n")
    assert comity(files, "diff", "old", "-", given=NEW)[1] == OLD.replace("not", "[-not-]{+never+}")


def test_a_merge_or_its_conflicts(files):
    both = NEW.replace("72", "24")
    assert comity(files, "merge", "old", "new", "far") == (0, both, "")
    assert comity(files, "merge", "old", "-", "far", "--json", given=NEW)[1] == json.dumps({"text": both}) + "\n"
    status, said, _ = comity(files, "merge", "old", "new", "near", "--json")
    assert status == 1 and json.loads(said) == {
        "conflicts": [{"base": "not harm", "ours": "never harm", "theirs": "not hurt"}]
    }
    status, said, error = comity(files, "merge", "old", "new", "near")
    assert (status, said, error.count("\n")) == (1, "", 1) and "never harm" in error


def test_anchors_come_back_in_order(files):
    places = {"b": "hospital", "a": "within 72 hours", "c": "not"}
    lines = [
        json.dumps({"id": id, "start": OLD.index(words), "end": OLD.index(words) + len(words)})
        for id, words in places.items()
    ]
    status, said, _ = comity(files, "carry", "old", "new", given="\n".join([*lines, ""]))
    found = [json.loads(line) for line in said.splitlines()]
    assert status == 0 and [(each["id"], each["fate"], each["text"]) for each in found] == [
        ("b", "changed", "hospital"),
        ("a", "unchanged", "within 72 hours"),
        ("c", "changed", "never"),
    ]
    assert all(NEW[each["start"] : each["end"]] == each["text"] for each in found)
    (files / "empty").write_bytes(b"")
    found = [json.loads(line) for line in comity(files, "carry", "old", "empty", given=lines[0])[1].splitlines()]
    assert found == [{"id": "b", "fate": "orphaned", "start": None, "end": None, "text": None}]


@pytest.mark.parametrize(
    "arguments, given, says",
    [
        (("diff", "old", "nowhere"), "", "nowhere: it cannot be read"),
        (("diff", "old", "latin"), "", "latin: not UTF-8 at byte 3."),
        (("diff", "-", "-"), "", "Only one of the files"),
        (("merge", "old", "latin", "new"), "", "latin: not UTF-8"),
        (("carry", "old", "new"), '{"id": 1, "start": 0, "end": 3}\nno anchor', "line 2: not an anchor"),
        (("carry", "old", "new"), '{"id": 1, "start": 5, "end": 5}', "line 1: start and end do not name a place"),
        (("carry", "old", "new"), '{"id": 1, "start": 0, "end": 999}', "do not name a place"),
        (("carry", "old", "new"), '{"id": 1, "start": true, "end": 3}', "do not name a place"),
        (("carry", "old", "new"), "[" * 100_000, "not an anchor"),
        (("carry", "old", "new"), b"\xff", "not UTF-8"),
        (("carry", "-", "new"), "", "standard input holds the anchors"),
    ],
)
def test_bad_input_gets_one_line(files, arguments, given, says):
    status, said, error = comity(files, *arguments, given=given)
    assert status == 2 and said == "" and says in error and error.count("\n") == 1
