"""Forms by WTForms: parsing, limits, and an error beside each field. A route does `form = await Form.of(request)`;
`form.check()` raises Invalid; `form.refuse(error)` puts the errors of an act beside their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

from litestar import Request
from litestar.datastructures import FormMultiDict, UploadFile
from wtforms import Form as WTForm

from forum.errors import Invalid
from forum.web.pages import new_key
from forum.web.visit import ONCE_FIELD, readable

KeptAs = Mapping[str, tuple[str, str | Mapping[str, str]]]
"""By the name of a field, or its beginning up to "-" or "_": the label, and the value, or the words for each value, ""
for all others. {} stands for the rest of the name, and for what was typed."""


class Posted:
    """What WTForms wants of a multi-dict."""

    def __init__(self, data: FormMultiDict) -> None:
        self.data = data

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __contains__(self, name: str) -> bool:
        return name in self.data

    def getlist(self, name: str) -> list:
        return [readable(value) if isinstance(value, str) else value for value in self.data.getall(name, [])]


class Form(WTForm):
    form_errors: list[str]
    kept_as: ClassVar[KeptAs] = {}
    """What a page that keeps what was typed says where the page of the form gave words to fields."""

    @classmethod
    async def of(cls, request: Request, **options: Any) -> Self:
        return cls(Posted(await request.form()), **options)

    def check(self) -> None:
        """Raises Invalid; the errors stand beside their fields already."""
        if not self.validate():
            raise Invalid({name: tuple(errors) for name, errors in self.errors.items()})

    def refuse(self, error: Invalid) -> None:
        for name, sentences in error.fields.items():
            if name in self._fields:
                self._fields[name].errors = [
                    *self._fields[name].errors,
                    *(s for s in sentences if s not in self._fields[name].errors),
                ]
            else:
                self.form_errors = [*self.form_errors, *sentences]


def text(value: object) -> str:
    """Filter for text fields: surrounding white space goes; an upload in its place is nothing."""
    return "" if value is None or isinstance(value, UploadFile) else str(value).strip()


def key_of(request: Request) -> str:
    """The key of the form that was sent, so that a corrected one is still the same form; else a new one."""
    return request.scope["state"].get("typed", {}).get(ONCE_FIELD) or new_key()
