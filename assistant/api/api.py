"""The API as one application: its routes, its one error shape, its layers."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from starlette.routing import Route

from assistant.api import (
    about,
    answers,
    chat,
    citations,
    claims,
    conversations,
    faults,
    health,
    hits,
    lookups,
    originals,
    pages,
    readers,
    reports,
    signing,
    tables,
    tools,
    uploads,
)
from assistant.api.description import ABOUT, describe
from assistant.api.door import Door, Terms
from assistant.api.front import narrow
from assistant.api.guard import Guard
from assistant.api.journal import Journal
from assistant.api.opening import Opening
from assistant.api.paced import Paced
from assistant.api.parameters import named
from assistant.api.parts import Parts
from assistant.api.proxied import Network, Proxied, networks
from assistant.api.service import Service
from assistant.api.shaped import Shaped
from assistant.api.traces import tracer
from assistant.loopback import is_loopback
from index.settings import Settings

if TYPE_CHECKING:
    from assistant.page.dress import Dress

_PREFIX = "/api/v1"
# The modules whose routes stand at the root, as probes, browsers and OpenAI's clients expect; all others are versioned.
_AT_ROOT = (health, signing, chat)
_VERSIONED = (
    answers, hits, tables, claims, lookups, about, citations, reports, originals, pages, uploads, readers
)  # fmt: skip
# Requests a minute of one caller, where others than this machine can reach the server.
_RATE_BEYOND = 600


def create_api(
    opening: Opening, settings: Settings, mount_page: "Callable[[FastAPI], Dress] | None" = None
) -> FastAPI:
    """The application over an assistant that may still be opening its store.

    `settings.host` is where the server will listen; `mount_page`, if given, mounts the page's frame at the
    application's root. Raises StoreFault if the records cannot be opened.
    """
    # the layers themselves are made later, where nobody would hear of a setting that cannot be used
    proxies = networks(settings.trusted_proxies)
    service = Service.of(opening, settings)
    mcp = tools.Tools(service)
    api = _application(service, mcp)
    api.state.opening = opening
    api.state.service = service
    faults.install(api)
    for part in _AT_ROOT:
        api.include_router(part.routes)
    for part in _VERSIONED:
        api.include_router(part.routes, prefix=_PREFIX, dependencies=[Depends(named)])
    # without sessions there is nothing to listen to (GET) and nothing to end (DELETE)
    protocol = Shaped(mcp, left_alone={"application/json"})
    api.router.routes.append(Route("/mcp", protocol, methods=["POST"], include_in_schema=False))
    describe(api)
    if mount_page:
        api.include_router(conversations.routes)
        narrow(api, mount_page(api))
    _surround(api, service, settings, proxies)
    return api


def _application(service: Service, mcp: tools.Tools) -> FastAPI:
    """A bare application, which runs the service and the MCP side while it runs itself."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        """What runs beside the requests."""
        async with AsyncExitStack() as running:
            await running.enter_async_context(service.running())
            await running.enter_async_context(mcp.running())
            yield

    return FastAPI(
        title="Trích",
        version="1",
        description=ABOUT,
        # served by `describe`, which writes it as text once
        openapi_url=None,
        # these pages load their scripts from another machine
        docs_url=None,
        redoc_url=None,
        # a proxy's path does not belong into the kept file
        root_path_in_servers=False,
        redirect_slashes=False,
        lifespan=lifespan,
    )


def _surround(api: FastAPI, service: Service, settings: Settings, proxies: Sequence[Network]) -> None:
    """Put the layers around the API; the last that is added is the first that a request meets."""
    beyond = not is_loopback(settings.host)
    rate = settings.rate_limit if settings.rate_limit is not None else _RATE_BEYOND if beyond else 0
    api.add_middleware(
        Door, keys=service.keys, usage=service.usage, terms=Terms(beyond, rate, settings.sign_in_header)
    )
    api.add_middleware(
        Guard, host=settings.host, uploads=frozenset({f"{_PREFIX}/reports"}), names=settings.server_names
    )
    api.add_middleware(
        Journal,
        metrics=service.metrics,
        root_path=settings.root_path,
        logs=settings.log,
        tracer=tracer(settings.otlp_endpoint),
    )
    api.add_middleware(Parts, root_path=settings.root_path, under=f"{_PREFIX}/reports/")
    if settings.trusted_proxies:
        api.add_middleware(Proxied, proxies=proxies)
    api.add_middleware(Paced)
