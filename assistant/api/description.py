"""Description: the OpenAPI file, as it is served and as it is kept in `docs/openapi.json`."""

import asyncio
import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from starlette.concurrency import run_in_threadpool

from assistant.api.rules import rule
from assistant.api.statuses import FaultBody

_BEARER = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key of `python -m assistant keys make`. Without any key made, none is asked for.",
}
# What generated clients call the operations.
_NAMES = {
    "GET /healthz": "is_listening",
    "GET /readyz": "is_ready",
    "GET /metrics": "get_metrics",
    "GET /v1/models": "list_models",
    "GET /v1/models/{model}": "get_model",
    "POST /v1/chat/completions": "complete_chat",
    "POST /api/v1/ask": "ask",
    "POST /api/v1/search": "search",
    "POST /api/v1/compare": "compare",
    "POST /api/v1/verify": "verify",
    "POST /api/v1/lookup": "look_up",
    "GET /api/v1/about": "get_about",
    "GET /api/v1/citations/{citation_id}": "get_citation",
    "GET /api/v1/reports": "list_reports",
    "POST /api/v1/reports": "add_reports",
    "GET /api/v1/reports/{report_id}": "get_report",
    "GET /api/v1/reports/{report_id}/text": "get_report_text",
    "GET /api/v1/reports/{report_id}/original": "get_original",
    "GET /api/v1/reports/{report_id}/pages/{page}": "get_page",
    "GET /api/v1/reports/{report_id}/pages/{page}/marks": "get_page_marks",
    "PATCH /api/v1/reports/{report_id}": "correct_report",
    "DELETE /api/v1/reports/{report_id}": "remove_report",
    "POST /api/v1/reports/{report_id}/restore": "restore_report",
    "GET /api/v1/facets": "list_facets",
    "GET /api/v1/tasks/{task_id}": "get_task",
    "DELETE /api/v1/tasks/{task_id}": "stop_task",
    "POST /api/v1/feedback": "give_feedback",
    "GET /api/v1/usage": "get_usage",
}
ABOUT = """Ask Vietnamese provincial-government reports; get the exact quote, its report and date.

Every error is `{"error": {"code", "message", "param"}}`: `code` is for programs, `message` says what happened and
what to do, in Vietnamese, in English where `Accept-Language` prefers it. Every response bears `X-Request-ID`. What is
no HTTP at all is 400 `http_invalid`, a request's head of more than 64 KB 431 `head_too_large`. `HEAD` is answered
wherever `GET` is. That the reports do not answer a question is no error: `status` is then `refused`."""
# What every response bears.
_REQUEST_ID = {
    "X-Request-ID": {
        "description": "The request's id: the sender's own `X-Request-ID`, else a new one",
        "schema": {"type": "string"},
    }
}
# What some bear besides.
_HEADERS = {
    "202": {
        "Location": "The task's path",
        "Retry-After": "Seconds until it is worth asking, while it has not ended",
    },
    "401": {"WWW-Authenticate": "`Bearer`"},
    "405": {"Allow": "The methods that the path takes"},
    "429": {"Retry-After": "Seconds until another request is let in"},
    "503": {"Retry-After": "Seconds until it is worth another try, where that can be said"},
}
_TAGS = [
    {"name": "answers", "description": "Questions, passages, citations, checks"},
    {"name": "reports", "description": "What the store holds, what comes in and leaves"},
    {"name": "readers", "description": "What readers think, how much is used"},
    {"name": "openai", "description": "The same for programs that speak OpenAI's chat completions"},
    {"name": "operation", "description": "For those who run the server"},
]


def describe(api: FastAPI) -> None:
    """Have the API serve its description with the error shape, the keys and the scopes in it."""

    def described() -> dict[str, Any]:
        """The description, made once."""
        if api.openapi_schema is None:
            api.openapi_schema = _completed(
                get_openapi(
                    title=api.title,
                    version=api.version,
                    description=api.description,
                    routes=api.routes,
                    tags=_TAGS,
                )
            )
        return api.openapi_schema

    def text() -> bytes:
        """The description as JSON."""
        return json.dumps(described(), ensure_ascii=False).encode()

    kept = b""
    making = asyncio.Lock()

    async def served(_: Request) -> Response:
        """The description, made at the first request in a thread: it takes tenths of a second."""
        nonlocal kept
        async with making:
            kept = kept or await run_in_threadpool(text)
        return Response(kept, media_type="application/json")

    api.openapi = described  # type: ignore[method-assign]  # as the framework tells to
    api.add_route("/openapi.json", served, include_in_schema=False)


def _give_example(operation: dict[str, Any]) -> None:
    """Show a real answer of the operation: see `examples.json`, taken from a server over the sample reports."""
    example = _examples().get(operation["operationId"])
    for status, response in operation["responses"].items():
        content = response.get("content", {}).get("application/json")
        if status < "300" and content is not None and example is not None:
            content["example"] = example


@cache
def _examples() -> dict[str, Any]:
    """An answer to each operation that answers in JSON, by the operation's name."""
    text = (Path(__file__).parent / "examples.json").read_text("utf-8")
    return dict(json.loads(text))


def _completed(shape: dict[str, Any]) -> dict[str, Any]:
    """The framework's description, completed with what it cannot know."""
    schemas = FaultBody.model_json_schema(ref_template="#/components/schemas/{model}")
    own = schemas.pop("$defs")
    own["FaultBody"] = schemas
    assert not own.keys() & shape["components"]["schemas"].keys(), "two shapes of one name"
    shape["components"]["schemas"] |= own
    shape["components"]["securitySchemes"] = {"key": _BEARER}
    for path, operations in shape["paths"].items():
        for method, operation in operations.items():
            asked = rule(method.upper(), path)
            operation["operationId"] = _NAMES[f"{method.upper()} {path}"]
            if asked and asked.need != "open":
                # either way: a server without keys asks for none
                operation["security"] = [{"key": []}, {}]
                operation["x-scope"] = asked.need
            _give_example(operation)
            for status, response in operation["responses"].items():
                borne = {
                    name: {"description": said, "schema": {"type": "string"}}
                    for name, said in _HEADERS.get(status, {}).items()
                }
                response["headers"] = _REQUEST_ID | borne | response.get("headers", {})
                for content in response.get("content", {}).values():
                    for example in content.get("examples", {}).values():
                        # the framework drops what is null
                        example["value"]["error"].setdefault("param", None)
    return shape
