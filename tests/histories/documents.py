"""Which documents, and how their versions are fetched: from npm packages that ship them, by npm's own command."""

from __future__ import annotations

import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from drafts.exchange.markdown import read_markdown
from drafts.exchange.outline import Outline


@dataclass(frozen=True, slots=True)
class History:
    """`path`: of the document inside the package's archive."""

    name: str
    package: str
    path: str
    versions: tuple[str, ...]

    def outlines(self, folder: Path) -> list[tuple[str, Outline]]:
        return [
            (version, read_markdown(self._text(folder, version), f"{self.name} {version}")) for version in self.versions
        ]

    def _text(self, folder: Path, version: str) -> str:
        archive = folder / f"{self.package}-{version}.tgz"
        if not archive.exists():
            subprocess.run(["npm", "pack", f"{self.package}@{version}"], cwd=folder, check=True, capture_output=True)
        with tarfile.open(archive) as opened:
            return opened.extractfile(f"package/{self.path}").read().decode()


HISTORIES = (
    History(
        "package.json, the specification of its fields",
        "npm",
        "doc/files/package.json.md",
        ("1.4.0", "2.0.0", "3.10.10", "4.6.1", "5.10.0"),
    ),
    History(
        "JavaScript Standard Style, rules",
        "standard",
        "RULES.md",
        ("4.0.0", "5.0.0", "6.0.0", "7.0.0", "9.0.0", "10.0.0"),
    ),
    History(
        "CommonMark specification", "commonmark-spec", "spec.txt", ("0.28.0", "0.29.0", "0.30.0", "0.31.0", "0.31.2")
    ),
)
