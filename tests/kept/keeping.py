"""The files of a kept release, and how they are written and read."""

from __future__ import annotations

import hashlib
import lzma
import shutil
import sqlite3
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
KEYS = ("record.key", "seal.key")
SQLITE, POSTGRES, CHECKSUMS = "comity.sqlite.xz", "comity.sql.xz", "migrations.sha256"


def releases() -> list[Path]:
    return sorted(each.parent for each in HERE.glob(f"*/{CHECKSUMS}"))


def migrations() -> dict[str, str]:
    """The checksum of each migration that is there now, by its path from the root."""
    files = sorted(each for each in ROOT.glob("*/piccolo_migrations/*.py") if each.name != "__init__.py")
    return {file.relative_to(ROOT).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def released(release: Path) -> dict[str, str]:
    """The checksums that were kept, in the same form."""
    lines = (line.split("  ", 1) for line in (release / CHECKSUMS).read_text(encoding="utf-8").splitlines())
    return {path: checksum for checksum, path in lines}


def keep_checksums(release: Path) -> None:
    lines = [f"{checksum}  {path}\n" for path, checksum in migrations().items()]
    (release / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


def keep_sqlite(data: Path, release: Path) -> None:
    """Copies by SQLite's own means, since what was written last may lie beside the file."""
    copy = data / "copy.sqlite"
    with sqlite3.connect(data / "comity.sqlite") as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    connection.close()
    (release / SQLITE).write_bytes(_packed(copy.read_bytes()))


def keep_postgres(dump: str, release: Path) -> None:
    """Leaves out what only psql understands."""
    lines = [line for line in dump.splitlines(keepends=True) if not line.startswith(("\\restrict", "\\unrestrict"))]
    (release / POSTGRES).write_bytes(_packed("".join(lines).encode()))


def _packed(content: bytes) -> bytes:
    return lzma.compress(content, preset=9 | lzma.PRESET_EXTREME)


def copy_keys(source: Path, target: Path) -> None:
    for name in KEYS:
        shutil.copyfile(source / name, target / name)


def take_sqlite(release: Path, data: Path) -> None:
    (data / "comity.sqlite").write_bytes(lzma.decompress((release / SQLITE).read_bytes()))


def statements(release: Path) -> str:
    return lzma.decompress((release / POSTGRES).read_bytes()).decode()
