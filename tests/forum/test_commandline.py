"""What an operator reads when something is wrong: one sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.server import COMITY


def comity(tmp_path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMITY, *arguments],
        env={**os.environ, "COMITY_DATA": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments, environment, says",
    [
        (("verify",), {"DATABASE_URL": "mysql://x"}, "DATABASE_URL must begin with sqlite: or postgres:"),
        (("migrate",), {"COMITY_ORIGIN": "forum"}, "COMITY_ORIGIN must look like"),
        (("migrate",), {"COMITY_MAIL_FROM": "six,seven@example.org"}, "COMITY_MAIL_FROM must look like"),
        (("migrate",), {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}, "could not be done"),
        (("import", "missing.md"), {}, "cannot be read"),
        (("serve", "--port", "0"), {}, "--port must be from 1"),
        (("recount", "missing.json"), {}, ""),
    ],
)
def test_one_sentence_and_exit_code_2(tmp_path, arguments, environment, says):
    done = comity(tmp_path, *arguments, **environment)
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr, done.stderr


@pytest.mark.parametrize("command", ["serve", "migrate", "demo", "import", "verify", "recount", "methods"])
def test_help_says_what_it_does(tmp_path, command):
    done = comity(tmp_path, command, "--help")
    assert done.returncode == 0 and len(done.stdout) > 200


def test_recount_and_methods_need_no_configuration(tmp_path):
    done = comity(tmp_path, "methods", DATABASE_URL="mysql://x")
    assert done.returncode == 0 and "iso-dis" in done.stdout and not list(tmp_path.iterdir())
