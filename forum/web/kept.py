"""What was typed, in the words of the form that it was typed into, for a page that keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wtforms import BooleanField, HiddenField
from wtforms.fields.choices import SelectFieldBase

from forum.web.forms import Form


def said(form: type[Form] | None, pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Labels with every value that was typed or chosen under them, in the order of the form. What nobody sees on the
    form is not among them."""
    fields = form(prefix="") if form else None
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        if value and (pair := _said(fields, name, value)):
            found.setdefault(pair[0], []).append(pair[1])
    return found


def _said(form: Form | None, name: str, value: str) -> tuple[str, str] | None:
    if form is None:
        return name.replace("_", " ").replace("-", " ").capitalize(), value
    if name in form.kept_as:
        return _as(*form.kept_as[name], "", value)
    for prefix, words in form.kept_as.items():
        if prefix.endswith(("-", "_")) and name.startswith(prefix):
            return _as(*words, name.removeprefix(prefix), value)
    field = form[name] if name in form else None
    if field is None or isinstance(field, HiddenField):
        return None
    if isinstance(field, BooleanField):
        return field.label.text, "Yes"
    return field.label.text, _choices(field).get(value, value)


def _as(label: str, words: str | Mapping[str, str], rest: str, value: str) -> tuple[str, str]:
    says = words if isinstance(words, str) else words.get(value, words.get("", "{}"))
    return label.format(rest), says.format(value)


def _choices(field: object) -> dict[str, str]:
    if not isinstance(field, SelectFieldBase) or not getattr(field, "choices", None):
        return {}
    return {str(value): str(label) for value, label, *_ in field.iter_choices()}
