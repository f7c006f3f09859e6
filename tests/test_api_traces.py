"""Spans for OpenTelemetry, received by a real collector's service over gRPC."""

import threading
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc  # type: ignore[import-untyped]  # ships no types
import httpx
from made import five
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc import (
    TraceServiceServicer,
    add_TraceServiceServicer_to_server,
)
from serving import served
from waiting import until

from index.settings import Settings


class Collector(TraceServiceServicer):
    """Keeps the spans that come."""

    def __init__(self) -> None:
        self.spans: list[Any] = []
        self.came = threading.Event()

    def Export(self, request: Any, context: Any) -> ExportTraceServiceResponse:
        """Take spans."""
        for resource in request.resource_spans:
            for scope in resource.scope_spans:
                self.spans += scope.spans
        self.came.set()
        return ExportTraceServiceResponse()


def test_each_request_is_a_span_with_its_id(tmp_path: Path) -> None:
    """A collector gets a span a request, named by method and route, with id and status and no question."""
    collector = Collector()
    receiving = grpc.server(futures.ThreadPoolExecutor(2))
    add_TraceServiceServicer_to_server(collector, receiving)  # type: ignore[no-untyped-call]  # the same
    port = receiving.add_insecure_port("127.0.0.1:0")
    receiving.start()
    try:
        settings = Settings(otlp_endpoint=f"http://127.0.0.1:{port}")
        with served(tmp_path, five(), settings=settings) as running:
            body = {"question": "Đường ven biển dài bao nhiêu km?"}
            sent = httpx.post(
                f"{running.url}/api/v1/ask", json=body, headers={"X-Request-ID": "hoi-1"}, timeout=60
            )
            assert sent.status_code == 200
            until(lambda: collector.spans, "no span came")
    finally:
        receiving.stop(0)
    (span,) = collector.spans
    assert span.name == "POST /api/v1/ask"
    facts = {one.key: one.value for one in span.attributes}
    assert facts["trich.request_id"].string_value == "hoi-1"
    assert facts["http.response.status_code"].int_value == 200
    assert "ven biển" not in str(span)
