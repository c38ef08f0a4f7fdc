"""`comity serve` as a process of its own, on a free port, the way an operator runs it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from forum.settings import Settings

COMITY = Path(sys.executable).with_name("comity")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Its own process group, so that `kill` reaches every server process at once."""

    def __init__(self, settings: Settings, *, workers: int = 1) -> None:
        self.settings, self.workers, self.port = settings, workers, free_port()
        self.ahead = settings.folder / "seconds-ahead"  # of the clock of its processes; none if there is no such file
        self.log = settings.folder / f"server-{self.port}.log"
        self.process: subprocess.Popen | None = None

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "COMITY_DATA": str(self.settings.folder),
            "DATABASE_URL": self.settings.database_url,
            "COMITY_ORIGIN": self.settings.origin,
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(Path(__file__).parent / "ahead"),
            "COMITY_TEST_AHEAD": str(self.ahead),
        }

    def start(self) -> Server:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [COMITY, "serve", "--port", str(self.port), "--workers", str(self.workers)],
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()
        return self

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"{self.origin}/health", timeout=2).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-4000:]}")

    def kill(self) -> None:
        """SIGKILL to every process of it: nothing is flushed, nothing is said."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()

    def comity(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs another `comity` command on the same database."""
        command, environment = [COMITY, *arguments], self.environment()
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
