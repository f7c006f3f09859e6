"""Front: the page's share of the paths; every other is the API's, so that its errors are in the one shape."""

import os
from pathlib import Path

from fastapi import FastAPI
from starlette._utils import get_route_path
from starlette.responses import Response
from starlette.routing import Match, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from assistant.api.rules import is_page
from assistant.api.shaped import Shaped

_SCRIPTS = Path(__file__).parents[1] / "page" / "scripts"


class PageMount(Mount):
    """A mount at the root that takes the page's own paths alone."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As a mount, for the page's paths; no match for any other."""
        if is_page(get_route_path(scope)):
            return super().matches(scope)
        return Match.NONE, {}


class Scripts(StaticFiles):
    """The page's scripts; a browser asks each time whether its copy is still the one, so none outlives a version."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """A file, or that the browser has it."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        return response


def narrow(api: FastAPI) -> None:
    """Keep what was mounted last, at the root, to the page's paths, and serve its scripts."""
    mounted = api.router.routes.pop()
    assert isinstance(mounted, Mount)
    api.router.routes.append(Mount("/page", app=Scripts(directory=_SCRIPTS)))
    api.router.routes.append(PageMount("/", app=Shaped(mounted.app)))
