"""What the door has to know of a route before it is taken."""

from __future__ import annotations

from litestar import Litestar
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from forum.web.visit import Typed

TAKES_FILE = "takes_file"  # option of a handler whose form may hold a file
LOOKS = "looks"  # option of a handler: True, or the values of the button `act` with which its form changes nothing
ACTS_FOR = "acts_for"  # option of a handler: what it does, it does for the organisation whose mandate speaks
READS = "reads"  # option of a handler: query parameters that it reads without declaring them


class Routes:
    def __init__(self, app: Litestar) -> None:
        self.router = app.asgi_router
        self.declared: dict[HTTPRouteHandler, frozenset[str]] = {}
        for route in app.routes:
            if isinstance(route, HTTPRoute):
                for handler, model in route.route_handler_map.values():
                    names = {each.field_alias for each in model.expected_query_params}
                    self.declared[handler] = frozenset(names) | frozenset(handler.opt.get(READS, ()))

    def handler(self, path: str, method: str) -> HTTPRouteHandler | None:
        """Finds the handler of an address; None where no route takes it."""
        try:
            found = self.router.handle_routing(path=path.rstrip("/") or "/", method=method)[1]
        except HTTPException:
            return None
        return found if isinstance(found, HTTPRouteHandler) else None

    def takes_file(self, path: str) -> bool:
        handler = self.handler(path, "POST")
        return bool(handler and handler.opt.get(TAKES_FILE))

    def only_looks(self, path: str, typed: Typed) -> bool:
        """Whether this form asks to be shown something: it is no act, and waits for none."""
        handler = self.handler(path, "POST")
        acts = handler.opt.get(LOOKS, ()) if handler else ()
        return acts is True or typed.get("act", "") in acts

    def query_names(self, path: str) -> frozenset[str]:
        """The query parameters that the page at this path depends on."""
        handler = self.handler(path, "GET")
        return self.declared.get(handler, frozenset()) if handler else frozenset()
