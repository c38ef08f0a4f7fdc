"""What a process has one of: its database, its signing key, its secret, the parts of the house."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Bound(Generic[T]):
    """Holds one value, which is set when the process starts to work. `missing` says how, to who asks before."""

    def __init__(self, missing: str, value: T | None = None) -> None:
        self.missing, self.value = missing, value

    def set(self, value: T) -> None:
        self.value = value

    def get(self) -> T:
        """Raises RuntimeError if nothing was set yet."""
        if self.value is None:
            raise RuntimeError(self.missing)
        return self.value
