"""Copies htmx out of a build requirement's wheel into static/vendor; nothing third-party is committed."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "htmx.min.js"
REVIEWED = "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de"  # SHA-256 of htmx 2.0.10


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version: str, build_data: dict) -> None:
        target = Path(self.root) / "static" / "vendor" / NAME
        if target.exists() and digest(target) == REVIEWED:
            return
        package = Path(find_spec("django_htmx").origin).parent  # found, not imported: Django is not needed
        source = package / "static" / "django_htmx" / "htmx-2.min.js"
        if digest(source) != REVIEWED:
            raise RuntimeError("the htmx that the build requirement carries is not the file that was reviewed")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
