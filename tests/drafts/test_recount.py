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


METHOD = {"adopted_when": {"all": []}}
RECORD = {"format": "comity-ballot/1", "roll": [{"organisation": "o", "group": "g"}], "method": METHOD}


@pytest.mark.parametrize(
    "text,said",
    [
        ("[" * 5_000_000, "nested too deeply"),
        (json.dumps(RECORD)[:-1] + ', "question": ' + '{"a":' * 200_000 + "1" + "}" * 200_001, "nested too deeply"),
        (json.dumps(RECORD)[:-1] + ', "question": "' + "x" * 50_000_000, "not JSON"),
        (json.dumps(RECORD)[:-1] + f', "facts": {{"f": {"9" * 100_000}}}}}', "not JSON"),
        (json.dumps(RECORD)[:-1] + ', "facts": {"f": 1e400}}', "facts.f"),
        (json.dumps(RECORD)[:-1] + ', "facts": {"f": 1, "f": 2}}', "'f' stands twice"),
        (json.dumps({**RECORD, "method": {"adopted_when": {"fact": "f", "at_most": -1}}}), "at_most"),
        (json.dumps({**RECORD, "roll": [*RECORD["roll"], *RECORD["roll"]]}), "roll[1].organisation"),
        (json.dumps({**RECORD, "roll": [{**RECORD["roll"][0], "weight": -1}]}), "roll[0].weight"),
        (json.dumps({**RECORD, "roll": [{**RECORD["roll"][0], "weight": True}]}), "roll[0].weight"),
        (json.dumps({**RECORD, "roll": [{**RECORD["roll"][0], "organisation": []}]}), "roll[0].organisation"),
        (json.dumps({**RECORD, "casts": [{"organisation": {}, "position": "yes"}]}), "casts[0].organisation"),
        (json.dumps({**RECORD, "casts": [{"organisation": "o", "position": ["yes"]}]}), "casts[0].position"),
        (json.dumps({**RECORD, "casts": [{"organisation": "o", "position": "absent"}]}), "casts[0].position"),
        (json.dumps({**RECORD, "casts": [{"organisation": "o", "position": "yes", "reason": 0}]}), "casts[0].reason"),
        (json.dumps({**RECORD, "casts": [{"organisation": "p", "position": "yes"}]}), "not on the roll"),
        (json.dumps({**RECORD, "casts": [{"organisation": "o", "position": "yes"}] * 2}), "casts[1].organisation"),
        (json.dumps({**RECORD, "casts": [7]}), "casts[0]"),
        (json.dumps({**RECORD, "casts": None}), "casts: a list"),
    ],
)
def test_bad_input_has_one_clear_line(run, text, said):
    status, [line] = run(text)
    assert status == 2 and said in line["error"] and "\n" not in line["error"] and len(line["error"]) < 300
