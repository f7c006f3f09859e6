"""Health: whether the server listens, and whether it can answer."""

from fastapi import APIRouter

from assistant.api.opening import Ready
from index.errors import StoreFault

routes = APIRouter()


@routes.get("/healthz")
async def listening() -> dict[str, str]:
    """200 as soon as the server listens."""
    return {"status": "ok"}


@routes.get("/readyz")
def ready(assistant: Ready) -> dict[str, str]:
    """200 when questions can be answered, 503 before and while the store is made again."""
    if not assistant.index.is_searchable:
        raise StoreFault(
            "store_repairing",
            "Chỉ mục của kho đang được dựng lại: hãy thử lại sau ít phút.",
            "The store's index is being made again: try again in a few minutes.",
        )
    return {"status": "ready"}
