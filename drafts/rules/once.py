"""Whether a text names each member once, found by counting: a million objects need not be looked at one by one."""

from __future__ import annotations

import re
from typing import Any

SPACED = tuple(map(re.compile, (b" :", b"\t:", b"\r:", b"\n:")))  # one by one: a search for fixed words is far faster
APART = re.compile(rb'"[ \t\r\n]+:')
CONTAINERS = (dict, list)
LONG = 1_000  # objects in a list, from which on they are first counted without looking inside


def each_once(text: bytes, found: Any) -> bool:
    """True only if no object of the JSON `text`, which was decoded into `found`, has a member twice. False is a doubt:
    words may look like members. A decoder keeps the last of equal members, so each repeat leaves one member fewer than
    the text has, and after the name of every member there is a quotation mark and a colon."""
    members = _members(text, found)
    if text.count(b":") == members:
        return True
    apart = any(each.search(text) for each in SPACED) and APART.search(text)
    return not apart and text.count(b'":') == members


def _members(text: bytes, found: Any) -> int:
    members, objects = _counted(found, deep=False)
    return members if objects == text.count(b"{") else _counted(found, deep=True)[0]


def _counted(found: Any, *, deep: bool) -> tuple[int, int]:
    """Members and objects; unless `deep`, without what stands inside the objects of a long list of objects."""
    members, objects, left = 0, 0, [found]
    while left:
        each = left.pop()
        if type(each) is dict:
            members, objects = members + len(each), objects + 1
            left.extend(value for value in each.values() if type(value) in CONTAINERS)
        elif type(each) is list and not deep and len(each) >= LONG and {*map(type, each)} == {dict}:
            members, objects = members + sum(map(len, each)), objects + len(each)
        elif type(each) is list:
            left.extend(value for value in each if type(value) in CONTAINERS)
    return members, objects
