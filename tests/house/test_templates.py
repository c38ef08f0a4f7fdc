"""Templates: lines that can be read, and stay so. djlint looks for the rest (`make lint`)."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
WIDTH = 160


def test_no_line_of_a_template_is_too_long():
    found = [
        f"{path.relative_to(ROOT)}:{number} has {len(line)} columns; break it where a browser ignores white space"
        for path in sorted(ROOT.glob("*/templates/**/*.html"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > WIDTH
    ]
    assert not found, "\n".join(found)
