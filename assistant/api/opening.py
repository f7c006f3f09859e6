"""Opening: the assistant that the routes ask, once the store is open."""

from concurrent.futures import Future
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.exceptions import RequestValidationError

from assistant.api.body import parsed
from assistant.assistant import Assistant
from index.errors import StoreFault

Opening = Future[Assistant]


def opened(opening: Opening) -> Assistant:
    """The assistant; raises StoreFault (`store_opening`) before the store is open, or the error that kept it shut."""
    if not opening.done():
        raise StoreFault(
            "store_opening",
            "Kho báo cáo đang được mở. Hãy thử lại sau vài giây.",
            "The store is being opened. Try again in a few seconds.",
        )
    return opening.result()


async def _ready(request: Request) -> Assistant:
    """The assistant of the application that serves the request."""
    opening: Opening = request.app.state.opening
    return opened(opening)


async def only_json(request: Request) -> None:
    """Refuse a body that is not JSON: another site's form can send any other type without asking; and JSON that says
    a thing twice.
    """
    if content_type(request) != "application/json":
        raise HTTPException(415)
    try:
        parsed(await request.body())
    except (ValueError, RecursionError) as error:
        raise RequestValidationError([{"type": "json_invalid", "loc": ("body",)}]) from error


def content_type(request: Request) -> str:
    """The media type of the body, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


Ready = Annotated[Assistant, Depends(_ready)]
