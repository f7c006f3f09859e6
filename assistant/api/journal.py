"""Journal: the outermost layer: each request gets an id and is counted, timed and logged; HEAD is GET without a body.

A line of the log is JSON, and contains no question unless the settings say so.
"""

import json
import logging
import re
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from starlette._utils import get_route_path
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.metrics import Metrics
from assistant.api.rules import rule

LOG = logging.getLogger("trich.requests")
_SENT_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

# Begins a span for a request (its route and id) and gives what ends it with the status.
Tracer = Callable[[str, str], Callable[[int], None]]


class Journal:
    """The layer; `root_path` is where a proxy puts the server, `logs` "", "requests" or "questions"."""

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        root_path: str = "",
        logs: str = "",
        tracer: Tracer | None = None,
    ) -> None:
        self.app = app
        self._metrics = metrics
        self._root_path = root_path
        self._logs = logs
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        if self._root_path:
            scope["root_path"] = self._root_path
        method, path = scope["method"], get_route_path(scope)
        asked = rule("GET" if method == "HEAD" else method, path)
        route = asked.path if asked else "other"
        request_id = _id(Headers(scope=scope).get("x-request-id"))
        scope["trich.id"] = request_id
        ended = self._tracer(f"{method} {route}", request_id) if self._tracer else None
        status = 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {
                    **message,
                    "headers": [*message.get("headers", []), (b"x-request-id", request_id.encode())],
                }
            await send(message)

        # a copy: the server itself still has to know that no body is to be sent
        within = {**scope, "method": "GET"} if method == "HEAD" else scope
        try:
            await self.app(within, receive, noted)
        except BaseException:
            status = status or 500
            raise
        finally:
            seconds = time.perf_counter() - started
            self._metrics.requests.labels(route, method if asked else "other", str(status)).inc()
            self._metrics.seconds.labels(route).observe(seconds)
            if ended:
                ended(status)
            if self._logs:
                LOG.info(self._line(within, route, status, seconds))

    def _line(self, scope: Scope, route: str, status: int, seconds: float) -> str:
        """One line of the log."""
        client = scope.get("client")
        said: dict[str, Any] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "id": scope["trich.id"],
            "method": scope["method"],
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "caller": scope.get("trich.caller", "local"),
            "address": client[0] if client else None,
        }
        if self._logs == "questions" and "trich.question" in scope:
            said["question"] = scope["trich.question"]
        return json.dumps(said, ensure_ascii=False)


def _id(sent: str | None) -> str:
    """The sender's own id if it is a fit one, else a new one."""
    return sent if sent and _SENT_ID.fullmatch(sent) else secrets.token_hex(8)
