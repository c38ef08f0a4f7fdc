"""Public pages: the methods in force, all that come with Comity, and one by one how each counts."""

from __future__ import annotations

from itertools import groupby

from litestar import Request, Response, get
from litestar.params import FromPath

from drafts.methods.explained import Explained, explained, of_force
from drafts.methods.views import body_of
from drafts.motions.queries import in_force
from drafts.rules.presets import Preset, presets
from forum.errors import NotFound
from forum.web.guards import public
from forum.web.pages import page


@get("/rules/methods", guards=[public], include_in_schema=False)
async def methods_page(request: Request) -> Response[str]:
    bodies = [(body, list(each)) for body, each in groupby(sorted(presets(), key=_order), body_of)]
    return page(
        request, "drafts/methods/list.html", in_force=[of_force(each) for each in await in_force()], bodies=bodies
    )


def _order(preset: Preset) -> tuple[bool, str, str]:
    """The order of the list, in which Comity's own come first."""
    return body_of(preset) != "Comity", body_of(preset).lower(), preset.title


@get("/rules/methods/{method:str}", guards=[public], include_in_schema=False)
async def method_page(request: Request, method: FromPath[str]) -> Response[str]:
    found = next((each for each in presets() if each.id == method), None)
    if not found:
        raise NotFound
    return await _page(request, explained(found.text))


@get("/rules/methods/in-force/{part:str}", guards=[public], include_in_schema=False)
async def method_of_forum_page(request: Request, part: FromPath[str]) -> Response[str]:
    return await _page(request, explained(await _text(part, "")))


@get("/rules/methods/in-force/{part:str}/{instrument:str}", guards=[public], include_in_schema=False)
async def method_of_instrument_page(request: Request, part: FromPath[str], instrument: FromPath[str]) -> Response[str]:
    return await _page(request, explained(await _text(part, f"/instruments/{instrument}")))


async def _text(part: str, path: str) -> str:
    found = next((each for each in await in_force() if each.part == part and each.instrument_path == path), None)
    if not found:
        raise NotFound
    return found.method_text


async def _page(request: Request, method: Explained) -> Response[str]:
    places = [each for each in map(of_force, await in_force()) if each.path == request.scope["path"]]
    return page(request, "drafts/methods/show.html", method=method, places=places)


EXPLAINED = [methods_page, method_page, method_of_forum_page, method_of_instrument_page]
