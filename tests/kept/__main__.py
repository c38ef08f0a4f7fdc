"""Keeps the release that pyproject.toml names, before it is tagged: .venv/bin/python -m tests.kept"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.kept import keeping
from tests.postgres import TemporaryPostgres
from tests.server import COMITY


def main() -> int:
    project = tomllib.loads((keeping.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    release = keeping.HERE / project["version"]
    if release.exists():
        print(
            f"{release.relative_to(keeping.ROOT)} is kept. As long as the version is not out: remove it and ask again."
        )
        return 1
    release.mkdir()
    with tempfile.TemporaryDirectory() as data:
        keep(Path(data), release)
    sizes = ", ".join(f"{each.name} {each.stat().st_size // 1024} kB" for each in sorted(release.iterdir()))
    print(f"{release.relative_to(keeping.ROOT)}: {sizes}")
    return 0


def keep(data: Path, release: Path) -> None:
    demonstration(data, "")
    keeping.keep_sqlite(data, release)
    server = TemporaryPostgres().start()
    try:
        demonstration(data, server.url())
        keeping.keep_postgres(dumped(server), release)
    finally:
        server.stop()
    keeping.copy_keys(data, release)
    keeping.keep_checksums(release)


def demonstration(data: Path, url: str) -> None:
    environment = {**os.environ, "COMITY_DATA": str(data), "DATABASE_URL": url}
    subprocess.run([COMITY, "demo"], env=environment, check=True)


def dumped(server: TemporaryPostgres) -> str:
    options = ["--no-owner", "--no-privileges", "--rows-per-insert=500"]
    command = [server.bin / "pg_dump", *options, server.url()]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


if __name__ == "__main__":
    sys.exit(main())
