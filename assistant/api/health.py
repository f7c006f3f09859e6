"""Health: whether the server listens, whether it can answer and which part cannot, and its metrics."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from assistant.api.documented import documented
from assistant.api.opening import opened
from assistant.api.preferred import language
from assistant.api.service import Service, Serving
from index.errors import StoreFault, TrichError

routes = APIRouter(tags=["operation"])
_READY = {"status": "ready", "parts": {"store": "ready", "index": "ready", "records": "ready"}}


@routes.get(
    "/healthz",
    responses={200: {"content": {"application/json": {"example": {"status": "ok"}}}}, **documented()},
)
async def listening() -> dict[str, str]:
    """Answer 200 as soon as the server listens."""
    return {"status": "ok"}


@routes.get(
    "/readyz", responses={200: {"content": {"application/json": {"example": _READY}}}, **documented()}
)
def ready(request: Request, service: Serving) -> Response:
    """Answer 200 once questions can be answered, and before that 503, whose `parts` say which part is not ready."""
    parts, fault = _parts(service)
    if fault is None:
        return JSONResponse({"status": "ready", "parts": parts})
    body = fault.to_json(language(request.headers.get("accept-language"))) | {"parts": parts}
    return JSONResponse(body, 503, {"Retry-After": "2"})


@routes.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": "trich_ready 1.0\n"}}},
        **documented(),
    },
)
def metrics(service: Serving) -> Response:
    """Give the metrics for Prometheus: requests, seconds by stage, refusals, verification, queue and store."""
    counted = service.metrics
    counted.working.set(service.desk.working + service.writing.working)
    counted.waiting.set(service.desk.waiting + service.writing.waiting)
    counted.changes.set(service.changes.waiting)
    tasks = service.tasks.counts()
    for status in ("queued", "running", "done", "failed", "stopped"):
        counted.tasks.labels(status).set(tasks.get(status, 0))
    _, fault = _parts(service)
    counted.ready.set(fault is None)
    if fault is None:
        index = opened(service.opening).index
        counted.reports.set(index.count)
        counted.passages.set(index.count_passages)
    return Response(counted.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _parts(service: Service) -> tuple[dict[str, Any], TrichError | None]:
    """Each part and whether it is ready, and why the first that is not is not."""
    parts = {"store": "ready", "index": "ready", "records": "ready"}
    fault: TrichError | None = None
    try:
        service.records.rows("SELECT 1")
    except TrichError as broken:
        parts["records"], fault = "failed", broken
    try:
        if not opened(service.opening).index.is_searchable:
            parts["index"] = "repairing"
            fault = fault or StoreFault(
                "store_repairing",
                "Chỉ mục của kho đang được dựng lại: hãy thử lại sau ít phút.",
                "The store's index is being made again: try again in a few minutes.",
            )
    except TrichError as closed:
        parts["store"] = parts["index"] = "opening" if closed.code == "store_opening" else "failed"
        fault = fault or closed
    return parts, fault
