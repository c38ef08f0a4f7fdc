"""Settings, read once from the environment into one frozen value. `comity --help` prints this list."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from forum.rules import addresses


def _setting(variable: str, default: str, says: str) -> str:
    return field(default=default, metadata={"variable": variable, "says": says})


class Misconfigured(ValueError):
    """A setting that cannot be meant, in one sentence."""


@dataclass(frozen=True, slots=True)
class Settings:
    data: str = _setting("COMITY_DATA", "./data", "The folder for the database file, the record's key and unsent mail.")
    database_url: str = _setting(
        "DATABASE_URL",
        "",
        "sqlite:///PATH or postgres://USER:PASSWORD@HOST/NAME. Default: comity.sqlite in the data folder.",
    )
    origin: str = _setting(
        "COMITY_ORIGIN", "http://localhost:8000", "The address people use; links in mails begin with it."
    )
    name: str = _setting(
        "COMITY_NAME", "Comity", "The forum's name, in the masthead, in mails and in the record's checkpoints."
    )
    smtp_url: str = _setting(
        "COMITY_SMTP_URL",
        "",
        "smtp://USER:PASSWORD@HOST:587 (STARTTLS) or smtps://…:465. Without it mails go to a folder.",
    )
    smtp_plaintext: str = _setting(
        "COMITY_SMTP_PLAINTEXT",
        "",
        "yes: mails may go over a line without encryption, to a server on this machine. Never with a password.",
    )
    mail_from: str = _setting("COMITY_MAIL_FROM", "secretariat@localhost", "The sender of mails.")
    record_key: str = _setting(
        "COMITY_RECORD_KEY",
        "",
        "File with the Ed25519 key that signs checkpoints. Default: record.key in the data folder.",
    )
    seal_key: str = _setting(
        "COMITY_SEAL_KEY",
        "",
        "File with the secret that seals ballots where no trustees do. Default: seal.key in the data folder.",
    )

    def __post_init__(self) -> None:
        if urlsplit(self.origin).scheme not in ("http", "https") or not urlsplit(self.origin).netloc:
            raise Misconfigured(f"COMITY_ORIGIN must look like https://forum.example.org, not {self.origin!r}")
        sender = parseaddr(self.mail_from)[1]
        found = addresses.read(sender.replace("@localhost", "@localhost.test"))  # before there is a mail server
        if found.fault or found.mended:
            raise Misconfigured(f"COMITY_MAIL_FROM must look like secretariat@example.org, not {self.mail_from!r}")
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite:///{self.folder / 'comity.sqlite'}")
        if not self.database_url.startswith(("sqlite:", "postgres:", "postgresql:")):
            raise Misconfigured("DATABASE_URL must begin with sqlite: or postgres:")

    def __repr__(self) -> str:
        return f"Settings(origin={self.origin!r})"  # addresses of databases and mail servers hold passwords

    @property
    def sends_in_the_clear(self) -> bool:
        return self.smtp_plaintext.lower() == "yes"

    @property
    def folder(self) -> Path:
        return Path(self.data).expanduser().resolve()

    @property
    def sqlite_file(self) -> str:
        """Where the database is a file."""
        if not self.database_url.startswith("sqlite:"):
            return ""
        path = self.database_url.removeprefix("sqlite:").removeprefix("//") or "comity.sqlite"
        return f"/{path.lstrip('/')}" if path.startswith("/") else path

    @property
    def record_name(self) -> str:
        """The record's origin in its checkpoints: the host, without a scheme, as C2SP asks."""
        return f"{urlsplit(self.origin).netloc}/record"

    @property
    def key_file(self) -> Path:
        return Path(self.record_key) if self.record_key else self.folder / "record.key"

    @property
    def seal_file(self) -> Path:
        return Path(self.seal_key) if self.seal_key else self.folder / "seal.key"


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """Raises Misconfigured."""
    given = os.environ if environment is None else environment
    chosen = {
        each.name: given[each.metadata["variable"]] for each in fields(Settings) if given.get(each.metadata["variable"])
    }
    return Settings(**chosen)
