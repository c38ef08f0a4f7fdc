"""`comity recount` and `comity methods`, as they are typed."""

from __future__ import annotations

import json

import pytest

from comity import main
from tests.rules.ballot_records import vectors

VECTORS = vectors("recount.jsonl")


@pytest.fixture
def run(tmp_path, capsys):
    def run(*contents: object) -> tuple[int, list[dict]]:
        for n, content in enumerate(contents):
            (tmp_path / f"{n}.json").write_text(content if isinstance(content, str) else json.dumps(content))
        status = main(["recount", *(str(tmp_path / f"{n}.json") for n in range(len(contents)))])
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_one_line_a_file_in_order(run):
    status, lines = run(*(vector["record"] for vector in VECTORS[:5]))
    assert status == 0 and [line["outcome"] for line in lines] == [vector["outcome"] for vector in VECTORS[:5]]
    assert lines[0].keys() == {"file", "outcome", "tally", "conditions", "missing"}


def test_another_outcome_than_stated(run):
    right, wrong = ({**VECTORS[0]["record"], "outcome": word} for word in (VECTORS[0]["outcome"], "perhaps"))
    assert run(right)[0] == 0
    assert run(right, wrong, right)[0] == 1


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"format": "comity-ballot/1", "roll": [], "method": {"adopted_when": ' + '{"all": [' * 400 + "]}" * 400 + "}}",
    ],
)
def test_a_malformed_record_is_named_and_the_others_are_counted(run, text):
    status, lines = run(text, VECTORS[0]["record"])
    assert status == 2 and "error" in lines[0] and lines[1]["outcome"] == VECTORS[0]["outcome"]


def test_numbers_too_long_to_write(run):
    weight = int("9" * 4299)
    roll = [{"organisation": f"o{n}", "group": "g", "weight": weight} for n in range(20)]
    status, [line] = run(
        {"format": "comity-ballot/1", "roll": roll, "method": {"weight": "listed", "adopted_when": {"all": []}}}
    )
    assert status == 2 and "too long" in line["error"]


def test_a_file_that_is_not_there(capsys):
    assert main(["recount", "nowhere.json"]) == 2
    assert "cannot be read" in json.loads(capsys.readouterr().out)["error"]


def test_methods_are_listed_and_shown(capsys):
    assert main(["methods"]) == 0 and "iso-dis" in capsys.readouterr().out
    assert main(["methods", "show", "balanced"]) == 0 and json.loads(capsys.readouterr().out)["id"] == "balanced"
    assert main(["methods", "show", "nothing"]) == 2
