"""Files of the forum are read by their owner only: database, keys, mails."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from forum.settings import Settings


def keep_private(settings: Settings) -> list[str]:
    """New files are made so; those that are there are corrected. Returns what could not be, in sentences."""
    os.umask(0o077)
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [says for path in files(settings) if (says := corrected(path))]


def files(settings: Settings) -> list[Path]:
    mails = settings.folder / "mail"
    database = [Path(f"{settings.sqlite_file}{end}") for end in ("", "-wal", "-shm")] if settings.sqlite_file else []
    found = [*database, settings.key_file, settings.seal_file, mails, *mails.glob("*.eml")]
    return [each for each in found if each.exists()]


def corrected(path: Path) -> str:
    """A sentence if others may read this and it could not be changed."""
    if not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return ""
    try:
        path.chmod(0o700 if path.is_dir() else 0o600)
    except OSError:
        return f"Others on this machine can read {path}, and this process may not change that."
    return ""
