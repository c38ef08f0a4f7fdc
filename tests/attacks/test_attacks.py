"""Real attacks over HTTP on the demonstration, on both engines: each fails, and says what it would do elsewhere."""

from __future__ import annotations

import json

import pytest

from comity import PARTS, create_app, main
from forum import handed
from moderation.simulation.commands import attacked, print_json, print_markdown, print_table

pytestmark = pytest.mark.xdist_group("attacks")


async def test_every_attack_fails(settings, capsys):
    handed.use(PARTS)  # as the command does
    outcomes = await attacked(settings, create_app, small=True)
    assert [each.attack for each in outcomes if not each.held] == []
    assert len(outcomes) == 10 and all(each.cost and each.naive and each.comity for each in outcomes)
    print_table(outcomes)
    print_markdown(outcomes)
    print_json(outcomes)
    printed = capsys.readouterr().out
    assert all(each.attack in printed for each in outcomes), json.dumps(printed)


def test_the_command_is_there(capsys):
    with pytest.raises(SystemExit) as left:
        main(["simulate", "--help"])
    assert left.value.code == 0 and "naive forum" in capsys.readouterr().out
