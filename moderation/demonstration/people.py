"""Who is in the demonstration: groups, organisations and people, entered by the acts that a secretariat would use."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from forum.organisations.actions import accredit, enter_organisation, name_group
from forum.people.actions import appoint, enter_person, give_mandate
from forum.people.queries import identity_of
from moderation.panels.actions import declare

GROUPS = (("government", "Government"), ("industry", "Industry"), ("civil-society", "Civil society"))
Heard = Callable[[str, int, int], None]  # what, how many done, of how many


def read_json(name: str) -> Any:
    """What a JSON file of this folder says."""
    return json.loads((files(__package__) / name).read_text(encoding="utf-8"))


async def enter_all(heard: Heard) -> dict[str, int]:
    """Enters everybody; the answer is participants by their key, and heads of delegation also by their organisation's
    slug."""
    for key, name in GROUPS:
        await name_group(None, name, key=key)
    organisations = read_json("organisations.json")
    for done, each in enumerate(organisations, 1):
        await enter_organisation(
            None,
            each["name"],
            each["group"],
            slug=each["slug"],
            parent=each["parent"] or "",
            region=each["region"],
            about=each["about"],
        )
        await accredit(each["slug"])
        heard("Organisations", done, len(organisations))
    people = read_json("people.json")
    found = await _named(people, heard)
    for slug, name in zip(
        (each["slug"] for each in organisations if each["slug"] not in found), people["heads"], strict=False
    ):
        found[slug] = await enter_person(name, f"head@{slug}.example.org")
        await give_mandate(None, found[slug], slug, "head")
    return found


async def _named(people: dict[str, Any], heard: Heard) -> dict[str, int]:
    featured = {each["key"]: each["as"] for each in people["featured"]}
    order = [*featured, *(each["key"] for each in people["people"] if each["key"] not in featured)]
    by_key = {each["key"]: each for each in people["people"]}
    found: dict[str, int] = {}
    for done, key in enumerate(order, 1):
        person = by_key[key]
        found[key] = await enter_person(person["name"], person["email"], demonstrates=featured.get(key, ""))
        for mandate in person["mandates"]:
            await give_mandate(None, found[key], mandate["organisation"], mandate["kind"], named=True)
            if mandate["kind"] == "head":
                found[mandate["organisation"]] = found[key]
        for office in person["offices"]:
            await appoint(None, found[key], office["office"], office["group"] or "")
        for slug in person.get("interests", ()):
            await declare(await identity_of(found[key]), slug)
        heard("People", done, len(order))
    return found
