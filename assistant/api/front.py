"""Front: the page's share of the paths; every other is the API's, so that its errors are in the one shape."""

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
    """A mount at the root that takes the page's own paths alone."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As a mount, for the page's paths; no match for any other."""
        if is_page(get_route_path(scope)):
            return super().matches(scope)
        return Match.NONE, {}


def narrow(api: FastAPI, dress: "Dress") -> None:
    """Keep the frame, which was mounted last, at the root, to the page's paths, and dress it."""
    mounted = api.router.routes.pop()
    assert isinstance(mounted, Mount)
    api.router.routes.append(PageMount("/", app=Shaped(Frame(mounted.app, dress))))
