"""Front: the paths that the page serves; every other is the API's, so that its errors have the one shape."""

from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette._utils import get_route_path
from starlette.routing import Match, Mount
from starlette.types import Scope

from assistant.api.frame import Frame
from assistant.api.rules import is_page
from assistant.api.shaped import Shaped

if TYPE_CHECKING:
    from assistant.page.dress import Dress


class PageMount(Mount):
    """A mount at the root that takes only the page's own paths."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match the page's paths as any mount does, and no other."""
        if is_page(get_route_path(scope)):
            return super().matches(scope)
        return Match.NONE, {}


def narrow(api: FastAPI, dress: "Dress") -> None:
    """Restrict the frame, mounted last at the root, to the page's paths, and dress it."""
    mounted = api.router.routes.pop()
    assert isinstance(mounted, Mount)
    api.router.routes.append(PageMount("/", app=Shaped(Frame(mounted.app, dress))))
