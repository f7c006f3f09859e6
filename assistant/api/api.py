"""The API as one application: its routes, its one error shape, its guard."""

from collections.abc import Callable

from fastapi import FastAPI

from assistant.api import answers, citations, claims, faults, health, hits, reports
from assistant.api.front import narrow
from assistant.api.guard import Guard
from assistant.api.opening import Opening
from index.settings import Settings

_PREFIX = "/api/v1"


def create_api(
    opening: Opening, settings: Settings, mount_page: Callable[[FastAPI], None] | None = None
) -> FastAPI:
    """The application over an assistant that may still be opening its store.

    `settings.host` is where the server will listen; `mount_page` mounts the page, where it
    is to be served, at the application's root.
    """
    api = FastAPI(
        title="Trích",
        version="1",
        description="Ask Vietnamese provincial-government reports; get the exact quote, its report and date.",
        # these pages load their scripts from another machine
        docs_url=None,
        redoc_url=None,
        responses=faults.DOCUMENTED,
    )
    api.state.opening = opening
    faults.install(api)
    api.include_router(health.routes)
    for part in (answers, hits, claims, citations, reports):
        api.include_router(part.routes, prefix=_PREFIX)
    if mount_page:
        mount_page(api)
        narrow(api)
    api.add_middleware(Guard, host=settings.host, uploads=frozenset({f"{_PREFIX}/reports"}))
    return api
