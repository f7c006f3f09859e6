"""Traces: a span per request for OpenTelemetry, if a collector's address is set."""

from collections.abc import Callable

from assistant.api.journal import Tracer


def tracer(endpoint: str) -> Tracer | None:
    """A function that begins spans and sends them to a collector over OTLP (gRPC); None without an address."""
    if not endpoint:
        return None
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.trace import SpanKind, Status, StatusCode

    provider = TracerProvider(resource=Resource.create({"service.name": "trich"}))
    exporter = OTLPSpanExporter(endpoint=endpoint, insecure=not endpoint.startswith("https://"))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    making = provider.get_tracer("trich")

    def begin(route: str, request_id: str) -> Callable[[int], None]:
        """A span that ends when it is told the status."""
        span = making.start_span(route, kind=SpanKind.SERVER, attributes={"trich.request_id": request_id})

        def end(status: int) -> None:
            """The request was answered."""
            span.set_attribute("http.response.status_code", status)
            if status >= 500:
                span.set_status(Status(StatusCode.ERROR))
            span.end()

        return end

    return begin
