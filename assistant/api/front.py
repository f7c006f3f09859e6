"""Front: the page's share of the paths; every other is the API's, so that its errors are in the one shape."""

from fastapi import FastAPI
from starlette.routing import Match, Mount
from starlette.types import Scope

# What the page asks its frame for; it needs none of the frame's uploads, proxies and file paths.
_PATHS = (
    "/assets/",
    "/static/",
    "/theme.css",
    "/favicon.ico",
    "/robots.txt",
    "/config",
    "/gradio_api/queue/",
    "/gradio_api/heartbeat/",
    "/gradio_api/cancel",
    "/gradio_api/reset",
    "/gradio_api/app_id",
)


class PageMount(Mount):
    """A mount at the root that takes the page's own paths alone."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As a mount, for the page's paths; no match for any other."""
        path: str = scope["path"]
        if path == "/" or path.startswith(_PATHS):
            return super().matches(scope)
        return Match.NONE, {}


def narrow(api: FastAPI) -> None:
    """Keep what was mounted last, at the root, to the page's paths."""
    mounted = api.router.routes.pop()
    assert isinstance(mounted, Mount)
    api.router.routes.append(PageMount("/", app=mounted.app))
